from odoo import models
from odoo.tools import format_date
from odoo.tools.misc import formatLang


class DebtCase(models.Model):
    """What a colleague sees who is asked whether he talks to the customer first."""

    _inherit = "debt.case"

    def _talk_page_values(self):
        """Return the words of the page: what is overdue, where the case stands, what the button
        does.
        """
        self.ensure_one()
        company, day = self.company_id, self.company_id._debt_today()
        overdue = self.debtor_id._live_overdue(day).get(self.debtor_id)
        amount = self.env._("Nothing is overdue.")
        if overdue:
            amount = self.env._(
                "%(amount)s overdue, %(days)s days",
                amount=formatLang(self.env, overdue.amount, currency_obj=company.currency_id),
                days=overdue.days,
            )
        until = self.env["debt.calendar"]._add_working_days(
            company, day, self.strategy_id.talk_first_days
        )
        return {
            "amount": amount,
            "status": self._status_text(),
            "effect": self.env._(
                "Nothing is sent to the customer until %(date)s.",
                date=format_date(self.env, until),
            ),
        }
