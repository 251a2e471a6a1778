from odoo import fields, models
from odoo.exceptions import UserError


class DebtDecide(models.TransientModel):
    """Ask for the reason of a decision (see `debt.decision.mixin`)."""

    _name = "debt.decide"
    _description = "Reason of a Decision"

    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        context = self.env.context
        records = self.env[context["active_model"]].browse(context["active_ids"])
        method = context["decide_method"]
        if method not in getattr(records, "_reasoned_methods", ()):
            raise UserError(self.env._("This can't be decided here."))
        getattr(records, method)(self.reason)
        return {"type": "ir.actions.act_window_close"}
