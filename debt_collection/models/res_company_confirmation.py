from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    debt_confirmation_days = fields.Integer(
        "Days to confirm a balance",
        default=14,
        help="Days customers are given to answer a balance confirmation.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_confirmation_days = fields.Integer(
        related="company_id.debt_confirmation_days", readonly=False
    )
