from odoo import api, fields, models

from ..tools import approval


class DebtStep(models.Model):
    """Who approves the letters of a step, in words: by itself or by the rules of the house."""

    _inherit = "debt.step"

    approval_label = fields.Text("Who approves", compute="_compute_approval_label")

    @api.depends("approval_role", "approval_from", "strategy_id.currency_id", "task_ids")
    @api.depends_context("lang")
    def _compute_approval_label(self):
        roles = dict(self._fields["approval_role"]._description_selection(self.env))
        for step in self:
            label = roles.get(step.approval_role, "")
            if label and step.approval_from:
                amount = step._money(step.approval_from)
                label = self.env._("%(role)s, from %(amount)s", role=label, amount=amount)
            elif step.approval_role != "approver":
                label = "; ".join(step._rule_labels(roles)) or label
            step.approval_label = label

    def _rule_labels(self, roles):
        """Who approves by the rules of the house: a text for each rule about its letter."""
        rules, rank = self.env["debt.approval.rule"], self._letter_task().letter_type_id.rank
        texts = []
        for rule in rules._of_rank(rank, self.strategy_id.company_id) if rank else rules:
            tool = approval.Rule(rule.id, roles=rule._roles())
            asked = approval.required(tool, self.approval_role or None)
            who = " + ".join(roles[role] for role in asked)
            texts.append(", ".join(filter(None, (who, rule._amounts_text()))))
        return texts
