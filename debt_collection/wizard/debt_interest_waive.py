from odoo import fields, models


class DebtInterestWaive(models.TransientModel):
    """Why interest of some rows is given up."""

    _name = "debt.interest.waive"
    _description = "Waive Interest"

    line_ids = fields.Many2many("debt.interest.note.line", readonly=True)
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.line_ids._waive(self.reason)
        return {"type": "ir.actions.act_window_close"}
