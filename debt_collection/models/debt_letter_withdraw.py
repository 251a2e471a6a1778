from odoo import fields, models


class DebtLetter(models.Model):
    """A letter that has left and was withdrawn: it stays as evidence, and says why."""

    _inherit = "debt.letter"

    withdrawn_on = fields.Date("Withdrawn on", readonly=True, copy=False)
    withdrawn_by_id = fields.Many2one(
        "res.users", "Withdrawn by", readonly=True, copy=False, ondelete="restrict"
    )
    withdraw_reason = fields.Text("Why withdrawn", readonly=True, copy=False)
    replaced_by_id = fields.Many2one(
        "debt.letter", "Replaced by", readonly=True, copy=False, index="btree_not_null"
    )
