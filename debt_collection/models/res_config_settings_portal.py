from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The customer's own page."""

    _inherit = "res.config.settings"

    debt_portal = fields.Boolean(related="company_id.debt_portal", readonly=False)
    debt_portal_interest = fields.Boolean(related="company_id.debt_portal_interest", readonly=False)
    debt_portal_link_days = fields.Integer(
        related="company_id.debt_portal_link_days", readonly=False
    )
    debt_portal_hourly = fields.Integer(related="company_id.debt_portal_hourly", readonly=False)
    debt_portal_file_mb = fields.Integer(related="company_id.debt_portal_file_mb", readonly=False)
    debt_portal_plan_count = fields.Integer(
        related="company_id.debt_portal_plan_count", readonly=False
    )
    debt_portal_plan_amount = fields.Monetary(
        related="company_id.debt_portal_plan_amount",
        readonly=False,
        currency_field="debt_currency_id",
    )
    debt_portal_plan_days = fields.Integer(
        related="company_id.debt_portal_plan_days", readonly=False
    )
