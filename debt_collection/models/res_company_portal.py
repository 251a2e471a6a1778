from odoo import fields, models


class ResCompany(models.Model):
    """What a customer sees and may do on his own page (PRACTICE 1.18 and 3)."""

    _inherit = "res.company"

    debt_portal = fields.Boolean("Customers see their account", default=True)
    debt_portal_interest = fields.Boolean("Show interest to date", default=True)
    debt_portal_link_days = fields.Integer("Links work (days)", default=90)
    debt_portal_hourly = fields.Integer(
        "Answers and downloads an hour",
        default=30,
        help="Of one customer; more are refused until the hour is over.",
    )
    debt_portal_file_mb = fields.Integer("Files at most (MB)", default=10)
    debt_portal_plan_count = fields.Integer(
        "Instalments at most", default=3, help="0: customers can't ask for instalments themselves."
    )
    debt_portal_plan_amount = fields.Monetary("Instalments for debts up to", default=5000)
    debt_portal_plan_days = fields.Integer("First instalment within (days)", default=14)
