from datetime import date

from odoo.addons.debt_collection.tests.contact_common import ContactCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user


class TestContact(ContactCommon):
    """What follows from each result of a contact."""

    def test_a_promise_holds_what_is_overdue(self):
        contact = self.log("friday", cause="no_funds", note="Pays after his own customers")
        self.assertRecordValues(
            contact,
            [
                {
                    "state": "done",
                    "contact_channel": "call",
                    "contact_result": "promise",
                    "contact_partner_id": self.wolt.id,
                    "contact_number": "+48225550102",
                    "cause": "no_funds",
                    "outcome": "Pays after his own customers",
                    "user_id": self.collector.id,
                    "amount": 1200.0,
                }
            ],
        )
        promise = self.env["debt.promise"].search([("case_id", "=", self.wolt_case.id)])
        self.assertEqual((promise.date, promise.amount), (date(2026, 3, 6), 1200.0))
        self.assertEqual((promise.channel, promise.promised_by), ("call", self.wolt))
        self.assertEqual(self.holds("promise").item_id, self.old | self.new)
        self.assertEqual(self.answer["tag"], "display_notification")
        self.assertIn("1200,00", self.answer["params"]["message"])
        self.assertEqual(self.wolt_case.cause, "no_funds")
        self.assertEqual(self.wolt_case.debtor_id.cause_on, self.today)
        with self.assertRaises(UserError):
            contact.contact_result = "other"

    def test_a_dispute_takes_a_part_of_one_document(self):
        form = self.dialog()
        form.promise_day = "week"
        form.dispute_reason = "price"
        self.assertEqual((form.result, form.promise_day), ("dispute", False), "the last choice")
        self.assertFalse(form.item_ids[:], "which of two documents only the customer knows")
        form.item_ids.add(self.old)
        self.assertEqual(form.amount, 1000.0)
        form.amount = 300.0
        form.save().action_save()
        dispute = self.env["debt.dispute"].search([("debtor_id", "=", self.old.debtor_id.id)])
        self.assertEqual((dispute.amount, dispute.reason), (300.0, "price"))
        self.assertEqual(self.holds("dispute").amount, 300.0)
        again = self.dialog()
        again.dispute_reason = "price"
        again.item_ids.add(self.old)
        self.assertEqual(again.amount, 700.0, "300 of it are disputed already")

    def test_the_choice_made_last_is_the_result(self):
        form = self.dialog()
        form.dispute_reason = "quality"
        form.promise_day = "friday"
        self.assertEqual((form.result, form.dispute_reason), ("promise", False))
        form.dispute_reason = "quality"
        form.result = "no_answer"
        self.assertEqual((form.promise_day, form.dispute_reason), (False, False))
        form.dispute_reason = "other"
        form.dispute_reason = False
        self.assertFalse(form.result, "taken back")

    def test_paid_already_waits_and_is_then_looked_for(self):
        self.log("paid")
        hold = self.holds("payment")
        self.assertEqual((hold.case_id, hold.date_until), (self.wolt_case, date(2026, 3, 5)))
        self.assertFalse(hold.item_id)
        task = self.actions(self.wolt, kind="activity")
        self.assertEqual(task.activity_id.date_deadline, date(2026, 3, 6))

    def test_paid_one_of_two_documents_holds_that_one(self):
        form = self.dialog()
        form.result = "paid"
        form.item_ids.remove(id=self.new.id)
        form.save().action_save()
        self.assertEqual(self.holds("payment").item_id, self.old)

    def test_no_answer_moves_the_call_and_gives_up_at_last(self):
        call = self.plan(self.invoice, "call", kind="activity")
        self.act()
        self.log("no_answer")
        self.assertEqual(call.activity_id.date_deadline, date(2026, 3, 3))
        self.log("no_answer", now="2026-03-03 09:00:00")
        self.assertEqual(call.state, "queued")
        last = self.log("no_answer", now="2026-03-04 09:00:00")
        self.assertEqual((call.state, call.done_by_id), ("done", last))
        self.assertFalse(call.activity_id)

    def test_a_call_that_was_planned_is_done_by_the_contact(self):
        call = self.plan(self.invoice, "call", kind="activity")
        contact = self.log("other", note="Sends a copy")
        self.assertEqual((call.state, call.done_by_id), ("done", contact))
        # planned tonight, done before the cron came to it: the item is past the step
        self.assertEqual(self.old.step_id, self.steps["call"])

    def test_call_back_plans_a_call(self):
        self.log("call_back", follow_on=date(2026, 3, 10))
        call = self.actions(self.wolt, kind="activity")
        self.assertEqual(call.activity_id.date_deadline, date(2026, 3, 10))
        self.assertEqual(call.user_id, self.collector)

    def test_a_wrong_number_is_not_used_again(self):
        self.log("wrong_number")
        self.assertEqual(self.wolt.debt_wrong_number, "+48225550102")
        self.assertFalse(self.wolt._debt_number(self.company))
        self.assertEqual(
            self.wolt_case.activity_ids.activity_type_id,
            self.env.ref("debt_collection.activity_type_address"),
        )
        self.assertFalse(self.holds("address"), "letters still reach him by e-mail")
        self.wolt.phone = "22 555 01 03"
        self.assertEqual(self.wolt._debt_number(self.company), "+48225550103")

    def test_who_can_not_be_reached_at_all_is_held(self):
        self.wolt.email = False
        self.log("wrong_number")
        self.assertEqual(self.holds("address").case_id, self.wolt_case)

    def test_an_email_logged_is_an_email_read(self):
        self.wolt_case._flag_reply()
        self.log("other", channel="email", note="Asks for a copy")
        self.assertFalse(self.wolt_case.replied_on)
        self.assertFalse(self.holds("reply"))

    def test_a_customer_who_owes_nothing(self):
        nice = self.customer("Nice")
        contact = self.log("call_back", record=nice)
        self.assertFalse(contact.case_id)
        self.assertEqual(contact.debtor_id.partner_id, nice)
        self.assertEqual(nice.activity_ids.date_deadline, date(2026, 3, 3))
        self.assertIn(contact, self.env["debt.action"].with_user(self.collector).search([]))

    def test_the_key_customers_strategy_wants_the_cause(self):
        self.strategy.cause_required = True
        with self.assertRaisesRegex(UserError, "cause"):
            self.log("week")
        self.log("no_answer")
        self.log("week", cause="acceptance")

    def test_another_collectors_case_is_left_to_him(self):
        colleague = new_test_user(
            self.env, "debt_colleague", groups="debt_collection.group_collector"
        )
        with self.assertRaises(AccessError):
            self.dialog(user=colleague)
        with self.assertRaisesRegex(UserError, self.collector.name):
            self.dialog(record=self.wolt, user=colleague)

    # calling

    def test_the_link_that_calls(self):
        form = self.dialog()
        self.assertEqual(form.call_url, "tel:+48225550102")
        self.company.debt_cti_url = "https://pbx.example.com/call?to={number}&as={user}"
        self.assertEqual(
            self.dialog().call_url,
            "https://pbx.example.com/call?to=%2B48225550102&as=debt_collector",
        )
        with self.assertRaises(ValidationError):
            self.company.debt_cti_url = "javascript:alert({number})"

    def test_results_that_make_sense(self):
        form = self.dialog()
        self.assertNotIn("promise", form.result_labels)
        self.assertIn("no_answer", form.result_labels)
        form.channel = "email"
        self.assertNotIn("no_answer", form.result_labels)
        self.assertEqual(form.promise_labels["friday"], "Friday 6.03")
        form.promise_day = "week"
        self.assertEqual((form.result, form.promise_date), ("promise", date(2026, 3, 9)))
        form.result = "paid"
        self.assertFalse(form.promise_day)
