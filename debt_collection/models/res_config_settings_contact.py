from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_call_cap = fields.Integer(related="company_id.debt_call_cap", readonly=False)
    debt_call_cap_consumer = fields.Integer(
        related="company_id.debt_call_cap_consumer", readonly=False
    )
    debt_call_total_consumer = fields.Integer(
        related="company_id.debt_call_total_consumer", readonly=False
    )
    debt_sms_cap = fields.Integer(related="company_id.debt_sms_cap", readonly=False)
    debt_visit_cap = fields.Integer(related="company_id.debt_visit_cap", readonly=False)
    debt_call_attempts = fields.Integer(related="company_id.debt_call_attempts", readonly=False)
    debt_paid_wait = fields.Integer(related="company_id.debt_paid_wait", readonly=False)
    debt_cti_url = fields.Char(related="company_id.debt_cti_url", readonly=False)
