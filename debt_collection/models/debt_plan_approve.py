from odoo import api, fields, models
from odoo.exceptions import UserError

from .debt_action import APPROVAL_ROLES
from .debt_action_matrix import ROLE_GROUPS

RANKS = ["collector", "head", "approver"]


class DebtPlan(models.Model):
    """Who approves an agreement: by its amount, its instalments and what is waived (PRACTICE 3)."""

    _inherit = "debt.plan"

    approval_role = fields.Selection(APPROVAL_ROLES, compute="_compute_approval_role")
    is_approvable = fields.Boolean(compute="_compute_is_approvable")

    @api.depends("amount", "line_ids", "waived_interest", "waived_compensation", "company_id")
    def _compute_approval_role(self):
        for plan in self:
            plan.approval_role = plan._required_role()

    def _required_role(self):
        day = self.date or self.company_id._debt_today()
        figures = self.amount, len(self.line_ids), self.waived_interest, self.waived_compensation
        return self._role_for(self.company_id, self.currency_id, day, figures)

    @api.model
    def _role_for(self, company, currency, day, figures):
        """Return who has to approve: the highest that amount, instalments or waiver ask for.

        :param figures: (amount, number of instalments, interest waived) in `currency`, and the
            compensation waived in the company's
        """
        amount, count, interest, compensation = figures
        own = company.currency_id
        amount = currency._convert(amount, own, company, day)
        waived = currency._convert(interest, own, company, day) + compensation
        by_amount = _rank(amount, company.debt_plan_collector_amount, company.debt_plan_head_amount)
        by_count = int(count > company.debt_plan_collector_count)
        by_waiver = _rank(waived, company.debt_waiver_collector, company.debt_waiver_head)
        return RANKS[max(by_amount, by_count, by_waiver)]

    @api.depends("approval_role", "approved_on", "state")
    @api.depends_context("uid")
    def _compute_is_approvable(self):
        for plan in self:
            waits = plan.state == "draft" and not plan.approved_on
            plan.is_approvable = waits and plan._may_approve(self.env.user)

    def _may_approve(self, user):
        return user.has_group(ROLE_GROUPS[self.approval_role])

    def _check_approved(self):
        """Who may approve it offers it at once; others need the approval first."""
        if self.approved_on:
            return
        if not (self.env.su or self._may_approve(self.env.user)):
            raise UserError(
                self.env._(
                    "%(document)s has to be approved first, by: %(role)s.",
                    document=self.display_name,
                    role=self._label("approval_role"),
                )
            )
        self._mark("approved")

    def action_approve(self):
        """Approve drafts as they are; the collector offers them then."""
        for plan in self:
            plan._check_is("draft")
            plan._check_schedule()
            plan._check_approved()
            plan.message_post(body=self.env._("Approved."))

    def action_ask_approval(self):
        """Put an activity in the list of who approves."""
        for plan in self:
            plan._check_is("draft")
            plan._check_schedule()
            company = plan.company_id
            board = plan.approval_role == "approver" and company.debt_approver_id
            user = board or company.debt_head_id
            if not user:
                raise UserError(
                    self.env._("Choose the head of receivables in the settings of Collections.")
                )
            # a plan is a document with a thread; its approval is an ordinary activity
            plan.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Approve the agreement"),
                user_id=user.id,
            )


def _rank(amount, first, second):
    """0, 1 or 2: up to the first limit, up to the second, above."""
    return 2 if amount > second else int(amount > first)
