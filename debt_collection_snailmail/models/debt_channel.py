from odoo import fields, models


class DebtChannel(models.Model):
    _inherit = "debt.channel"

    code = fields.Selection(
        selection_add=[("snailmail", "Snailmail")], ondelete={"snailmail": "cascade"}
    )
