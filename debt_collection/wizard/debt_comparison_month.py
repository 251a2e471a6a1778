from odoo import fields, models


class DebtComparisonMonth(models.TransientModel):
    """The figures of one month, from the ledger as of its last day."""

    _name = "debt.comparison.month"
    _description = "Month of a Comparison"
    _order = "month"
    _rec_name = "month"

    comparison_id = fields.Many2one("debt.comparison", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="comparison_id.currency_id")
    month = fields.Date(readonly=True)
    side = fields.Selection([("before", "Before"), ("after", "After")], readonly=True)
    overdue = fields.Monetary("Overdue at its end", readonly=True, aggregator="avg")
    overdue_share = fields.Float("Overdue (% of open)", readonly=True, aggregator="avg")
    dso = fields.Float("DSO (days)", readonly=True, aggregator="avg")
    effectiveness = fields.Float("Effectiveness (CEI, %)", readonly=True, aggregator="avg")
    recovered = fields.Monetary("Received late", readonly=True, aggregator="avg")
    days_late = fields.Float("Days late of payments", readonly=True, aggregator="avg")
    delay_cost = fields.Monetary("Cost of delay", readonly=True, aggregator="avg")
