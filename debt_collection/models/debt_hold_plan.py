from odoo import fields, models
from odoo.exceptions import UserError

from .debt_plan import IN_FORCE


class DebtHold(models.Model):
    """Holds that an agreement sets on the debts it covers."""

    _inherit = "debt.hold"

    plan_id = fields.Many2one(
        "debt.plan", "Agreement", index="btree_not_null", ondelete="cascade", readonly=True
    )

    def action_end(self):
        """A hold of a running agreement ends with it, not by itself."""
        running = self.plan_id.filtered(lambda plan: plan.state in IN_FORCE)
        if running:
            raise UserError(
                self.env._(
                    "This hold belongs to agreement %(plan)s: cancel the agreement instead.",
                    plan=running[0].name,
                )
            )
        return super().action_end()
