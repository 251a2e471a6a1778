from odoo import api, fields, models
from odoo.exceptions import UserError


class DebtRefuse(models.TransientModel):
    """Withdraw actions: why, and what happens to their step."""

    _name = "debt.refuse"
    _description = "Refuse Actions"

    action_ids = fields.Many2many("debt.action", readonly=True)
    reason = fields.Char(required=True)
    what = fields.Selection(
        [
            ("skip", "Leave this step out and go on with the next one"),
            ("hold", "Hold the case until a day"),
        ],
        "Then",
        required=True,
        default="hold",
    )
    hold_until = fields.Date()
    count = fields.Integer(compute="_compute_count")

    @api.depends("action_ids")
    def _compute_count(self):
        for wizard in self:
            wizard.count = len(wizard.action_ids)

    @api.constrains("hold_until")
    def _check_hold_until(self):
        for wizard in self:
            if wizard.hold_until and wizard.hold_until < fields.Date.context_today(wizard):
                raise UserError(self.env._("The hold must end today or later."))

    def action_confirm(self):
        if self.what == "hold" and not self.hold_until:
            raise UserError(self.env._("Until which day shall the case be held?"))
        # refusing changes states, which people can't write themselves; rights are checked inside
        self.action_ids.sudo()._refuse(
            self.env.user,
            self.reason,
            skip_step=self.what == "skip",
            hold_until=self.what == "hold" and self.hold_until,
        )
        return {"type": "ir.actions.act_window_close"}
