from datetime import datetime, time

from odoo import api, fields, models
from odoo.fields import Domain

# an approval that waits longer is told to the next one up (PRACTICE 3)
WORKING_DAYS = 2


class DebtAction(models.Model):
    """Approvals nobody gives: shown, and told to the head. Waiting never lapses into sending."""

    _inherit = "debt.action"

    is_approval_overdue = fields.Boolean(
        "Waits over 2 working days",
        compute="_compute_is_approval_overdue",
        search="_search_is_approval_overdue",
    )
    escalated_on = fields.Date(
        "Reminded on", help="When the head was told that this approval waits too long."
    )

    @api.depends("state", "acted_on", "company_id")
    def _compute_is_approval_overdue(self):
        bounds = {company: self._approval_bound(company) for company in self.company_id}
        for action in self:
            since = action.acted_on
            action.is_approval_overdue = bool(
                action.state == "waiting" and since and since < bounds[action.company_id]
            )

    def _search_is_approval_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("acted_on", "<", self._approval_bound(company))
            for company in self.env.companies
        )
        late &= Domain("state", "=", "waiting")
        return late if True in value else ~late

    @api.model
    def _approval_bound(self, company):
        """Return the moment (UTC) before which what still waits was handed over too long ago."""
        day = self.env["debt.calendar"]._add_working_days(
            company, company._debt_today(), -WORKING_DAYS
        )
        return self.env["debt.calendar"]._utc(company, datetime.combine(day, time.min))

    @api.model
    def _escalate_approvals(self, company):
        """Tell the head, and for his own documents the board too, once what waits too long."""
        waiting = self.search(
            [
                ("company_id", "=", company.id),
                ("is_approval_overdue", "=", True),
                ("escalated_on", "=", False),
            ]
        )
        if not waiting:
            return
        waiting.escalated_on = company._debt_today()
        own = waiting.filtered(lambda action: action.approval_role in ("head", "approver"))
        groups = ((waiting, self._head_of(company)), (own, company.debt_approver_id))
        told = self.env["res.users"]
        for actions, user in groups:
            if actions and user and user not in told:
                actions._notify_waiting(user)
                told |= user

    def _notify_waiting(self, user):
        actions = self.with_context(lang=user.lang or self.env.lang)
        actions._message_colleague(
            user,
            "debt_collection.approvals_wait_body",
            actions.env._("%(count)s approvals wait for over 2 working days", count=len(actions)),
        )
