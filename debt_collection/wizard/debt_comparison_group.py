from odoo import fields, models


class DebtComparisonGroup(models.TransientModel):
    """One strategy or letter type: the months before beside those after."""

    _name = "debt.comparison.group"
    _description = "Strategy or Letter of a Comparison"
    _order = "kind, name, id"

    comparison_id = fields.Many2one("debt.comparison", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="comparison_id.currency_id")
    kind = fields.Selection([("strategy", "Strategy"), ("letter", "Letter")], readonly=True)
    name = fields.Char(readonly=True)
    overdue_before = fields.Monetary("Overdue before", readonly=True)
    overdue_after = fields.Monetary("Overdue after", readonly=True)
    steps_before = fields.Integer("Steps before", readonly=True)
    steps_after = fields.Integer("Steps after", readonly=True)
    recovered_before = fields.Monetary("Recovered before", readonly=True)
    recovered_after = fields.Monetary("Recovered after", readonly=True)
    rate_before = fields.Float("Money came, before", readonly=True)
    rate_after = fields.Float("Money came, after", readonly=True)
    change = fields.Char(readonly=True)
    is_better = fields.Boolean(readonly=True)
    is_worse = fields.Boolean(readonly=True)
