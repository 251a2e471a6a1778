from odoo import models
from odoo.exceptions import RedirectWarning, UserError
from odoo.tools import format_date


class DebtCashReceipt(models.Model):
    """A receipt enters the open cash report and the ledger, or is taken back."""

    _inherit = "debt.cash.receipt"

    def action_post(self):
        self._post(self.env.company._debt_today())

    def _post(self, day):
        """Enter these receipts in the open reports of their journals and settle their lines."""
        for receipt in self:
            receipt._check_is_draft()
            receipt.line_ids.filtered(lambda line: not line.amount).unlink()
            receipt._check(day)
            report = receipt._report()
            number = receipt._number()
            receipt.sudo().write({"name": number, "report_id": report.id})  # as in _mark
            receipt._book()
            receipt._mark("posted", state="posted")
            report._sync_lines()
            receipt._tell_case(
                self.env._(
                    "%(document)s: %(amount)s received in cash.",
                    document=receipt._get_html_link(),
                    amount=self.env["debt.matching"]._money(receipt.amount, receipt.currency_id),
                )
            )

    def _report(self):
        """Return the open report of the journal that fits the day.

        :raise RedirectWarning: none is open; its button opens one
        """
        report = self.env["debt.cash.report"]._current(self.journal_id)
        if not report:
            raise RedirectWarning(
                self.env._(
                    "No cash report of %(journal)s is open. Open one, then post the receipt again.",
                    journal=self.journal_id.name,
                ),
                self.env.ref("debt_collection.debt_cash_report_new_action").id,
                self.env._("Open a cash report"),
                {"default_journal_id": self.journal_id.id},
            )
        if self.date < report.date_from:
            raise UserError(
                self.env._(
                    "%(report)s begins on %(date)s: the receipt can't be dated earlier.",
                    report=report.name,
                    date=format_date(self.env, report.date_from),
                )
            )
        return report

    def _book(self):
        """Make the transaction in the cash journal and match it with the lines."""
        lines = self.line_ids
        customer = self.partner_id.commercial_partner_id.with_company(self.company_id)
        account = lines.move_line_id.account_id[:1] or customer.property_account_receivable_id
        # who keeps the cash needn't be a bookkeeper with rights to bank transactions
        transaction = (
            self.env["account.bank.statement.line"]
            .sudo()
            .with_company(self.company_id)
            .create(
                {
                    "journal_id": self.journal_id.id,
                    "date": self.date,
                    "payment_ref": f"{self.name} {self.purpose or ''}".strip(),
                    "partner_id": customer.id,
                    "amount": self.amount,
                    "counterpart_account_id": account.id,
                }
            )
        )
        self.sudo().statement_line_id = transaction  # as in _mark
        moved = self.env["account.move"].browse(transaction.move_id.id)
        credit = moved.line_ids.filtered(lambda line: line.account_id == account)
        self._post_matches([(line.move_line_id, credit, line.amount) for line in lines])

    def _check_is_draft(self):
        if self.state != "draft":
            raise UserError(self.env._("%(document)s isn't a draft.", document=self.display_name))

    def _check(self, day):
        self._check_date(day)
        if self.currency_id.compare_amounts(self.amount, 0) <= 0:
            raise UserError(self.env._("Enter the amount received."))
        if self.currency_id.compare_amounts(self.amount_on_account, 0) < 0:
            money = self.env["debt.matching"]._money
            raise UserError(
                self.env._(
                    "The lines settle %(lines)s, only %(amount)s was received.",
                    lines=money(self.amount_settled, self.currency_id),
                    amount=money(self.amount, self.currency_id),
                )
            )
        for line in self.line_ids:
            line._check()

    def _check_can_cancel(self):
        if self.report_id.state == "closed":
            raise UserError(
                self.env._(
                    "%(document)s is in %(report)s, which is closed. Pay the money back in the "
                    "open cash report instead.",
                    document=self.name,
                    report=self.report_id.name,
                )
            )

    def _undo_matches(self, day):
        result = super()._undo_matches(day)
        move_sudo = self.statement_line_id.sudo().move_id  # as in _book
        if move_sudo:
            move_sudo.button_draft()
            move_sudo.button_cancel()
            self.report_id._sync_lines()
        return result
