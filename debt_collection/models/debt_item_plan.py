from odoo import fields, models


class DebtItem(models.Model):
    """An instalment as an item of the run: exactly one of journal item and instalment."""

    _inherit = "debt.item"

    plan_line_id = fields.Many2one(
        "debt.plan.line", "Instalment", index="btree_not_null", ondelete="cascade"
    )

    _plan_line_unique = models.UniqueIndex(
        "(plan_line_id) WHERE plan_line_id IS NOT NULL", "This instalment is already watched."
    )
