from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    debt_stops_deliveries = fields.Selection(
        [
            ("2_prepayment", "On prepayment and suspended"),
            ("3_blocked", "Sales suspended"),
        ],
        "Deliveries",
        help="Of confirmed orders that aren't paid. Empty: deliveries are never held. Hold them "
        "only if your terms of sale (or art. 490 of the Civil Code) allow it.",
    )
