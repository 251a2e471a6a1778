from odoo import Command
from odoo.addons.debt_collection.tests.settling_common import SettlingCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger


@tagged("post_install", "post_install_l10n", "-at_install")
class TestSettlement(SettlingCommon):
    """WPR: several debts and credits of one customer on one numbered document."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old, cls.young = cls.overdue(60, 500, cls.partner), cls.overdue(5, 300, cls.partner)

    def _wpr(self, amounts, **values):
        """A draft with {move: amount}; a journal item may stand for its move."""
        items = {
            (key if key._name == "account.move.line" else self.due_line(key)): amount
            for key, amount in amounts.items()
        }
        wpr = self.as_accountant(self.env["debt.settlement"]).create(
            {
                "partner_id": self.partner.id,
                "line_ids": [
                    Command.create({"move_line_id": item.id, "amount": amount})
                    for item, amount in items.items()
                ],
                **values,
            }
        )
        return wpr

    def _post(self, wpr):
        wpr._approve(self.today)
        wpr._post(self.today)

    def test_debts_and_credits_matched_by_hand(self):
        refund, receipt = self.credit_note(100, self.partner), self.credit_line(350)
        wpr = self._wpr({self.old: 120, self.young: 300, refund: 100, receipt: 320})
        self.assertEqual((wpr.total_debit, wpr.total_credit, wpr.difference), (420, 420, 0))
        wpr._approve(self.today)
        self.assertEqual((wpr.name, wpr.state), ("WPR/2026/0001", "approved"))
        self.assertEqual(self.left(self.old, self.young), [500, 300])
        wpr._post(self.today)
        self.assertEqual(self.left(self.old, self.young, refund), [380, 0, 0])
        self.assertEqual(receipt.amount_residual, -30)
        self.assertEqual(sum(wpr.match_ids.mapped("amount")), 420)
        self.assertEqual((wpr.approved_by_id, wpr.posted_by_id), (self.accountant, self.accountant))

    def test_filled_with_the_oldest_first(self):
        receipt = self.credit_line(600)
        self.note(50, partner=self.customer("Other"))  # of another customer
        wpr = self._wpr({})
        wpr.action_load()
        wpr.action_load()  # nothing twice
        self.assertEqual(len(wpr.line_ids), 3)
        wpr.action_fill()
        amounts = {line.move_line_id.move_id: line.amount for line in wpr.line_ids}
        self.assertEqual(amounts, {self.old: 500, self.young: 100, receipt.move_id: 600})
        self._post(wpr)
        self.assertEqual(self.left(self.old, self.young), [0, 200])

    def test_both_sides_must_be_equal(self):
        wpr = self._wpr({self.old: 120, self.credit_line(350): 119.99})
        with self.assertRaisesRegex(UserError, "both sides must be equal"):
            wpr._approve(self.today)

    def test_items_that_do_not_belong(self):
        receipt = self.credit_line(350)
        other = self.overdue(9, 100, self.customer("Other"))
        euro = self.overdue(9, 100, self.partner, currency_id=self.eur.id)
        for item, words in ((other, "another customer"), (euro, "company or currency")):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self._wpr({item: 50, receipt: 50})._approve(self.today)
        with self.assertRaisesRegex(UserError, "only .*500"):
            self._wpr({self.old: 501, self.credit_line(501): 501})._approve(self.today)
        with self.assertRaisesRegex(UserError, "at least one debt and one credit"):
            self._wpr({self.old: 50, self.young: 50})._approve(self.today)
        with self.assertRaisesRegex(UserError, "future"):
            self._wpr({self.old: 50, receipt: 50}, date=self.after(1))._approve(self.today)

    def test_paid_between_approval_and_posting(self):
        wpr = self._wpr({self.young: 300, self.credit_line(300): 300})
        wpr._approve(self.today)
        self.pay(self.young, 100)
        with self.assertRaisesRegex(UserError, "only .*200"):
            wpr._post(self.today)

    def test_cancelled_opens_everything_again_and_keeps_its_number(self):
        receipt = self.credit_line(350)
        wpr = self._wpr({self.young: 300, receipt: 300})
        self._post(wpr)
        wpr._cancel("wrong invoice", self.today)
        self.assertEqual(self.left(self.young), [300])
        self.assertEqual(receipt.amount_residual, -350)
        self.assertEqual((wpr.state, wpr.name), ("cancelled", "WPR/2026/0001"))
        again = self._wpr({self.old: 300, receipt: 300})
        self._post(again)
        self.assertEqual(again.name, "WPR/2026/0002")
        wpr._cancel("twice changes nothing", self.today)
        self.assertEqual(wpr.cancel_reason, "wrong invoice")
        self.assertEqual(self.left(self.old), [200])

    def test_undone_in_the_ledger(self):
        receipt = self.credit_line(350)
        wpr = self._wpr({self.young: 300, receipt: 300})
        self._post(wpr)
        self.assertFalse(wpr.is_undone)
        receipt.remove_move_reconcile()
        self.assertTrue(wpr.is_undone)
        wpr._cancel("undone", self.today)
        self.assertEqual(self.left(self.young), [300])

    def test_evidence(self):
        wpr = self._wpr({self.young: 300, self.credit_line(300): 300})
        with self.assertRaises(AccessError):
            wpr.state = "posted"
        self._post(wpr)
        for values in ({"date": "2026-01-01"}, {"note": "x"}):
            with self.assertRaisesRegex(UserError, "evidence"):
                wpr.write(values)
        with self.assertRaisesRegex(UserError, "evidence"):
            wpr.line_ids[0].amount = 1
        with self.assertRaises(UserError):
            wpr.unlink()
        with self.assertRaisesRegex(UserError, "is Booked"):
            wpr._post(self.today)

    # accounts and vendor bills

    def test_across_receivable_accounts(self):
        noted = self.note(40, account=self.second_account())
        receipt = self.credit_line(100)
        wpr = self._wpr({noted: 40, self.young: 60, receipt: 100})
        self._post(wpr)
        self.assertEqual(self.left(noted, self.young), [0, 240])
        self.assertTrue(receipt.reconciled)
        entry = wpr.match_ids.bridge_move_id
        self.assertEqual(entry.date, wpr.date)
        self.assertEqual(set(entry.line_ids.mapped("reconciled")), {True})
        wpr._cancel("wrong", self.today)
        self.assertEqual(self.left(noted, self.young), [40, 300])
        self.assertEqual(receipt.amount_residual, -100)
        self.assertTrue(entry.reversal_move_ids)

    def _bill(self, amount):
        bill = self._create_invoice_one_line(
            move_type="in_invoice",
            price_unit=amount,
            tax_ids=[],
            partner_id=self.partner,
            invoice_date="2026-02-01",
            post=True,
        )
        return bill.line_ids.filtered(lambda line: line.account_type == "liability_payable")

    def test_vendor_bill_only_as_a_set_off(self):
        bill = self._bill(200)
        with self.assertRaisesRegex(UserError, "Set-off"):
            self._wpr({self.old: 200, bill: 200})._approve(self.today)
        wpr = self._wpr({self.old: 200, bill: 200}, is_set_off=True)
        self._post(wpr)
        self.assertEqual(self.left(self.old), [300])
        self.assertTrue(bill.reconciled)
        self.assertEqual(bill.move_id.payment_state, "paid")
        self.assertIn("Set-off statement", wpr.match_ids.bridge_move_id.ref)

    def test_claims_not_due_are_set_off_by_agreement_only(self):
        future = self.overdue(-10, 200, self.partner)
        values = {"is_set_off": True}
        amounts = {future: 200, self._bill(200): 200}
        with self.assertRaisesRegex(UserError, "isn't due"):
            self._wpr(amounts, **values)._approve(self.today)
        self._post(self._wpr(amounts, is_agreed=True, **values))
        self.assertEqual(self.left(future), [0])

    def test_closed_period(self):
        self.company.sudo().fiscalyear_lock_date = self.today
        with self.assertRaisesRegex(UserError, "later date"):
            self._wpr({self.old: 5, self.credit_line(5, day=self.after(1)): 5})._approve(self.today)

    def test_euro(self):
        euro = self.overdue(9, 100, self.partner, currency_id=self.eur.id)
        receipt = self.credit_line(80, currency_id=self.eur.id)
        wpr = self._wpr({euro: 80, receipt: 80}, currency_id=self.eur.id)
        self._post(wpr)
        self.assertEqual(self.left(euro), [20])
        self.assertEqual(self.due_line(euro).amount_residual, 80)

    # who sees it

    def test_the_case_sees_it(self):
        self.night()
        case = self.env["debt.case"].search([("partner_id", "=", self.partner.id)])
        wpr = self._wpr({self.old: 500, self.credit_line(500): 500})
        self._post(wpr)
        self.assertIn("WPR/2026/0001", case.message_ids[0].body)
        self.assertEqual(case.message_ids[0].author_id, self.accountant.partner_id)
        self.refresh()
        self.assertTrue(self.items(self.old).closed_on)
        self.assertEqual(case.total, 300)
        self.assertEqual(case.settling_count, 1)
        wpr._cancel("wrong", self.today)
        self.assertIn("cancelled", case.message_ids[0].body)
        self.refresh()
        self.assertFalse(self.items(self.old).closed_on)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_other_company(self):
        self._post(self._wpr({self.young: 300, self.credit_line(300): 300}))
        other = self.setup_other_company(name="Other company")["company"]
        user = self._user("stranger", "account.group_account_invoice")
        user.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        wpr = self.env["debt.settlement"].search([])
        self.assertFalse(self.env["debt.settlement"].with_user(user).search([]))
        with self.assertRaises(AccessError):
            wpr.with_user(user).read(["name"])
        # a series of its own
        self.assertEqual(
            other._debt_next_number("debt.settlement", "WPR", "WPR", self.today), "WPR/2026/0001"
        )

    def test_printout(self):
        wpr = self._wpr({self.old: 120, self.credit_line(120): 120}, note="za zgodą p. Nowak")
        with self.assertRaisesRegex(UserError, "isn't posted"):
            wpr.action_print()
        self._post(wpr)
        html = wpr._fragment()
        for text in ("WPR/2026/0001", self.old.name, "120", "za zgodą p. Nowak"):
            self.assertIn(text, html)
        wpr.action_print()
        self.assertTrue(wpr.pdf_sha256)
