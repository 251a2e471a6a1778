from odoo import fields, models


class DebtMatch(models.Model):
    """The document a match belongs to."""

    _inherit = "debt.match"

    settlement_id = fields.Many2one("debt.settlement", index="btree_not_null", ondelete="restrict")
    receipt_id = fields.Many2one("debt.cash.receipt", index="btree_not_null", ondelete="restrict")
    allocation_id = fields.Many2one("debt.allocation", index="btree_not_null", ondelete="restrict")
