from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestAdvance(DebtCommon):
    """Receipts marked by hand as advances for an order: they pay no invoice (PRACTICE 1.7)."""

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.quick_ref("sales_team.group_sale_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.debtor = cls.customer()
        cls.invoice = cls.overdue(20, 1000, cls.debtor)
        cls.advances = cls.env["debt.advance"]
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.debtor.id,
                "order_line": [Command.create({"product_id": cls.product_a.id})],
            }
        )

    def line(self, payment):
        return self.due_line(payment.move_id)

    def demanded(self, day=None):
        """What the letter of the night of `day` demands."""
        self.actions(self.debtor, state="planned").sudo()._cancel("cancelled_by", {})
        self.night(day)
        return self.actions(self.debtor, kind="letter", state="planned").amount

    def wizard(self, lines, **values):
        action = lines.action_debt_mark_advance()
        wizard = self.env["debt.advance.wizard"].with_user(lines.env.user).browse(action["res_id"])
        wizard.write(values)
        wizard.action_confirm()

    def test_marked_receipt_is_not_netted_until_unmarked(self):
        line = self.line(self.receipt(400, self.debtor))
        self.assertEqual(self.demanded(), 600)
        self.wizard(line.with_user(self.collector), order_id=self.order.id, reason="phone")
        self.assertEqual(line.debt_advance_text, f"Advance for {self.order.name}")
        self.assertEqual(self.demanded(), 1000)
        line.with_user(self.collector).action_debt_mark_payment()
        self.assertEqual(line.debt_advance_text, "Pays invoices")
        self.assertEqual(self.demanded(), 600)
        self.assertEqual(self.advances._of(line), self.advances)
        self.assertEqual(self.advances.search([]).ended_by_id, self.collector)

    def test_mark_survives_reset_and_posting_again(self):
        payment = self.receipt(400, self.debtor)
        self.advances._mark(self.line(payment))
        payment.action_draft()
        payment.amount = 450
        payment.action_post()
        self.assertTrue(self.line(payment).debt_is_advance)
        self.assertEqual(self.demanded(), 1000)

    def test_mark_on_a_bank_line_survives_undoing_it(self):
        bank = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": self.today,
                "payment_ref": "wpłata",
                "amount": 400,
                "partner_id": self.debtor.id,
            }
        )
        receivable = self.company_data["default_account_receivable"]

        def book():
            bank.line_ids.filtered(
                lambda line: line.account_id == bank.journal_id.suspense_account_id
            ).account_id = receivable

        book()
        self.advances._mark(self.due_line(bank.move_id), order=self.order)
        bank.action_undo_reconciliation()
        book()
        self.assertTrue(self.due_line(bank.move_id).debt_is_advance)
        self.assertEqual(self.demanded(), 1000)

    def test_when_the_order_is_over_the_receipt_pays_invoices(self):
        line = self.line(self.receipt(400, self.debtor))
        self.advances._mark(line, order=self.order)
        self.order.action_cancel()
        self.assertEqual(self.demanded(), 600)

    def test_title_that_names_an_order_can_be_overruled(self):
        payment = self.receipt(400, self.debtor, memo=f"zaliczka {self.order.name}")
        line = self.line(payment)
        self.assertEqual(line.debt_advance_text, "Advance: its title names an open order")
        self.assertEqual(self.demanded(), 1000)
        line.action_debt_mark_payment()
        self.assertFalse(line.debt_is_advance)
        self.assertEqual(self.demanded(), 600)

    def test_manual_entry_counts_for_the_marked_customer_only(self):
        other = self.customer("Inna sp. z o.o.")
        receivable = self.company_data["default_account_receivable"].id
        entry = self.env["account.move"].create(
            {
                "line_ids": [
                    Command.create({"account_id": receivable, "partner_id": p.id, "credit": 100})
                    for p in (self.debtor, other)
                ]
                + [
                    Command.create(
                        {
                            "account_id": self.company_data["default_account_revenue"].id,
                            "debit": 200,
                        }
                    )
                ]
            }
        )
        entry.action_post()
        mine, theirs = self.due_line(entry).sorted(lambda line: line.partner_id != self.debtor)
        self.advances._mark(mine)
        self.assertEqual((mine.debt_is_advance, theirs.debt_is_advance), (True, False))

    def test_a_marked_advance_pays_its_order_in_advance(self):
        self.advances._mark(self.line(self.receipt(400, self.debtor)), order=self.order)
        self.assertEqual(self.order._debt_amount_paid(), 400)

    def test_what_cannot_be_marked(self):
        with self.assertRaisesRegex(UserError, "no receipt of a customer"):
            self.advances._mark(self.due_line(self.invoice))
        line = self.line(self.receipt(400, self.debtor))
        foreign = self.env["sale.order"].create({"partner_id": self.partner_b.id})
        with self.assertRaisesRegex(UserError, "another customer"):
            self.advances._mark(line, order=foreign)
        self.order.action_cancel()
        with self.assertRaisesRegex(UserError, "invoiced or cancelled"):
            self.advances._mark(line, order=self.order)

    def test_only_accountants_and_the_head_mark(self):
        line = self.line(self.receipt(400, self.debtor))
        self.collector.group_ids -= self.env.ref("account.group_account_invoice")
        with self.assertRaises(AccessError):
            line.with_user(self.collector).action_debt_mark_advance()
        self.assertEqual(line.with_user(self.collector).debt_advance_text, "Pays invoices")
        self.wizard(line.with_user(self.manager))
        self.assertTrue(line.debt_is_advance)

    def test_the_customers_pages_lead_to_the_receipts(self):
        line = self.line(self.receipt(400, self.debtor))
        self.receipt(50, self.partner_b)
        self.night()
        case = self.actions(self.debtor).case_id
        for action in (case.action_open_unallocated(), self.debtor.action_debt_unallocated()):
            found = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(found.move_line_id, line)
        found.with_user(self.manager).action_mark_advance()
        self.assertEqual(found.advance_text, "Pays invoices")

    def test_what_stands_against_the_debt_is_said_on_the_case(self):
        self._create_invoice_one_line(
            move_type="in_invoice",
            price_unit=80,
            tax_ids=[],
            partner_id=self.debtor,
            invoice_date=self.today,
            post=True,
        )
        self.night()
        case = self.actions(self.debtor).case_id
        self.assertEqual(set(case.alerts), {"set_off"})
        self.assertIn("80.00", case.alerts["set_off"]["message"].replace(",", "."))
        refund = self.credit_note(30, self.debtor, currency_id=self.eur.id)
        case.invalidate_recordset(["alerts"])
        self.assertEqual(set(case.alerts), {"currencies", "set_off"})
        # credit notes are no receipts: nobody can call one an advance
        with self.assertRaisesRegex(UserError, "no receipt of a customer"):
            self.advances._mark(self.due_line(refund))
