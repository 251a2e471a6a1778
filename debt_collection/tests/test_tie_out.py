from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time
from odoo.tools import SQL

from .settling_common import SettlingCommon


class TestTieOut(SettlingCommon):
    """What we collect adds up to the receivable accounts, or the difference is named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.overdue(20, 1000, cls.partner)
        cls.euro = cls.overdue(20, 100, cls.partner, currency_id=cls.eur.id)

    def check(self, day=None):
        return self.env["debt.tie.out"]._check(self.company, day or self.today)

    def named(self, check):
        return [(row.kind, row.name, row.amount) for row in check.difference_ids]

    def _orphan(self, amount=123.45):
        """An entry by hand on the receivable account, nobody's."""
        move = self.note(amount)
        self.due_line(move).partner_id = False
        return move

    def test_ties_out(self):
        self.pay(self.invoice, 300)
        self.receipt(40, self.partner)
        check = self.check()
        self.assertEqual((check.state, check.difference, self.named(check)), ("tied", 0, []))
        self.assertEqual(check.ledger, check.portfolio)
        self.assertEqual(self.check(self.after(-365)).state, "tied")

    def test_an_entry_without_customer_is_named(self):
        move = self._orphan()
        check = self.check()
        self.assertEqual((check.state, check.difference), ("different", 123.45))
        self.assertEqual(self.named(check), [("no_partner", move.name, 123.45)])
        self.assertEqual(check.difference_ids.action_open()["res_id"], move.id)
        self.assertEqual(self.check(self.after(-30)).state, "tied")  # booked since
        self.due_line(move).partner_id = self.partner
        check.action_check()
        self.assertEqual((check.state, self.named(check)), ("tied", []))

    def test_two_differences_that_cancel_out(self):
        self._orphan(50)
        second = self.second_account()
        move = self.note(-50, account=second)
        self.due_line(move).partner_id = False
        check = self.check()
        self.assertEqual((check.difference, check.state), (0, "different"))
        self.assertEqual(abs(check._gate_data()["amount"][0]), 50)

    def test_matched_with_a_draft(self):
        payment = self.credit_line(400)
        (self.due_line(self.invoice) | payment).reconcile()
        self.assertEqual(self.check().state, "tied")
        self.env.flush_all()
        # Odoo 19 reconciles drafts: paid for Odoo, nothing in the ledger
        self.env.cr.execute(
            SQL("UPDATE account_move SET state = 'draft' WHERE id = %s", payment.move_id.id)
        )
        self.env.cr.execute(
            SQL(
                "UPDATE account_move_line SET parent_state = 'draft' WHERE move_id = %s",
                payment.move_id.id,
            )
        )
        self.env.invalidate_all()
        self.assertEqual(self.named(self.check()), [("draft", self.invoice.name, 400)])

    def test_damaged_residual(self):
        self.env.flush_all()
        line = self.due_line(self.invoice)
        self.env.cr.execute(
            SQL("UPDATE account_move_line SET amount_residual = 900 WHERE id = %s", line.id)
        )
        self.env.invalidate_all()
        self.assertEqual(self.named(self.check()), [("damaged", self.invoice.name, 100)])

    def test_damaged_residual_in_its_own_currency(self):
        (self.due_line(self.euro) | self.credit_line(200)).reconcile()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE account_move_line SET amount_residual_currency = 20 WHERE id = %s",
                self.due_line(self.euro).id,
            )
        )
        self.env.invalidate_all()
        check = self.check()
        self.assertEqual((check.state, check.difference), ("different", 0))
        [row] = check.difference_ids.filtered(lambda row: row.kind == "damaged")
        self.assertEqual((row.name, row.amount, row.amount_document), (self.euro.name, 0, 30))
        self.company.debt_tie_gate = True
        text = self.env["debt.reason"]._text(*self._gate())
        self.assertRegex(text, "€.?30[.,]00|30[.,]00.?€")
        self.assertIn(self.euro.name, text)

    def test_settled_by_another_currency_is_explained(self):
        (self.due_line(self.euro) | self.credit_line(400)).reconcile()
        check = self.check()
        self.assertEqual(check.state, "tied")
        self.assertEqual({row.kind for row in check.difference_ids}, {"across"})
        euro = check.line_ids.filtered(lambda line: line.document_currency_id == self.eur)
        [across] = check.difference_ids.filtered(lambda row: row.document_currency_id == self.eur)
        self.assertEqual(euro.difference_document, across.amount_document)

    def test_what_nobody_collects_is_shown_and_no_difference(self):
        move = self.note(80)
        self.due_line(move).no_followup = True
        check = self.check()
        self.assertEqual((check.state, self.named(check)), ("tied", []))
        self.assertEqual(check.left_out_ids.mapped("name"), [move.name])

    # the gate ------------------------------------------------------------------------------------

    def _gate(self):
        return self.env["debt.bank.check"]._gate(self.company, self.today)

    def test_gate(self):
        self.assertIsNone(self._gate())
        self.company.debt_tie_gate = True
        self.assertIsNone(self._gate())
        move = self._orphan()
        self.assertIsNone(self._gate())  # checked once a day, or when somebody asks
        check = self.check()
        code, data = self._gate()
        text = self.env["debt.reason"]._text(code, data)
        self.assertEqual(code, "not_tied")
        self.assertIn(move.name, text)
        self.assertRegex(text, "123[.,]45")
        run = self.night(mode="dry")
        self.assertIn("4_waits", run.line_ids.mapped("outcome"))
        self.assertIn(move.name, run.warnings_text)
        with freeze_time(self.after(1)):
            gate = self.env["debt.bank.check"]._gate(self.company, self.after(1))
            self.assertEqual(gate[0], code)
        check = check.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "why"):
            check.action_release()
        check.release_reason = "a bank fee, corrected tomorrow"
        with self.assertRaises(AccessError):
            check.with_user(self.accountant).action_release()
        check.action_release()
        self.assertEqual(check.released_by_id, self.manager)
        self.assertIsNone(self._gate())
        check.action_check()
        self.assertIsNone(self._gate(), "the same differences")
        self._orphan()
        check.action_check()
        self.assertEqual(self._gate()[0], code)
        self.assertFalse(check.released_on)

    def test_other_company(self):
        other = self.setup_other_company(name="Elsewhere")["company"]
        self._orphan()
        self.assertEqual(self.env["debt.tie.out"]._check(other, self.today).state, "tied")
        check = self.check()
        self.accountant.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        with self.assertRaises(AccessError):
            check.with_user(self.accountant).read(["ledger"])


