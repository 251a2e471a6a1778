from datetime import date

from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.debt_collection.tests.reaction_common import InvoiceReactionCommon


class TestReactions(CronMixinCase, InvoiceReactionCommon):
    def un_pay(self):
        self.due_line(self.invoice).remove_move_reconcile()

    # the queue

    def test_a_payment_only_appends(self):
        self.env.cr.precommit.data.clear()
        with self.capture_triggers("debt_collection.ir_cron_refresh") as capture:
            self.pay(self.invoice)
        self.assertIn((self.company, self.partner_a), self.dirty())
        self.assertEqual(len(capture.records), 1)
        self.assertFalse(self.item.closed_on)

    def test_what_else_appends(self):
        for name, change in [
            ("posting", lambda: self.overdue(1, 50.0)),
            (
                "due date",
                lambda: self.due_line(self.invoice).write({"date_maturity": "2026-05-01"}),
            ),
            ("no follow-up", lambda: self.due_line(self.invoice).write({"no_followup": True})),
            ("credit note", lambda: self.credit_note(10.0)),
            ("reset to draft", self.invoice.button_draft),
        ]:
            with self.subTest(name):
                self.env["debt.dirty"].search([]).unlink()
                change()
                self.assertEqual(self.dirty(), {(self.company, self.partner_a)})

    def test_bills_and_entries_without_receivable_do_not_append(self):
        self._create_invoice_one_line(move_type="in_invoice", price_unit=5.0, post=True)
        self.assertFalse(self.dirty())

    def test_the_customer_of_a_child_is_the_commercial_partner(self):
        child = self.env["res.partner"].create({"name": "Kasa", "parent_id": self.partner_a.id})
        self.receipt(5.0, partner=child)
        self.assertEqual(self.dirty(), {(self.company, self.partner_a)})

    def test_the_cron_consumes_and_one_bad_debtor_stays(self):
        good = self.env["debt.debtor"]._get_or_create(self.company, self.partner_b)
        self.pay(self.invoice)
        self.env["debt.dirty"]._push({(self.company.id, self.partner_b.id)})
        Debtor = self.registry["debt.debtor"]
        refresh = Debtor._refresh

        def fail_for_b(debtors, day):
            if good in debtors:
                raise ValueError("boom")
            return refresh(debtors, day)

        self.patch(Debtor, "_refresh", fail_for_b)
        with (
            self.enter_registry_test_mode(),
            self.assertLogs("odoo.addons.debt_collection.models.debt_dirty", "WARNING"),
        ):
            self.env.ref("debt_collection.ir_cron_refresh").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.item.closed_on, self.today)
        (row,) = self.env["debt.dirty"].search([])
        self.assertEqual((row.partner_id, row.error), (self.partner_b, "boom"))
        # not at once again, but in an hour
        self.assertFalse(self.env["debt.dirty"]._pending())
        row.failed_on = "2026-03-01 22:00:00"
        self.assertTrue(self.env["debt.dirty"]._pending())

    def test_a_payment_under_way_and_its_end_append(self):
        provider = self.env["payment.provider"].create({"name": "Cards", "code": "none"})
        method = self.env["payment.method"].create({"name": "Card", "code": "card_of_test"})
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "reference": "tx-1",
                "amount": 1000.0,
                "currency_id": self.pln.id,
                "partner_id": self.partner_b.id,
                "invoice_ids": self.invoice.ids,
            }
        )
        action = self.letter_action(self.item)
        transaction._set_pending()
        self.assertEqual(
            self.dirty(), {(self.company, self.partner_a), (self.company, self.partner_b)}
        )
        self.refresh()
        self.assertEqual(action.state, "cancelled")
        transaction._set_canceled()
        self.assertIn((self.company, self.partner_a), self.dirty())

    def test_a_setting_of_the_company_makes_the_run_look_at_all(self):
        self.debtor.next_date = self.after(5)
        self.company.debt_email_from = 7.0
        self.assertTrue(self.debtor.next_date)
        self.company.debt_start_mode = "gently"
        self.assertFalse(self.debtor.next_date)

    def test_an_address_found_makes_the_run_look(self):
        self.debtor.next_date = self.after(5)
        self.env.flush_all()
        self.partner_a.email = "nowy@wolt.example.com"
        self.assertFalse(self.debtor.next_date)

    # due date

    def test_a_later_due_date_moves_the_item_and_takes_letters_back(self):
        action = self.letter_action(self.item)
        self.debtor.next_date = self.after(3)
        # 3 May 2026 is a Sunday and a holiday
        self.due_line(self.invoice).date_maturity = date(2026, 5, 3)
        self.refresh()
        self.assertRecordValues(self.item, [{"date_due": date(2026, 5, 4), "next_date": False}])
        self.assertEqual(action.state, "cancelled")
        self.assertFalse(self.debtor.next_date)

    # what is under way

    def test_a_paid_letter_is_taken_back_a_partly_paid_one_is_read_again(self):
        second = self.overdue(25, 300.0)
        both = self.item | self.owed_item(second)
        action = self.letter_action(both)
        self.pay(second)
        self.refresh()
        self.assertEqual(action.state, "waiting")
        self.pay(self.invoice)
        self.refresh()
        self.assertEqual(action.state, "cancelled")
        self.assertTrue(all(line.is_void for line in action.line_ids))
        self.assertEqual(self.case.state, "closed")

    def test_the_sale_hold_of_a_paid_letter_ends(self):
        action = self.letter_action(self.item, state="planned")
        hold = self.env["debt.sale.hold"]._set(self.debtor, "3_blocked", action=action)
        self.pay(self.invoice)
        self.refresh()
        self.assertEqual(hold.ended_on, self.today)

    def test_a_mail_in_the_queue_is_stopped_when_paid(self):
        action = self.letter_action(self.item, state="queued")
        message = self.case.message_post(body="demand")
        mail = self.env["mail.mail"].create({"mail_message_id": message.id, "state": "outgoing"})
        action.letter_id = self.env["debt.letter"].create(
            {
                "company_id": self.company.id,
                "case_id": self.case.id,
                "partner_id": self.partner_a.id,
                "letter_type_id": action.letter_type_id.id,
                "action_id": action.id,
                "lang": "pl_PL",
                "date": self.today,
                "as_of": self.today,
                "message_id": message.id,
            }
        )
        action.letter_id.state = "final"
        action.state = "done"
        self.pay(self.invoice)
        self.refresh()
        self.assertEqual(mail.state, "cancel")
        self.assertEqual(action.state, "done")

    def test_an_sms_in_the_queue_is_stopped_when_paid(self):
        action = self.letter_action(self.item, kind="sms", state="queued", letter_type_id=False)
        message = self.case.message_post(body="pay", message_type="comment")
        text = self.env["sms.sms"].create({"number": "+48600600600", "body": "pay"})
        text.mail_message_id = message
        action.write({"sms_message_id": message.id, "state": "done"})
        self.pay(self.invoice)
        self.refresh()
        self.assertEqual((text.state, action.state), ("canceled", "done"))

    def test_a_case_with_work_left_stays_open(self):
        self.pay(self.invoice)
        self.letter_action(self.item, state="failed", line_ids=[])
        self.refresh()
        self.assertEqual(self.case.state, "open")

    def test_a_case_of_a_disputed_item_not_due_any_more_stays_open(self):
        self.owed_item(self.overdue(-10, 50.0))
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": self.debtor.id,
                "case_id": self.case.id,
                "kind": "dispute",
            }
        )
        self.pay(self.invoice)
        self.refresh()
        self.assertEqual(self.case.state, "open")

    def test_items_not_yet_due_leave_a_closed_case(self):
        self.case.overdue_since = self.after(-17)
        ahead = self.owed_item(self.overdue(-10, 50.0), step="reminder", phase="0_monitoring")
        self.pay(self.invoice)
        self.refresh()
        self.assertEqual(self.case.state, "closed")
        self.assertFalse(ahead.case_id)
        self.assertEqual(self.item.case_id, self.case)

    def test_a_new_invoice_makes_the_run_look(self):
        self.debtor.next_date = self.after(3)
        self.overdue(1, 70.0)
        self.refresh()
        self.assertFalse(self.debtor.next_date)

    # without the hooks

    def test_the_nightly_difference_finds_what_no_hook_saw(self):
        Item = self.env["debt.item"]
        self.assertEqual(Item._changed_keys(self.company), set())
        key = {(self.company.id, self.partner_a.id)}
        self.pay(self.invoice)
        self.assertEqual(Item._changed_keys(self.company), key)
        self.refresh()
        self.assertEqual(Item._changed_keys(self.company), set())
        self.un_pay()
        self.assertEqual(Item._changed_keys(self.company), key)
        self.refresh()
        self.due_line(self.invoice).date_maturity = self.after(-1)
        self.assertEqual(Item._changed_keys(self.company), key)

    def test_a_due_date_on_a_day_off_is_no_difference(self):
        # Sunday 1 March is owed on Monday
        invoice = self.overdue(1, 10.0)
        item = self.owed_item(invoice)
        self.assertEqual(item.date_due, self.today)
        self.assertEqual(self.env["debt.item"]._changed_keys(self.company), set())

    def test_a_night_catches_up_with_what_no_hook_saw(self):
        self.pay(self.invoice)
        self.env["debt.dirty"].search([]).unlink()
        action = self.letter_action(self.item)
        self.night()
        self.assertEqual(self.item.closed_on, self.today)
        self.assertEqual((self.case.state, action.state), ("closed", "cancelled"))
