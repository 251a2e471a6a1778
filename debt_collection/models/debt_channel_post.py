from odoo import fields, models


class DebtChannel(models.Model):
    """Ways beside e-mail and paper: registered electronic delivery, fax through a gateway."""

    _inherit = "debt.channel"

    code = fields.Selection(
        selection_add=[("edelivery", "e-Delivery"), ("fax", "Fax")],
        ondelete={"edelivery": "cascade", "fax": "cascade"},
    )
