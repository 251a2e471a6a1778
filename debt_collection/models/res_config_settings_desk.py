from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_priority_amount = fields.Monetary(
        related="company_id.debt_priority_amount", readonly=False, currency_field="debt_currency_id"
    )
    debt_priority_days = fields.Integer(related="company_id.debt_priority_days", readonly=False)
    debt_priority_window = fields.Integer(related="company_id.debt_priority_window", readonly=False)
    debt_deadline_days = fields.Integer(related="company_id.debt_deadline_days", readonly=False)
    debt_weight_amount = fields.Integer(related="company_id.debt_weight_amount", readonly=False)
    debt_weight_age = fields.Integer(related="company_id.debt_weight_age", readonly=False)
    debt_weight_promises = fields.Integer(related="company_id.debt_weight_promises", readonly=False)
    debt_weight_profile = fields.Integer(related="company_id.debt_weight_profile", readonly=False)
    debt_weight_deadline = fields.Integer(related="company_id.debt_weight_deadline", readonly=False)
    debt_weight_chance = fields.Integer(related="company_id.debt_weight_chance", readonly=False)
    debt_weight_reply = fields.Integer(related="company_id.debt_weight_reply", readonly=False)
