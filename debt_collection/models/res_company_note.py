from datetime import timedelta

from odoo import fields, models

from .debt_note_post import SERIES


class ResCompany(models.Model):
    """Notes (interest, compensation): what they have in common in a company's books."""

    _inherit = "res.company"

    debt_note_days = fields.Integer("Days to pay a note", default=14)

    def _debt_note_journal(self, name, code):
        """Create a journal for entries of notes, which carry the notes' own numbers.

        :param name: its name, in the language of the environment
        :param code: its short code; a number is added where another journal has it
        """
        self.ensure_one()
        journals = self.env["account.journal"].with_company(self)
        taken = set(
            journals.with_context(active_test=False)
            .search(journals._check_company_domain(self))
            .mapped("code")
        )
        free = (code, *(f"{code}{number}" for number in range(2, 100)))
        return journals.create(
            {
                "name": name,
                "code": next(one for one in free if one not in taken),
                "type": "general",
                "company_id": self.id,
                "sequence_override_regex": SERIES,
                "show_on_dashboard": False,
            }
        )

    def _debt_chart_account(self, xmlid, account_type, prefix):
        """Return an account by its id in the Polish chart, else the first of that type whose code
        begins with `prefix`; empty when there is none.
        """
        self.ensure_one()
        chart = self.env["account.chart.template"].with_company(self)
        account = chart.ref(xmlid, raise_if_not_found=False)
        if account:
            return account
        accounts = self.env["account.account"].with_company(self)
        domain = [*accounts._check_company_domain(self), ("account_type", "=", account_type)]
        return accounts.search([*domain, ("code", "=like", f"{prefix}%")], limit=1, order="code")

    def _debt_open_day(self, day, journal):
        """Return `day`, or the first later day that no lock date of the books covers."""
        self.ensure_one()
        while locks := self._get_violated_lock_dates(day, False, journal):
            day = locks[-1][0] + timedelta(days=1)
        return day
