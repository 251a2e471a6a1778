from odoo import fields, models
from odoo.fields import Command

RECEIVED = "chart75000300"  # Polish chart: interest received


class ResCompany(models.Model):
    """Where interest notes are booked: journal and accounts, found or made from the chart."""

    _inherit = "res.company"

    debt_note_journal_id = fields.Many2one(
        "account.journal", "Journal of interest notes", domain="[('type', '=', 'general')]"
    )
    debt_note_accrued_account_id = fields.Many2one(
        "account.account",
        "Interest charged, not received",
        help="Income that is taxed only when the interest is paid.",
    )
    debt_note_income_account_id = fields.Many2one("account.account", "Interest received")
    debt_note_posting = fields.Selection(
        [("issue", "When issued"), ("paid", "Off the books until paid")],
        "Interest notes are booked",
        default="issue",
        required=True,
    )
    debt_note_minimum = fields.Monetary("Smallest interest note", default=50.0)
    debt_note_monthly = fields.Boolean("Propose notes every month", default=True)
    debt_note_reinstated = fields.Boolean(
        "Propose waived interest again",
        default=True,
        help="The night after a promise or an agreement was broken for which interest was waived.",
    )
    debt_note_proposed_on = fields.Date(
        "Notes last proposed on", readonly=True, help="By the monthly job."
    )

    def _debt_note_setup(self):
        """Fill in what is missing to book interest notes: journal, accounts. Safe to repeat."""
        for company in self:
            # sudo: setting up books isn't the right of whoever approves the first note
            books = company.sudo().with_company(company)
            books.debt_note_income_account_id = (
                books.debt_note_income_account_id or books._debt_income_account()
            )
            books.debt_note_accrued_account_id = (
                books.debt_note_accrued_account_id or books._debt_accrued_account()
            )
            books.debt_note_journal_id = books.debt_note_journal_id or books._debt_note_journal(
                self.env._("Interest notes"), "NO"
            )

    def _debt_income_account(self):
        """The chart's account of interest received, else the first of other income or a new one."""
        found = self._debt_chart_account(RECEIVED, "income_other", "75")
        return found or self._debt_new_account("750300", self.env._("Interest received"))

    def _debt_accrued_account(self):
        """An account beside that of interest received, for interest not paid yet."""
        income = self.debt_note_income_account_id.with_company(self)
        name = self.env._("Interest charged, not received")
        return self._debt_new_account(income.code or "750300", name, income.tag_ids)

    def _debt_new_account(self, code, name, tags=()):
        """Create an account of other income with this code or the next free one."""
        accounts = self.env["account.account"].with_company(self)
        return accounts.create(
            {
                "code": accounts._search_new_account_code(code),
                "name": name,
                "account_type": "income_other",
                "tag_ids": [Command.set([tag.id for tag in tags])],
                "company_ids": [Command.set(self.ids)],
            }
        )
