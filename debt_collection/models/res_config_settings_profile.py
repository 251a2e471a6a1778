from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_profile_months = fields.Integer(related="company_id.debt_profile_months", readonly=False)
    debt_profile_grace = fields.Integer(related="company_id.debt_profile_grace", readonly=False)
    debt_customer_cost = fields.Monetary(
        related="company_id.debt_customer_cost",
        readonly=False,
        currency_field="debt_currency_id",
    )
    debt_insurance_days = fields.Integer(related="company_id.debt_insurance_days", readonly=False)
    debt_limitation_kind = fields.Selection(
        related="company_id.debt_limitation_kind", readonly=False
    )
    debt_limitation_first = fields.Integer(
        related="company_id.debt_limitation_first", readonly=False
    )
    debt_limitation_second = fields.Integer(
        related="company_id.debt_limitation_second", readonly=False
    )
    debt_limitation_last = fields.Integer(related="company_id.debt_limitation_last", readonly=False)
