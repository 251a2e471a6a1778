from collections import namedtuple
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..tools import approval

ROLE_GROUPS = {
    "collector": "debt_collection.group_collector",
    "head": "debt_collection.group_manager",
    "approver": "debt_collection.group_approver",
}

Need = namedtuple("Need", "roles is_four_eyes is_single")


class DebtAction(models.Model):
    """Who has to approve: the approval rules and the step of the strategy, and who did."""

    _inherit = "debt.action"

    approval_ids = fields.One2many("debt.approval", "action_id", "Approvals", readonly=True)
    approval_roles = fields.Json(help="Roles that have to approve, in their order.")
    is_four_eyes = fields.Boolean("Not approved by who prepared it", readonly=True)
    approvals_text = fields.Char("Approved", compute="_compute_approvals_text")
    is_single = fields.Boolean("Approved one by one", readonly=True)

    @api.depends_context("lang", "tz")
    @api.depends("approval_ids.is_void")
    def _compute_approvals_text(self):
        """Each consent that counts: who, in which role, when."""
        for action in self:
            action.approvals_text = "; ".join(
                self.env._(
                    "%(user)s (%(role)s), %(moment)s",
                    user=given.user_id.name,
                    role=given._role_text(),
                    moment=format_datetime(self.env, given.approved_on, dt_format="short"),
                )
                # a letter that goes another way takes over the consent given to the first one
                for given in action._given() or action.replaces_id.action_id._given()
            )

    def _required_role(self, day):
        """Return who has to approve this action first, or False."""
        self.ensure_one()
        roles = self._approval_needs(day)[self].roles
        return roles[0] if roles else False

    def _approval_needs(self, day):
        """Return {action: Need} of actions of one company. An override may ask for more."""
        if not self:
            return {}
        matrix = self.env["debt.approval.rule"]._matrix(self.company_id, day)
        rules = self.env["debt.approval.rule"].sudo()  # see `_matrix`
        needs = {}
        for action in self:
            rule = None
            if action.kind == "letter":
                rule = approval.first(matrix, action._approval_facts())
            record = rules.browse(rule.id if rule else [])
            roles = approval.required(rule, *action._step_approval(day))
            if not action.step_id and not record.is_four_eyes:
                roles = action._not_of_preparer(roles)
            needs[action] = Need(roles, record.is_four_eyes, bool(rule) and not record.is_bulk)
        return needs

    def _approval_facts(self):
        rules = self.env["debt.approval.rule"]
        return rules._facts(self.letter_type_id, self.debtor_id, self.amount)

    def _step_approval(self, day):
        """Role and limit of the step, in company currency, and the amount they are asked about."""
        step = self.step_id
        limit = step.currency_id._convert(
            step.approval_from, self.currency_id, self.company_id, day
        )
        return step.approval_role or None, Decimal(str(limit)), Decimal(str(self.amount))

    def _not_of_preparer(self, roles):
        """Of a letter written by hand: its writer needn't approve what is his to approve."""
        writer = self.prepared_by_id
        return tuple(role for role in roles if not (writer and writer.has_group(ROLE_GROUPS[role])))

    def _take_needs(self, needs):
        """Note who has to approve these actions."""
        for need, actions in self.grouped(needs.get).items():
            actions.write(
                {
                    "approval_role": need.roles[0],
                    "approval_roles": list(need.roles),
                    "is_four_eyes": need.is_four_eyes,
                    "is_single": need.is_single,
                }
            )

    def _ask_who(self):
        """The amount or the text is another one: nobody has approved it, and others may have to."""
        self.sudo()._given().is_void = True  # sudo: see `_give`
        for company, actions in self.grouped("company_id").items():
            needs = actions._approval_needs(company._debt_today())
            actions.filtered(lambda action, needs=needs: needs[action].roles)._take_needs(needs)

    def _given(self):
        """The consents that count."""
        return self.approval_ids.filtered(lambda given: not given.is_void)

    def _give(self, user, now):
        """Write down the consent of `user`; return the actions that still need another one."""
        # sudo: a consent is written by approving only
        self.env["debt.approval"].sudo().create(
            [
                {
                    "action_id": action.id,
                    "role": action.approval_role or "head",
                    "user_id": user.id,
                    "approved_on": now,
                }
                for action in self
            ]
        )
        waiting = self.browse()
        for action in self:
            given = action._given().mapped("role")
            left = [role for role in action.approval_roles or () if role not in given]
            if left:
                # its two working days begin anew, see `_approval_bound`
                action.write({"approval_role": left[0], "acted_on": now, "escalated_on": False})
                waiting |= action
        return waiting
