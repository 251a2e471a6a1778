from odoo import api, fields, models
from odoo.tools.misc import formatLang


class DebtApprove(models.TransientModel):
    """Release many letters at once: says what leaves and when, and what stays because somebody
    should look.
    """

    _name = "debt.approve"
    _description = "Approve Actions"

    action_ids = fields.Many2many("debt.action", readonly=True)
    is_selected = fields.Boolean(help="Chosen by hand in the list, so remarks were seen.")
    with_remarks = fields.Boolean("Also those with remarks")
    outcome = fields.Text("What was decided")
    approvable_ids = fields.Many2many("debt.action", compute="_compute_counts")
    remark_count = fields.Integer("With remarks", compute="_compute_counts")
    other_count = fields.Integer("For another person", compute="_compute_counts")
    single_count = fields.Integer("One by one", compute="_compute_counts")
    decision_count = fields.Integer(compute="_compute_counts")
    summary = fields.Text(compute="_compute_counts")

    @api.depends("action_ids", "with_remarks")
    def _compute_counts(self):
        for wizard in self:
            mine = wizard.action_ids._approvable(wizard.env.user)
            remarked = mine.filtered("has_remarks")
            chosen = mine if wizard.with_remarks else mine - remarked
            single = chosen.filtered("is_single")
            chosen -= single
            wizard.single_count = len(single)
            wizard.approvable_ids = chosen
            wizard.remark_count = len(remarked)
            wizard.other_count = len(wizard.action_ids - mine)
            wizard.decision_count = len(chosen.filtered(lambda a: a.kind == "decision"))
            wizard.summary = wizard._summary(chosen, len(mine - chosen - single))

    def _summary(self, chosen, stay):
        lines = []
        if chosen:
            start = min(action._window_start(fields.Datetime.now()) for action in chosen)
            local = fields.Datetime.context_timestamp(self, start)
            lines.append(
                self.env._(
                    "%(count)s actions, %(amounts)s, leave on %(day)s from %(hour)s.",
                    count=len(chosen),
                    amounts=self._amounts(chosen),
                    day=local.strftime("%d.%m"),
                    hour=local.strftime("%H:%M"),
                )
            )
        else:
            lines.append(self.env._("Nothing to approve."))
        if stay:
            lines.append(self.env._("%(count)s with remarks stay.", count=stay))
        if self.single_count:
            lines.append(
                self.env._("%(count)s have to be approved one by one.", count=self.single_count)
            )
        if self.other_count:
            lines.append(
                self.env._("%(count)s need another person's approval.", count=self.other_count)
            )
        return "\n".join(lines)

    def _amounts(self, actions):
        groups = self.env["debt.action.line"]._read_group(
            [("action_id", "in", actions.ids), ("role", "in", ("demanded", "credit"))],
            ["currency_id"],
            ["amount_demanded:sum"],
        )
        texts = [formatLang(self.env, total, currency_obj=currency) for currency, total in groups]
        return " + ".join(texts) or formatLang(
            self.env, 0, currency_obj=self.env.company.currency_id
        )

    def action_confirm(self):
        decisions = self.approvable_ids.filtered(lambda action: action.kind == "decision")
        # approving changes states, which people can't write themselves; rights are checked inside
        if decisions:
            decisions.sudo()._decide(self.env.user, self.outcome)
        (self.approvable_ids - decisions).sudo()._approve(self.env.user)
        return {"type": "ir.actions.act_window_close"}
