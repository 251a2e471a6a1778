from odoo import fields, models

from .debt_debtor import KINDS, PROFILES
from .debt_debtor_profile import SALE_CONDITIONS


class DebtSegmentRule(models.Model):
    """Which profile and which sale condition a customer gets: the first rule that fits, for each.

    All conditions of a rule must be met; a zero is no condition.
    """

    _name = "debt.segment.rule"
    _description = "Segment Rule"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        help="Of the amounts below.",
    )

    # what it gives
    profile = fields.Selection(PROFILES, "Gives profile", help="Empty: says nothing about it.")
    sale_condition = fields.Selection(
        SALE_CONDITIONS, "Gives sale condition", help="Empty: says nothing about it."
    )

    # who he is
    kind = fields.Selection(KINDS, "Kind of customer")
    domain = fields.Char("Customers", help="Condition on customers.")
    customer_months_min = fields.Integer("Customer for months", help="At least so long.")
    customer_months_max = fields.Integer(
        "Customer for months at most", help="Since his first invoice. 0: any time."
    )

    # how he pays
    late_count = fields.Integer("Late items from", help="So many items late, or more.")
    late_days = fields.Integer("Each late by more than (days)")
    months = fields.Integer("Within months", default=12, help="Months back that late items count.")
    share_min = fields.Float("Share of value late from (%)", digits=(16, 1))
    share_max = fields.Float("Share of value late to (%)", digits=(16, 1), help="0: any share.")
    days_avg_min = fields.Float("Average days late from", digits=(16, 1))
    days_avg_max = fields.Float("Average days late to", digits=(16, 1), help="0: any average.")
    broken_count = fields.Integer("Broken promises from")
    broken_months = fields.Integer("Promises of months", default=6)
    is_first_late = fields.Boolean("Late for the first time only")

    # what he brings, what he owes
    turnover_min = fields.Monetary("Turnover of 24 months from")
    lifetime_min = fields.Monetary("Invoiced in all from")
    margin_min = fields.Float("Margin from (%)")
    overdue_min = fields.Monetary("Overdue from")
    days_min = fields.Integer("Days overdue from")
