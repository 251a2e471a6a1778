from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_bureau_name = fields.Char(related="company_id.debt_bureau_name", readonly=False)
    debt_bureau_address = fields.Char(related="company_id.debt_bureau_address", readonly=False)
    debt_bureau_contract = fields.Char(related="company_id.debt_bureau_contract", readonly=False)
    debt_bureau_business_min = fields.Monetary(
        related="company_id.debt_bureau_business_min",
        readonly=False,
        currency_field="debt_currency_id",
    )
    debt_bureau_consumer_min = fields.Monetary(
        related="company_id.debt_bureau_consumer_min",
        readonly=False,
        currency_field="debt_currency_id",
    )
    debt_bureau_days = fields.Integer(related="company_id.debt_bureau_days", readonly=False)
    debt_bureau_update_days = fields.Integer(
        related="company_id.debt_bureau_update_days", readonly=False
    )
    debt_thanks = fields.Boolean(related="company_id.debt_thanks", readonly=False)
