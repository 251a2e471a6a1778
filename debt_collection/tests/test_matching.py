from odoo import Command
from odoo.addons.debt_collection.tests.common import DebtCommon
from odoo.exceptions import UserError
from odoo.tests import tagged


@tagged("post_install", "post_install_l10n", "-at_install")
class TestMatching(DebtCommon):
    """Exactly the chosen amount of a pair is reconciled; the rest is Odoo's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.matching = cls.env["debt.matching"]
        cls.partner_a.property_account_receivable_id = cls.company_data[
            "default_account_receivable"
        ]

    def _receipt_line(self, amount, **values):
        return self.due_line(self.receipt(amount, **values).move_id)

    def _euro(self, day, rate):
        values = {"currency_id": self.eur.id, "company_id": self.company.id}
        self.env["res.currency.rate"].create({"name": day, "rate": rate, **values})

    def _match(self, invoice, credit, amount, currency=None):
        return self.matching._match(
            self.due_line(invoice), credit, amount, currency or credit.currency_id
        )

    def test_only_the_amount_asked_for(self):
        invoice, credit = self.overdue(20, 950), self._receipt_line(1000)
        partial = self._match(invoice, credit, 300)
        self.assertRecordValues(
            partial,
            [{"amount": 300, "debit_amount_currency": 300, "credit_amount_currency": 300}],
        )
        self.assertEqual(self.due_line(invoice).amount_residual, 650)
        self.assertEqual(credit.amount_residual, -700)
        self.assertFalse(credit.full_reconcile_id)

    def test_the_whole_of_both_becomes_a_full_reconciliation(self):
        invoice, credit = self.overdue(20, 1000), self._receipt_line(1000)
        self._match(invoice, credit, 400)
        self._match(invoice, credit, 600)
        self.assertTrue(credit.reconciled)
        self.assertTrue(credit.full_reconcile_id)
        self.assertEqual(invoice.payment_state, "paid")

    def test_youngest_first_at_one_go(self):
        old, young = self.overdue(60, 500), self.overdue(5, 400)
        credit = self._receipt_line(700)
        self.matching._match_all(
            [
                (self.due_line(young), credit, 400, self.pln),
                (self.due_line(old), credit, 300, self.pln),
            ]
        )
        self.assertEqual(self.due_line(old).amount_residual, 200)
        self.assertEqual(young.payment_state, "paid")
        self.assertTrue(credit.reconciled)

    def test_credit_note(self):
        # storno accounting: the credit note has a negative debit
        invoice = self.overdue(20, 950)
        credit = self.due_line(self.credit_note(200))
        self._match(invoice, credit, 120)
        self.assertEqual(credit.amount_residual, -80)
        self.assertEqual(self.due_line(invoice).amount_residual, 830)

    def test_same_foreign_currency_at_another_rate(self):
        # invoiced at 4.00, paid when the euro costs 5.00
        self.env["res.currency.rate"].create(
            {
                "name": "2026-03-01",
                "rate": 0.2,
                "currency_id": self.eur.id,
                "company_id": self.company.id,
            }
        )
        invoice = self.overdue(30, 100, currency_id=self.eur.id)
        credit = self._receipt_line(60, currency_id=self.eur.id)
        partial = self._match(invoice, credit, 40, self.eur)
        self.assertRecordValues(
            partial,
            [{"amount": 160, "debit_amount_currency": 40, "credit_amount_currency": 40}],
        )
        self.assertTrue(partial.exchange_move_id, "40 EUR were bought for 200 and sold for 160")
        self.assertRecordValues(
            self.due_line(invoice) | credit,
            [
                {"amount_residual_currency": 60, "amount_residual": 240},
                {"amount_residual_currency": -20, "amount_residual": -100},
            ],
        )

    def test_euro_invoice_paid_in_zloty(self):
        invoice, credit = self.overdue(30, 100, currency_id=self.eur.id), self._receipt_line(300)
        partial = self._match(invoice, credit, 200, self.pln)
        self.assertRecordValues(
            partial,
            [{"amount": 200, "debit_amount_currency": 50, "credit_amount_currency": 200}],
        )
        partial = self._match(invoice, credit, 10, self.eur)
        self.assertRecordValues(
            partial,
            [{"amount": 40, "debit_amount_currency": 10, "credit_amount_currency": 40}],
        )
        self.assertEqual(credit.amount_residual, -60)

    def test_euro_invoice_paid_in_zloty_at_another_rate(self):
        # invoiced at 4.00, paid at 5.00 and at 2.50: the zlotys received are all used
        for day, rate, amount, euros in (("2026-03-01", 0.2, 300, 60), ("2026-03-02", 0.4, 50, 20)):
            with self.subTest(day=day):
                self._euro(day, rate)
                invoice = self.overdue(30, 100, currency_id=self.eur.id)
                credit = self._receipt_line(500, day=day)
                partial = self._match(invoice, credit, amount, self.pln)
                self.assertTrue(partial.exchange_move_id)
                self.assertEqual(credit.amount_residual, amount - 500)
                self.assertEqual(self.due_line(invoice).amount_residual_currency, 100 - euros)

    def test_last_grosz_of_a_euro_invoice(self):
        # thirds don't divide: nothing may stay open in either currency
        self.env["res.currency.rate"].create(
            {
                "name": "2026-01-01",
                "rate": 0.2337,
                "currency_id": self.eur.id,
                "company_id": self.company.id,
            }
        )
        invoice = self.overdue(5, 100, currency_id=self.eur.id)
        credit = self._receipt_line(100, currency_id=self.eur.id)
        for amount in (33.33, 33.33, 33.34):
            self._match(invoice, credit, amount, self.eur)
        lines = self.due_line(invoice) | credit
        self.assertEqual(lines.mapped("amount_residual"), [0, 0])
        self.assertEqual(lines.mapped("amount_residual_currency"), [0, 0])
        self.assertTrue(credit.full_reconcile_id)

    def test_undone_by_odoo(self):
        invoice, credit = self.overdue(20, 950), self._receipt_line(1000)
        self._match(invoice, credit, 300)
        self.due_line(invoice).remove_move_reconcile()
        self.assertEqual(self.due_line(invoice).amount_residual, 950)
        self.assertEqual(credit.amount_residual, -1000)

    def test_cash_basis_tax_follows_the_part(self):
        self.company.tax_exigibility = True
        transition = self.company_data["default_account_revenue"].copy({"reconcile": True})
        tax = self.env["account.tax"].create(
            {
                "name": "cash basis 20",
                "amount": 20,
                "tax_exigibility": "on_payment",
                "cash_basis_transition_account_id": transition.id,
            }
        )
        invoice = self._create_invoice_one_line(
            price_unit=1000, tax_ids=tax.ids, partner_id=self.partner_a,
            invoice_date="2026-01-02", post=True,
        )  # fmt: skip
        partial = self._match(invoice, self._receipt_line(1200), 300)
        caba = self.env["account.move"].search([("tax_cash_basis_rec_id", "=", partial.id)])
        amounts = {abs(line.balance) for line in caba.line_ids}
        self.assertEqual(amounts, {50, 250})

    # refused

    def _refused(self, part, *args):
        with self.assertRaisesRegex(UserError, part):
            self._match(*args)

    def test_more_than_is_left(self):
        invoice, credit = self.overdue(20, 950), self._receipt_line(1000)
        self._refused("950.00", invoice, credit, 950.01)
        self._match(invoice, credit, 900)
        self._refused("50.00", invoice, credit, 60)
        other = self.overdue(10, 500)
        with self.assertRaisesRegex(UserError, "100.00"):
            self.matching._match_all(
                [
                    (self.due_line(invoice), credit, 50, self.pln),
                    (self.due_line(other), credit, 60, self.pln),
                ]
            )

    def test_more_than_a_foreign_line_is_worth(self):
        invoice, credit = self.overdue(30, 100, currency_id=self.eur.id), self._receipt_line(900)
        with self.assertRaisesRegex(UserError, "Only"):
            self._match(invoice, credit, 401, self.pln)

    def test_nonsense(self):
        invoice, credit = self.overdue(20, 950), self._receipt_line(1000)
        self._refused("more than zero", invoice, credit, 0)
        self._refused("more than zero", invoice, credit, -5)
        self._refused("aren't in EUR", invoice, credit, 10, self.eur)
        with self.assertRaisesRegex(UserError, "left"):  # both are debits
            self.matching._match(
                self.due_line(invoice), self.due_line(self.overdue(9, 10)), 5, self.pln
            )

    def test_another_account(self):
        other = self.company_data["default_account_receivable"].copy()
        entry = self.env["account.move"].create(
            {
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "balance": balance,
                            "partner_id": self.partner_a.id,
                        }
                    )
                    for account, balance in (
                        (other, -100),
                        (self.company_data["default_account_revenue"], 100),
                    )
                ]
            }
        )
        entry.action_post()
        self._refused("only items of one account", self.overdue(20, 950), self.due_line(entry), 10)

    def test_draft(self):
        invoice, credit = self.overdue(20, 950), self._receipt_line(1000)
        invoice.button_draft()
        self._refused("isn't posted", invoice, credit, 10)

    def test_the_case_hears_of_it(self):
        invoice, credit = self.overdue(20, 950), self._receipt_line(1000)
        self.env["debt.dirty"].sudo().search([]).unlink()
        self._match(invoice, credit, 300)
        self.assertIn(
            (self.company, self.partner_a),
            [(row.company_id, row.partner_id) for row in self.env["debt.dirty"].search([])],
        )
