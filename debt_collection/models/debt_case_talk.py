from odoo import models
from odoo.tools import format_date
from odoo.tools.misc import formatLang


class DebtCase(models.Model):
    """What a colleague sees who is asked whether he talks to the customer first."""

    _inherit = "debt.case"

    def _banner_link(self):
        """Return the link of a banner about this case: the case itself for who may see it, the
        page of who serves the customer; {} for others.
        """
        if not self:
            return {}
        # sudo(False): what this user himself may see
        if self.sudo(False).has_access("read"):
            return {"action": self._debt_form_action(), "action_text": self.env._("Open case")}
        # sudo: a salesperson has no access to cases
        if not self.sudo()._can_talk_first(self.env.user):
            return {}
        url = f"/debt_collection/talk/{self.id}"
        return {
            "action": {"type": "ir.actions.act_url", "url": url, "target": "new"},
            "action_text": self.env._("Talk to the customer first"),
        }

    def _talk_page_values(self):
        """Return the words of the page: what is overdue, where the case stands, what the button
        does.
        """
        self.ensure_one()
        company, day = self.company_id, self.company_id._debt_today()
        overdue = self.debtor_id._live_overdue(day).get(self.debtor_id)
        amount = self.env._("Nothing is overdue.")
        if overdue:
            amount = self.debtor_id._overdue_text(overdue)
        until = self.env["debt.calendar"]._add_working_days(
            company, day, self.strategy_id.talk_first_days
        )
        return {
            "amount": amount,
            "status": self._status_text(),
            "limits": self._call_limits_text(),
            "effect": self.env._(
                "Nothing is sent to the customer until %(date)s.",
                date=format_date(self.env, until),
            ),
        }


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _overdue_text(self, overdue):
        """Return how much is overdue, and for how long. :param overdue: of `_live_overdue`"""
        return self.env._(
            "%(amount)s overdue, %(days)s days",
            amount=formatLang(self.env, overdue.amount, currency_obj=self.currency_id),
            days=overdue.days,
        )
