from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_mail_limit = fields.Integer(related="company_id.debt_mail_limit", readonly=False)
    debt_make_copies = fields.Boolean(related="company_id.debt_make_copies", readonly=False)
    debt_sms_gateway = fields.Selection(related="company_id.debt_sms_gateway", readonly=False)
    debt_smsapi_token = fields.Char(related="company_id.debt_smsapi_token", readonly=False)
    debt_smsapi_sender = fields.Char(related="company_id.debt_smsapi_sender", readonly=False)
    debt_smsapi_test = fields.Boolean(related="company_id.debt_smsapi_test", readonly=False)
