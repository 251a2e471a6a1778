from odoo import fields, models
from odoo.exceptions import UserError


class DebtDecisionMixin(models.AbstractModel):
    """Something a person decides by a button: who decided and when is kept with it."""

    _name = "debt.decision.mixin"
    _description = "Decision"
    _inherit = ["debt.evidence.mixin"]

    # nothing is written directly: a decision knows its author
    _evidence_user_fields = frozenset()
    # methods of the model that the dialog `debt.decide` may call with a reason
    _reasoned_methods = ()

    reason = fields.Char()
    decided_on = fields.Datetime(readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, copy=False)

    def _decide(self, **values):
        """Write a decision with who took it and when."""
        self.check_access("write")
        # whoever may decide (access of the model) writes these fields here only
        self.sudo().write(
            {"decided_on": fields.Datetime.now(), "decided_by_id": self.env.uid, **values}
        )

    def _check_reason(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Say why."))

    def _ask_reason(self, method, title):
        """Open the dialog that asks for a reason and then calls `method(reason)` on these."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "debt.decide",
            "view_mode": "form",
            "target": "new",
            "context": {
                "active_model": self._name,
                "active_ids": self.ids,
                "decide_method": method,
            },
        }
