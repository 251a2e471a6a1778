from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_silent_days = fields.Integer(related="company_id.debt_silent_days", readonly=False)
    debt_late_task_days = fields.Integer(related="company_id.debt_late_task_days", readonly=False)
