from odoo import Command
from odoo.addons.debt_collection.tests.settling_common import CashCommon
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import tagged


@tagged("post_install", "post_install_l10n", "-at_install")
class TestCashReport(CashCommon):
    """What a report carries over, and what its close makes final."""

    def test_balances_go_over_and_payouts_count(self):
        self.transaction(70, "from before", journal=self.cash, date=self.after(-9))
        report = self._open()
        self.assertEqual(report.balance_start, 70)
        self._kp(100)._post(self.today)
        self.transaction(-30, "KW", journal=self.cash)
        report._close(self.today)
        self.assertRecordValues(
            report, [{"total_in": 100, "total_out": 30, "balance_end": 140, "state": "closed"}]
        )
        self.assertEqual(report.ledger_difference, 0)
        self.assertTrue(report.statement_id.is_complete)
        # between two reports
        self.transaction(5, "late", journal=self.cash)
        following = self._open()
        self.assertEqual((following.balance_start, following.balance_end), (140, 145))
        self.assertEqual(following.name, "RK/2026/0002")

    def test_closed_report(self):
        report = self._open()
        receipt, late = self._kp(100), self._kp(50)
        receipt._post(self.today)
        report._close(self.today)
        with self.assertRaises(RedirectWarning):
            late._post(self.today)
        with self.assertRaises(RedirectWarning):
            receipt._cancel("late", self.today)  # no open report to pay the money back from
        with self.assertRaisesRegex(UserError, "already closed"):
            report._close(self.today)
        with self.assertRaisesRegex(UserError, "valid statement"):
            receipt.statement_line_id.sudo().unlink()
        with self.assertRaisesRegex(UserError, "evidence"):
            report.sudo().balance_start = 5
        with self.assertRaisesRegex(UserError, "can't begin earlier"):
            self._open(date_from=self.after(-1))
        self.assertEqual(report.balance_end, 100)

    def test_cancelled_after_the_close_is_paid_back(self):
        invoice = self.overdue(30, 100, self.partner)
        report = self._open()
        receipt = self._kp(100, {invoice: 100})
        receipt._post(self.today)
        self.assertEqual(self.left(invoice), [0])
        report._close(self.today)
        following = self._open(date_from=self.after(1))
        with self.assertRaisesRegex(UserError, "earlier day"):
            receipt._cancel("returned", self.today)
        receipt._cancel("returned", self.after(1))
        self.assertEqual(receipt.state, "cancelled")
        self.assertEqual(self.left(invoice), [100])
        self.assertEqual((report.total_in, report.balance_end), (100, 100))
        self.assertRecordValues(
            following, [{"balance_start": 100, "total_out": 100, "balance_end": 0}]
        )
        self.assertIn(receipt.name, following.line_ids.move_line_id.mapped("name")[0])
        entries = (receipt.statement_line_id | receipt.payback_line_id).move_id.line_ids
        customer = entries.filtered(lambda line: line.account_id == self.account)
        self.assertEqual(customer.mapped("reconciled"), [True, True])

    def test_report_printout(self):
        report = self._open()
        self._kp(100)._post(self.today)
        with self.assertRaisesRegex(UserError, "before printing"):
            report.action_print()
        report._close(self.today)
        html = report._fragment()
        for text in ("RK/2026/0001", "KP/2026/0001", self.partner.name):
            self.assertIn(text, html)
        report.action_print()
        self.assertTrue(report.attachment_id)

    def test_other_company(self):
        report = self._open()
        other = self.setup_other_company(name="Other company")["company"]
        user = self._user("stranger", "account.group_account_invoice")
        user.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.assertFalse(self.env["debt.cash.report"].with_user(user).search([]))
        with self.assertRaises(AccessError):
            report.with_user(user).read(["name"])
