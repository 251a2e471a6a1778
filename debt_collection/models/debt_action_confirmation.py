from odoo import fields, models


class DebtLetterType(models.Model):
    _inherit = "debt.letter.type"

    rank = fields.Selection(
        selection_add=[("s_balance", "Balance confirmation")],
        ondelete={"s_balance": "cascade"},
    )


class DebtAction(models.Model):
    """A balance confirmation is a statement of account as of another day that asks for an answer:
    like it, it demands nothing and no promise or dispute stops it.
    """

    _inherit = "debt.action"

    confirmation_id = fields.Many2one(
        "debt.confirmation", "Balance confirmation", index="btree_not_null", ondelete="set null"
    )
