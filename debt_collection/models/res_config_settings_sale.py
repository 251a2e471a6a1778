from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_stops_orders = fields.Boolean(related="company_id.debt_stops_orders", readonly=False)
    debt_stops_invoices = fields.Boolean(related="company_id.debt_stops_invoices", readonly=False)
    debt_credit_rule = fields.Selection(related="company_id.debt_credit_rule", readonly=False)
    debt_credit_overdue = fields.Monetary(
        related="company_id.debt_credit_overdue",
        readonly=False,
        currency_field="debt_currency_id",
    )
    debt_credit_level = fields.Selection(related="company_id.debt_credit_level", readonly=False)
    debt_prepayment_term_id = fields.Many2one(
        related="company_id.debt_prepayment_term_id", readonly=False
    )
    debt_release_percent = fields.Float(related="company_id.debt_release_percent", readonly=False)
    debt_release_sales_limit = fields.Monetary(
        related="company_id.debt_release_sales_limit",
        readonly=False,
        currency_field="debt_currency_id",
    )
    debt_release_head_limit = fields.Monetary(
        related="company_id.debt_release_head_limit",
        readonly=False,
        currency_field="debt_currency_id",
    )
