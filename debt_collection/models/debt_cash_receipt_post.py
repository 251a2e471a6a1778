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
            report = receipt._report(receipt.date)
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

    def _report(self, day):
        """Return the open report of the journal that `day` fits in.

        :raise RedirectWarning: none is open; its button opens one
        """
        report = self.env["debt.cash.report"]._current(self.journal_id)
        if not report:
            raise RedirectWarning(
                self.env._(
                    "No cash report of %(journal)s is open. Open one, then try again.",
                    journal=self.journal_id.name,
                ),
                self.env.ref("debt_collection.debt_cash_report_new_action").id,
                self.env._("Open a cash report"),
                {"default_journal_id": self.journal_id.id},
            )
        if day < report.date_from:
            raise UserError(
                self.env._(
                    "%(report)s begins on %(date)s: cash can't move on an earlier day.",
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
        text = f"{self.name} {self.purpose or ''}".strip()
        transaction = self._transaction(account, self.amount, self.date, text)
        self.sudo().statement_line_id = transaction  # as in _mark
        credit = self._counterpart(transaction, account)
        self._post_matches([(line.move_line_id, credit, line.amount) for line in lines])

    def _transaction(self, account, amount, day, text):
        """Make a transaction of the customer in the cash journal; negative: money paid out."""
        # who keeps the cash needn't be a bookkeeper with rights to bank transactions
        lines = self.env["account.bank.statement.line"].sudo().with_company(self.company_id)
        return lines.create(
            {
                "journal_id": self.journal_id.id,
                "date": day,
                "payment_ref": text,
                "partner_id": self.partner_id.commercial_partner_id.id,
                "amount": amount,
                "counterpart_account_id": account.id,
            }
        )

    def _counterpart(self, transaction, account):
        move = self.env["account.move"].browse(transaction.move_id.id)
        return move.line_ids.filtered(lambda line: line.account_id == account)

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

    def _undo_matches(self, day):
        result = super()._undo_matches(day)
        if self.report_id.state == "closed":
            self._pay_back(day)
            return result
        move_sudo = self.statement_line_id.sudo().move_id  # as in _book
        if move_sudo:
            move_sudo.button_draft()
            move_sudo.button_cancel()
            self.report_id._sync_lines()
        return result

    def _pay_back(self, day):
        """A closed report stays as it is: the money leaves by the report that is open now."""
        report = self._report(day)
        credit = self.statement_line_id.move_id.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        account = credit.account_id
        text = self.env._(
            "Paid back: %(receipt)s in %(report)s",
            receipt=self.name,
            report=self.report_id.name,
        )
        back = self._transaction(account, -self.amount, day, text)
        self.sudo().payback_line_id = back  # as in _mark
        debit = self._counterpart(back, account)
        self.env["debt.matching"]._match(debit, credit, self.amount, self.currency_id)
        report._sync_lines()
