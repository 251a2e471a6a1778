from odoo import fields, models


class DebtComparisonLine(models.TransientModel):
    """One measure: the mean of the months before and of those after."""

    _name = "debt.comparison.line"
    _description = "Measure of a Comparison"

    comparison_id = fields.Many2one("debt.comparison", required=True, ondelete="cascade")
    measure = fields.Selection(
        [
            ("overdue", "Overdue at the end of a month"),
            ("overdue_share", "Of what is open, overdue"),
            ("dso", "Days sales outstanding (DSO)"),
            ("effectiveness", "Collection effectiveness index (CEI)"),
            ("recovered", "Received in a month for what was overdue"),
            ("days_late", "Payments come late by"),
            ("delay_cost", "Cost of delay in a month"),
        ],
        readonly=True,
    )
    before = fields.Char("Mean before", readonly=True)
    after = fields.Char("Mean after", readonly=True)
    change = fields.Char(readonly=True)
    is_better = fields.Boolean(readonly=True)
    is_worse = fields.Boolean(readonly=True)
