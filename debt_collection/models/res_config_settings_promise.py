from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Promises and disputes."""

    _inherit = "res.config.settings"

    debt_promise_days = fields.Integer(related="company_id.debt_promise_days", readonly=False)
    debt_promise_portal_days = fields.Integer(
        related="company_id.debt_promise_portal_days", readonly=False
    )
    debt_promise_grace = fields.Integer(related="company_id.debt_promise_grace", readonly=False)
    debt_promise_months = fields.Integer(related="company_id.debt_promise_months", readonly=False)
    debt_dispute_days = fields.Integer(related="company_id.debt_dispute_days", readonly=False)
