from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .sale_common import BLOCKED, PREPAYMENT, WARN, SaleHoldCommon


@tagged("post_install", "-at_install")
class TestSaleHold(SaleHoldCommon):
    def level(self, partner=None):
        return self.debtor(partner)._sale_level(self.today)

    def test_the_highest_open_row_counts(self):
        self.assertFalse(self.level())
        self.hold(PREPAYMENT)
        warn = self.hold(WARN)
        blocked = self.hold(BLOCKED)
        self.assertEqual(self.level(), BLOCKED)
        blocked._end("Agreed")
        self.assertEqual(self.level(), PREPAYMENT)
        self.assertRecordValues(
            blocked, [{"ended_on": self.today, "end_reason": "Agreed", "is_in_force": False}]
        )
        self.assertFalse(warn.is_in_force, "a lower hold isn't the one in force")

    def test_rows_count_only_on_their_days(self):
        row = self.hold(BLOCKED, until=self.after(3))
        debtor = self.debtor()
        self.assertFalse(debtor._sale_level(self.after(-1)))
        self.assertEqual(debtor._sale_level(self.after(3)), BLOCKED)
        self.assertFalse(debtor._sale_level(self.after(4)))
        row.date_until = False
        self.assertEqual(debtor._sale_level(self.after(400)), BLOCKED)

    def test_setting_the_same_cause_again_changes_nothing(self):
        action = self.step_action(self.overdue(40, 500, self.partner))
        row = self.Hold._set(self.debtor(), BLOCKED, action=action)
        self.assertEqual(self.Hold._set(self.debtor(), BLOCKED, action=action), row)
        self.assertRecordValues(row, [{"reason": "final", "user_id": False}])

    def test_a_paid_cause_no_longer_counts_and_is_ended_by_the_refresh(self):
        first, second = self.overdue(40, 500, self.partner), self.overdue(35, 300, self.partner)
        row = self.Hold._set(self.debtor(), BLOCKED, action=self.step_action(first + second))
        manual = self.hold(WARN)
        self.pay(first)
        self.assertEqual(self.level(), BLOCKED, "one of its items is still open")
        self.assertFalse(self.Hold._end_settled(self.debtor()))
        self.pay(second)
        self.assertEqual(self.level(), WARN, "read live, before the refresh")
        self.assertEqual(self.Hold._end_settled(self.debtor()), row)
        self.assertEqual(row.ended_on, self.today)
        self.assertFalse(manual.ended_on, "a hold set by hand is ended by hand")

    def test_part_payment_keeps_and_credits_on_account_end_the_hold(self):
        invoice = self.overdue(40, 500, self.partner)
        self.Hold._set(self.debtor(), BLOCKED, action=self.step_action(invoice))
        self.pay(invoice, 400)
        self.assertEqual(self.level(), BLOCKED)
        self.receipt(60, self.partner)
        self.assertEqual(self.level(), BLOCKED, "40 of the last 100 are missing")
        self.receipt(40, self.partner)
        self.assertFalse(self.level(), "covered, though nobody has allocated it")

    def test_a_small_remainder_counts_as_paid(self):
        self.env["debt.minimum"].create(
            {
                "currency_id": self.pln.id,
                "net_min": 50,
                "post_min": 300,
                "remainder": 5,
                "remainder_foreign": 80,
            }
        )
        invoice = self.overdue(40, 500, self.partner)
        self.Hold._set(self.debtor(), BLOCKED, action=self.step_action(invoice))
        self.pay(invoice, 494.99)
        self.assertEqual(self.level(), BLOCKED)
        self.pay(invoice, 0.01)
        self.assertFalse(self.level())

    def test_an_invoice_that_isnt_followed_up_limits_nothing(self):
        invoice = self.overdue(40, 500, self.partner)
        self.Hold._set(self.debtor(), BLOCKED, action=self.step_action(invoice))
        self.due_line(invoice).no_followup = True
        self.assertFalse(self.level())

    def test_an_insolvency_hold_carries_its_sale_hold(self):
        hold = self.env["debt.hold"].create(
            {"company_id": self.company.id, "debtor_id": self.debtor().id, "kind": "insolvency"}
        )
        rows = self.Hold.search([("hold_id", "=", hold.id)])
        row = rows or self.Hold._set(self.debtor(), PREPAYMENT, hold=hold)
        self.assertEqual(self.level(), PREPAYMENT)
        hold.ended_on = self.today
        self.assertFalse(self.level())
        self.Hold._end_settled(self.debtor())
        self.assertTrue(row.ended_on)

    def test_refusing_the_letter_of_the_step_ends_its_hold_only(self):
        invoice, other = self.overdue(40, 500, self.partner), self.overdue(33, 200, self.partner)
        row = self.Hold._set(self.debtor(), BLOCKED, action=self.step_action(invoice))
        kept = self.Hold._set(self.debtor(), BLOCKED, action=self.step_action(other))
        letter = self.step_action(invoice, kind="letter")
        self.Hold._end_of_letters(letter, "Refused: too early")
        self.assertEqual(row.end_reason, "Refused: too early")
        self.assertFalse(kept.ended_on)

    def test_companies_dont_share_holds(self):
        other = self.setup_other_company()["company"]
        self.Hold._set(self.debtor(company=other), BLOCKED)
        self.assertFalse(self.level())
        self.assertEqual(self.debtor(company=other).sale_level, BLOCKED)

    def test_customers_are_found_by_their_level(self):
        blocked, warned, free = (self.customer(name) for name in ("A", "B", "C"))
        debtors = self.debtor(blocked + warned + free)
        self.hold(BLOCKED, blocked)
        self.hold(WARN, blocked)
        self.hold(WARN, warned)

        def found(*levels):
            domain = [("id", "in", debtors.ids), ("sale_level", "in", levels)]
            return self.env["debt.debtor"].search(domain).partner_id

        self.assertEqual(found(BLOCKED), blocked)
        self.assertEqual(found(WARN), warned, "the lower hold of the first doesn't count")
        self.assertEqual(found(False), free)
        rows = self.Hold.search([("is_in_force", "=", True), ("debtor_id", "in", debtors.ids)])
        self.assertEqual(sorted(rows.mapped("level")), [WARN, BLOCKED])
        self.assertEqual(len(rows), 2, "one row per customer")

    def test_the_head_limits_sales_by_hand_and_others_may_not(self):
        wizard = self.env["debt.sale.hold.wizard"].with_user(self.manager)
        action = wizard._open_set(self.partner)
        with Form(wizard.with_context(**action["context"])) as form:
            form.level = PREPAYMENT
            form.reason = "Cheque bounced"
            form.date_until = self.today + timedelta(days=30)
        form.record.action_save()
        row = self.Hold.search([("partner_id", "=", self.partner.id)])
        self.assertRecordValues(
            row,
            [{"level": PREPAYMENT, "reason": "Cheque bounced", "user_id": self.manager.id}],
        )
        ending = wizard.create({"hold_ids": row.ids, "reason": "Cleared"})
        ending.action_save()
        self.assertRecordValues(row, [{"ended_on": self.today, "end_reason": "Cleared"}])
        with self.assertRaises(AccessError):
            self.env["debt.sale.hold.wizard"].with_user(self.collector).create({"reason": "x"})