class TestSetoff(SettlingCommon):
    """Mutual debts of one customer: listed, settled in one statement and one entry."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls.overdue(60, 500, cls.partner)
        cls.coming = cls.overdue(-5, 300, cls.partner)
        cls.bill = cls._bill(700, ref="FT/0412")

    @classmethod
    def _bill(cls, amount, **values):
        return cls._create_invoice_one_line(
            move_type="in_invoice",
            price_unit=amount,
            tax_ids=[],
            partner_id=cls.partner,
            invoice_date="2026-02-01",
            post=True,
            **values,
        )

    def _rows(self, user=None):
        rows = self.env["debt.setoff"].with_user(user or self.env.user)
        rows.invalidate_model()
        return rows.search([("partner_id", "=", self.partner.id)])

    def test_listed(self):
        [row] = self._rows()
        self.assertEqual(
            (row.receivable, row.receivable_due, row.payable, row.amount, row.amount_alone),
            (800, 500, 700, 700, 500),
        )
        self._bill(80, currency_id=self.eur.id)  # we are owed nothing in euro
        self.assertEqual(self._rows(), row)

    def test_one_statement_one_entry(self):
        wpr = (
            self.env["debt.settlement"]
            .browse(self._rows(self.accountant).action_prepare()["res_id"])
            .with_user(self.accountant)
        )
        self.assertEqual((wpr.total_debit, wpr.total_credit, wpr.is_set_off), (500, 500, True))
        wpr._approve(self.today)
        wpr._post(self.today)
        self.assertEqual(self.left(self.old, self.coming), [0, 300])
        self.assertEqual(self.bill.amount_residual, 200)
        self.assertEqual(len(wpr.match_ids.bridge_move_id), 1)
        self.assertEqual(wpr.match_ids.credit_name, f"FT/0412 ({self.bill.name})")  # his number
        [row] = self._rows()
        self.assertEqual((row.amount, row.amount_alone), (200, 0))
        with self.assertRaisesRegex(UserError, "agreement"):
            row.action_prepare()
        agreed = self.env["debt.settlement"].browse(row.action_prepare_agreed()["res_id"])
        agreed._approve(self.today)
        agreed._post(self.today)
        self.assertEqual(self.left(self.coming), [100])
        self.assertFalse(self._rows())
        self.env["debt.tie.out"]._check(self.company, self.today)
        self.assertEqual(self.env["debt.tie.out"].search([], limit=1).state, "tied")

    def test_sent_to_the_customer(self):
        wpr = self.env["debt.settlement"].browse(self._rows().action_prepare()["res_id"])
        with self.assertRaisesRegex(UserError, "isn't posted"):
            wpr.action_send_notice()
        wpr._approve(self.today)
        wpr._post(self.today)
        wpr.action_send_notice()
        mail = wpr.message_ids.filtered(lambda message: message.attachment_ids)[:1]
        self.assertEqual(mail.partner_ids, self.partner)
        self.assertIn(wpr.name, mail.subject)
        self.assertIn("500,00", mail.body)
        self.assertTrue(wpr.notice_on)
        html = wpr._fragment()
        self.assertIn("art. 498", html)
