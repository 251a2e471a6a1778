from datetime import date

from odoo.addons.debt_collection.tests.promise_common import PromiseCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, new_test_user


class TestDispute(PromiseCommon):
    """What is disputed waits for the answer; the rest goes on."""

    def complain(self, *lines, case=None, user=None, **values):
        """The collector notes a complaint: (item, amount) pairs, by default 400 of the invoice."""
        case = (case or self.case).with_user(user or self.collector)
        values["lines"] = list(lines) or [(self.item, 400.0)]
        return case.env["debt.dispute"]._make(case, values).sudo()

    def answer(self, dispute, resolution, accepted=None):
        """The dialog of the form's buttons."""
        action = getattr(dispute.with_user(self.collector), f"action_{resolution}")()
        wizard = self.env["debt.dispute.answer"].browse(action["res_id"])
        wizard = wizard.with_user(self.collector)
        if accepted is not None:
            wizard.line_ids.accepted = accepted
        wizard.action_confirm()

    def demandable(self, item, day=None):
        net = self.nets(item.partner_id, day)[item.move_line_id.id]
        return 0 if net.hold_reason else float(net.demandable)

    def refund(self, amount, invoice=None, match=True):
        """A credit note made by Odoo's dialog on the next day."""
        invoice = invoice or self.invoice
        with freeze_time("2026-03-03"):
            refund = invoice._reverse_moves([{"invoice_date": "2026-03-03", "date": "2026-03-03"}])
            refund.invoice_line_ids.price_unit = amount
            refund.action_post()
            if match:
                (self.due_line(refund) | self.due_line(invoice)).reconcile()
        return refund

    # taken -------------------------------------------------------------------------------------

    def test_the_dialog_proposes_what_isnt_disputed_yet(self):
        first = self.complain((self.item, 400.0))
        items = self.item | self.old_item
        wizard = self.env["debt.dispute.wizard"].browse(self.item.action_dispute()["res_id"])
        self.assertEqual(wizard.line_ids.amount, 600.0)
        with self.assertRaisesRegex(UserError, "isn't in dispute yet"):
            self.complain((self.item, 1000.0))
        wizard.action_confirm()
        self.assertEqual(self.demandable(self.item), 0)
        # wholly disputed: it doesn't stop the complaint about the other one
        wizard = self.env["debt.dispute.wizard"].browse(items.action_dispute()["res_id"])
        ticked = wizard.line_ids.filtered("is_disputed")
        self.assertEqual((ticked.item_id, ticked.amount), (self.old_item, 300.0))
        wizard.action_confirm()
        with self.assertRaisesRegex(UserError, f"{first.name}(?! )"):
            self.complain((self.item, 1.0))

    def test_the_undisputed_rest_goes_on(self):
        dispute = self.complain(reason="price", note="too dear")
        self.assertRecordValues(
            dispute,
            [
                {
                    "amount": 400.0,
                    "state": "open",
                    "deadline": date(2026, 3, 16),
                    "user_id": self.collector.id,
                    "case_id": self.case.id,
                }
            ],
        )
        self.assertEqual(self.demandable(self.item), 600.0)
        self.assertEqual(self.demandable(self.old_item), 300.0)
        self.assertEqual(dispute.activity_ids.user_id, self.collector)
        self.assertEqual(dispute.activity_ids.date_deadline, date(2026, 3, 16))

    def test_wholly_disputed_is_held_wholly_also_when_paid_in_part(self):
        self.pay(self.invoice, 100.0)
        dispute = self.complain((self.item.id, 0), (self.old_item, 300.0))
        self.assertEqual(dispute.line_ids.mapped("amount"), [900.0, 300.0])
        self.assertEqual(dispute.line_ids.hold_id.mapped("amount"), [0.0, 0.0])
        self.assertEqual(self.demandable(self.item), 0)

    def test_never_more_than_is_open_nor_of_another_customer(self):
        stranger = self.owed_item(self.overdue(9, 50.0, self.partner_b), case=self.case)
        for message, lines in {
            "only": [(self.item, 1000.01)],
            "one customer": [(self.item, 0), (stranger, 0)],
        }.items():
            with self.subTest(message), self.assertRaisesRegex(UserError, message):
                self.complain(*lines)
        self.pay(self.invoice)
        with self.assertRaisesRegex(UserError, "Nothing is open"):
            self.complain()

    def test_what_is_disputed_already_isnt_disputed_again(self):
        first, rest = self.complain((self.item, 400.0)), self.complain((self.item, 0))
        self.assertEqual(rest.amount, 600.0)
        self.assertEqual(self.demandable(self.item), 0)
        with self.assertRaisesRegex(UserError, f"{first.name}.*{rest.name}"):
            self.complain((self.item, 1.0))
        self.answer(rest, "confirmed")
        self.assertEqual(self.complain((self.item, 0)).amount, 600.0)

    def test_two_currencies_are_two_disputes(self):
        euro = self.owed_item(self.overdue(20, 100.0, currency_id=self.eur))
        disputes = self.complain((self.item, 400.0), (euro, 40.0))
        self.assertEqual(
            {(d.currency_id.name, d.amount) for d in disputes}, {("PLN", 400.0), ("EUR", 40.0)}
        )
        self.assertEqual(self.demandable(euro), 60.0)

    def test_a_consumer_is_answered_within_fourteen_days(self):
        self.debtor.kind = "consumer"
        self.company.debt_dispute_days = 30
        dispute = self.complain()
        self.assertEqual(dispute.deadline, date(2026, 3, 16))
        self.assertIn("counts as accepted", dispute.warning)
        with self.assertRaises(ValidationError):
            dispute.deadline = date(2026, 3, 17)

    def test_who_may(self):
        other = self._user("other", "debt_collection.group_collector")
        with self.assertRaises(AccessError):
            self.complain(user=other)
        dispute = self.complain()
        with self.assertRaises(AccessError):
            dispute.with_user(self.collector).state = "closed"
        self.assertFalse(self.env["debt.dispute"].with_user(other).search([]))

    # answered ----------------------------------------------------------------------------------

    def test_not_justified_goes_on_at_once(self):
        dispute = self.complain()
        self.answer(dispute, "confirmed")
        self.assertRecordValues(
            dispute,
            [{"state": "closed", "resolution": "confirmed", "closed_on": self.today}],
        )
        self.assertEqual(self.demandable(self.item), 1000.0)
        self.assertFalse(self.debtor.next_date)
        self.assertFalse(dispute.activity_ids)

    def test_accepted_waits_for_the_credit_note(self):
        for match in (True, False):
            with self.subTest(match=match):
                invoice = self.overdue(20, 1000.0)
                item = self.owed_item(invoice)
                dispute = self.complain((item, 400.0))
                self.answer(dispute, "credit_note")
                self.assertEqual((dispute.state, self.demandable(item)), ("answered", 600.0))
                self.assertEqual(dispute.activity_ids.summary, "Issue the credit note")
                self.refund(400.0, invoice, match)
                self.react("2026-03-03")
                self.assertEqual((dispute.state, dispute.resolution), ("closed", "credit_note"))
                net = self.nets(day=date(2026, 3, 3))[item.move_line_id.id]
                self.assertEqual(float(net.open - sum(a for _c, a in net.credits)), 600.0)

    def test_partly_accepted_holds_no_more_than_that(self):
        dispute = self.complain((self.item, 0))
        self.answer(dispute, "partial", 150.0)
        self.assertEqual(self.demandable(self.item), 850.0)
        self.refund(100.0)
        self.react("2026-03-03")
        self.assertEqual(dispute.state, "answered", "less than was accepted")
        self.refund(50.0)
        self.react("2026-03-03")
        self.assertEqual((dispute.state, dispute.resolution), ("closed", "partial"))
        with self.assertRaisesRegex(UserError, "at most"):
            self.answer(self.complain((self.old_item, 100.0)), "partial", 100.01)

    def test_what_the_ledger_settles_needs_no_answer(self):
        paid, credited = self.complain((self.old_item, 0)), self.complain()
        self.pay(self.older)
        self.refund(400.0)
        self.react("2026-03-03")
        self.react("2026-03-03")
        self.assertRecordValues(
            paid | credited,
            [
                {"state": "closed", "resolution": "confirmed"},
                {"state": "closed", "resolution": "credit_note"},
            ],
        )

    # the dialog --------------------------------------------------------------------------------

    def test_from_the_invoice_and_from_the_case(self):
        child = self.env["res.partner"].create({"name": "Branch", "parent_id": self.partner_a.id})
        invoice = self.overdue(3, 80.0, child)
        action = invoice.with_user(self.collector).action_debt_dispute()
        wizard = self.env["debt.dispute.wizard"].browse(action["res_id"])
        with Form(wizard.with_user(self.collector)) as form:
            form.reason = "not_delivered"
            with form.line_ids.edit(0) as line:
                line.amount = 30.0
            self.assertIn("50", form.rest_text)
            form.save().action_confirm()
        dispute = self.debtor.dispute_ids
        self.assertEqual((dispute.amount, dispute.reason), (30.0, "not_delivered"))
        case = self.case.with_user(self.collector)
        wizard = self.env["debt.dispute.wizard"].browse(case.action_dispute()["res_id"])
        with self.assertRaisesRegex(UserError, "Tick"):
            wizard.with_user(self.collector).action_confirm()

    def test_an_exclusion_says_why_and_until_when(self):
        for records in (self.debtor, self.invoice):
            method = "action_exclude" if records == self.debtor else "action_debt_exclude"
            action = getattr(records.with_user(self.collector), method)()
            wizard = self.env["debt.hold.wizard"].browse(action["res_id"])
            wizard = wizard.with_user(self.collector)
            wizard.date_until = self.after(30)
            with self.assertRaisesRegex(UserError, "why"):
                wizard.action_confirm()
            wizard.reason = "Board decision"
            wizard.action_confirm()
        holds = self.debtor.hold_ids.filtered(lambda hold: hold.kind == "exclusion")
        self.assertEqual(len(holds), 2)
        self.assertEqual(self.demandable(self.old_item), 0)

    # who answers it ------------------------------------------------------------------------------

    def test_a_salesperson_answers_what_was_given_to_him(self):
        seller = new_test_user(self.env, "seller", groups="sales_team.group_sale_salesman")
        dispute = self.complain((self.item, 1000.0), note="<script>alert(1)</script>")
        with self.assertRaises(AccessError):
            dispute.with_user(seller).read(["name"])
        dispute.with_user(self.collector)._hand_over(seller, date(2026, 3, 9))
        self.assertRecordValues(
            dispute.activity_ids, [{"user_id": seller.id, "date_deadline": date(2026, 3, 9)}]
        )
        mine = self.env["debt.dispute"].with_user(seller).search([])
        self.assertEqual(mine, dispute)
        form = Form(mine, view="debt_collection.debt_dispute_view_form")
        self.assertEqual(form.partner_id, self.partner_a)
        self.assertEqual(mine.line_ids.name, self.invoice.name)
        action = mine.action_partial()
        answer = self.env["debt.dispute.answer"].with_user(seller).browse(action["res_id"])
        answer.line_ids.accepted = 250.0
        answer.action_confirm()
        self.assertEqual((dispute.state, dispute.line_ids.accepted), ("answered", 250.0))
        for model in ("debt.case", "debt.debtor", "debt.item"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(seller).search([])

    def test_handed_over_only_to_who_can_open_it(self):
        dispute = self.complain()
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        with self.assertRaisesRegex(UserError, "couldn't open it"), self.env.cr.savepoint():
            dispute.with_user(self.collector)._hand_over(clerk, dispute.deadline)
        action = dispute.with_user(self.collector).action_change()
        change = self.env["debt.dispute.change"].browse(action["res_id"])
        change = change.with_user(self.collector)
        change.write({"user_id": self.manager.id, "deadline": date(2026, 3, 13)})
        change.action_confirm()
        self.assertEqual((dispute.user_id, dispute.deadline), (self.manager, date(2026, 3, 13)))
        self.assertEqual(dispute.activity_ids.user_id, self.manager)
