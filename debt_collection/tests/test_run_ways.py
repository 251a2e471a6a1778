from odoo import Command
from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestRunWays(DebtCommon):
    """How an invoice is paid: operators pass money on later, factored invoices are the factor's
    (PRACTICE 1.8).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.debtor = cls.customer()
        cls.journal = cls.company_data["default_journal_sale"]

    def steps_on(self, *days):
        """{days from today: names of the steps planned then}, each carried out at once."""
        result = {}
        for number in days:
            names = [name for name, _kind in self.plan(self.after(number), self.debtor)]
            self.carry_out(self.after(number), self.debtor)
            result[number] = names
        return result

    def cash_on_delivery(self):
        return self.env["account.payment.term"].create(
            {
                "name": "Pobranie",
                "debt_shift_days": 10,
                "line_ids": [Command.create({"value_amount": 100, "nb_days": 30})],
            }
        )

    def test_steps_after_the_due_date_come_ten_days_later(self):
        invoice = self.overdue(0, 500, self.debtor, payment_term=self.cash_on_delivery())
        self.assertEqual(
            self.steps_on(3, 10, 11, 13, 14, 17, 24),
            {3: [], 10: [], 11: ["noted"], 13: [], 14: ["monit"], 17: ["call"], 24: ["demand"]},
        )
        self.assertEqual(self.items(invoice).date_due, self.today)

    def test_reminder_before_the_due_date_keeps_its_day(self):
        self.overdue(-4, 500, self.debtor, payment_term=self.cash_on_delivery())
        self.assertEqual(self.steps_on(0), {0: ["reminder"]})

    def test_payment_method_of_the_invoice(self):
        line = self.company_data["default_journal_bank"].inbound_payment_method_line_ids[0]
        usual = self.overdue(3, 100, self.debtor)
        shifted = self.overdue(3, 200, self.debtor)
        shifted.preferred_payment_method_line_id = line
        line.debt_shift_days = 10
        self.assertEqual(self.steps_on(0), {0: ["monit"]})
        self.assertEqual(self.items(usual).step_id, self.steps["monit"])
        self.assertFalse(self.items(shifted).step_id)

    def test_shift_entered_later_is_looked_at_the_next_night(self):
        self.overdue(0, 500, self.debtor)
        self.assertEqual(self.steps_on(1), {1: ["noted"]})
        self.journal.debt_shift_days = 10
        self.assertEqual(self.steps_on(3, 11, 14), {3: [], 11: [], 14: ["monit"]})

    def test_journal_of_factored_invoices(self):
        journal = self.journal.copy(
            {
                "code": "FAKT",
                "debt_is_factored": True,
                "default_account_id": self.journal.default_account_id.id,
            }
        )
        factored = self.overdue(20, 500, self.debtor, journal_id=journal.id)
        run = self.night()
        self.assertFalse(self.actions(self.debtor))
        self.assertEqual([(n.outcome, n.reason) for n in run.line_ids], [("5_held", "factored")])
        self.assertIn("FAKT", run.line_ids.why)
        # other invoices of the customer go their way without it
        self.overdue(20, 300, self.debtor, journal_id=self.journal.id)
        self.night(self.after(1))
        letter = self.actions(self.debtor, kind="letter")
        self.assertEqual(letter.amount, 300)
        self.assertNotIn(factored.name, letter.line_ids.mapped("name"))

    def test_one_factored_invoice_before_any_night(self):
        invoice = self.overdue(20, 500, self.debtor)
        action = invoice.with_user(self.collector).action_debt_factored()
        wizard = self.env["debt.hold.wizard"].with_user(self.collector).browse(action["res_id"])
        self.assertEqual(wizard.kind, "factored")
        wizard.action_confirm()
        run = self.night()
        self.assertEqual(
            [(n.outcome, n.reason) for n in run.line_ids], [("5_held", "hold_factored")]
        )

    def test_factored_in_the_meantime_stops_the_letter(self):
        invoice = self.overdue(20, 500, self.debtor)
        self.night()
        letter = self.actions(self.debtor, kind="letter")
        invoice.journal_id.debt_is_factored = True
        self.assertEqual(letter.sudo()._reread(self.today)["empty"], letter)
        self.assertEqual((letter.state, letter.end_reason), ("cancelled", "factored"))
