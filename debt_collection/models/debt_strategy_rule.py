from odoo import fields, models

from .debt_debtor import KINDS, PROFILES


class DebtStrategyRule(models.Model):
    """Which customers get which strategy; the first rule that fits decides."""

    _name = "debt.strategy.rule"
    _description = "Strategy Assignment Rule"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(translate=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    strategy_id = fields.Many2one("debt.strategy", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(KINDS, "Kind of customer")
    profile = fields.Selection(PROFILES, "Payment profile")
    domain = fields.Char("Customers", help="Condition on customers.")
    currency_id = fields.Many2one(related="strategy_id.currency_id")
    net_min = fields.Monetary("Net overdue from")
    days_min = fields.Integer("Days overdue from")
