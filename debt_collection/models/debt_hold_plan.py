from odoo import fields, models


class DebtHold(models.Model):
    """Holds that an agreement sets on the debts it covers."""

    _inherit = "debt.hold"

    plan_id = fields.Many2one(
        "debt.plan", "Agreement", index="btree_not_null", ondelete="cascade", readonly=True
    )
