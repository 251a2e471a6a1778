from odoo import Command, models
from odoo.tools import format_date


class DebtInterestNote(models.Model):
    """Books: interest charged is income only for the accounts; for income tax it counts when it is
    received, so it moves to another account as it is paid.
    """

    _inherit = "debt.interest.note"

    # hooks of the entry ---------------------------------------------------------------------------

    def _note_journal(self):
        self.company_id._debt_note_setup()
        return self.company_id.debt_note_journal_id

    def _posts_now(self):
        if self.move_id:
            return self.move_id.state == "posted"
        return self.company_id.debt_note_posting == "issue"

    def _credit_vals(self):
        self.company_id._debt_note_setup()
        company = self.company_id.sudo()  # collectors and accountants don't choose accounts
        is_accrued = company.debt_note_posting == "issue"
        account = (
            company.debt_note_accrued_account_id
            if is_accrued
            else company.debt_note_income_account_id
        )
        return [(account, self.total, self.with_context(lang=self.lang)._heading())]

    # settling -------------------------------------------------------------------------------------

    def action_settle(self):
        """Register a payment; a note kept off the books is booked first."""
        self.ensure_one()
        if not self.posted_on:
            self._post_entries()
        return self._receivable_line().action_register_payment()

    def _react(self, day):
        """Bring the books of these notes in step with their payments; repeating it adds nothing.

        :param day: the company's date
        """
        for note in self:
            note._post_when_paid()
            note._move_to_received(day)

    def _post_when_paid(self):
        """A payment was matched with the draft entry of a note kept off the books: book it."""
        line = self._receivable_line()
        is_paid = line.matched_credit_ids | line.matched_debit_ids
        if self.approved_on and not self.posted_on and self.move_id.state == "draft" and is_paid:
            self._post_entries()

    def _move_to_received(self, day):
        """Book from "charged" to "received" what was paid, and back what was taken back."""
        accrued, income = self._transfer_accounts()
        if not accrued:
            return
        due = self.company_currency_id.round(self._received() - self._transferred(income))
        if self.company_currency_id.is_zero(due):
            return
        move = self.env["account.move"].sudo()  # a cron or whoever books the payment causes it
        move = move.with_company(self.company_id).create(
            self._prepare_transfer_vals(accrued, income, due, day)
        )
        move._post(soft=False)
        self.sudo().transfer_ids = [Command.link(move.id)]  # written here only

    def _transfer_accounts(self):
        """Return (interest charged, interest received); none for a note booked as received."""
        company = self.company_id.sudo()  # see _credit_vals
        income = company.debt_note_income_account_id
        accounts = self.move_id.sudo().line_ids.account_id
        accrued = (accounts - self._receivable_line().sudo().account_id)[:1]
        return (accrued, income) if self.posted_on and accrued != income else (None, None)

    def _received(self):
        """What was paid, in the company's currency, in proportion of the note's currency.

        Set against another note, a correction or its own reversal, nothing is received.
        """
        line = self._receivable_line().sudo()  # payments may be of journals one doesn't see
        if line.parent_state != "posted" or not line.amount_currency:
            return 0.0
        paid = sum(
            partial.debit_amount_currency
            for partial in line.matched_credit_ids
            if self._is_money(partial.credit_move_id)
        ) - sum(
            partial.credit_amount_currency
            for partial in line.matched_debit_ids
            if self._is_money(partial.debit_move_id)
        )
        return self.company_currency_id.round(line.balance * paid / line.amount_currency)

    def _is_money(self, counterpart):
        move = counterpart.move_id
        if counterpart.parent_state != "posted" or move.exchange_diff_partial_ids:
            return False
        if move.reversed_entry_id == self.move_id:
            return False
        return not self.sudo().search_count([("move_id", "=", move.id)], limit=1)

    def _transferred(self, income):
        lines = self.transfer_ids.sudo().line_ids.filtered(
            lambda line: line.account_id == income and line.parent_state == "posted"
        )
        return -sum(lines.mapped("balance"))

    def _prepare_transfer_vals(self, accrued, income, amount, day):
        """Values of the entry; in a closed period it is dated the first open day, and says so."""
        journal = self.company_id.sudo().debt_note_journal_id
        paid_on = self._paid_day() or day
        opened = self.company_id._debt_open_day(paid_on, journal)
        label = self.env._("Interest received: %(note)s", note=self.name)
        if opened != paid_on:
            label = self.env._(
                "%(what)s (paid on %(date)s, period closed)",
                what=label,
                date=format_date(self.env, paid_on),
            )
        same = {"partner_id": self.partner_id.id, "name": label, "tax_ids": []}
        return {
            "move_type": "entry",
            "journal_id": journal.id,
            "date": opened,
            "ref": label,
            "line_ids": [
                Command.create({**same, "account_id": accrued.id, "balance": amount}),
                Command.create({**same, "account_id": income.id, "balance": -amount}),
            ],
        }

    def _paid_day(self):
        """Day of the last payment of this note."""
        line = self._receivable_line().sudo()
        found = line.matched_credit_ids.credit_move_id | line.matched_debit_ids.debit_move_id
        return max(found.mapped("date"), default=None)
