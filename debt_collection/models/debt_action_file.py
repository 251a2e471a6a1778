from odoo import fields, models


class DebtAction(models.Model):
    """Letters about documents that aren't in our books: the file stands for the ledger."""

    _inherit = "debt.action"

    file_import_id = fields.Many2one(
        "debt.file.import", "From the file", index="btree_not_null", ondelete="restrict"
    )


class DebtActionLine(models.Model):
    _inherit = "debt.action.line"

    file_claim_id = fields.Many2one(
        "debt.file.claim", "Row of the file", index="btree_not_null", ondelete="set null"
    )
