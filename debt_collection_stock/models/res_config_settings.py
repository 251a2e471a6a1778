from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_stops_deliveries = fields.Selection(
        related="company_id.debt_stops_deliveries", readonly=False
    )
