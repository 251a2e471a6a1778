from odoo import api, fields, models


class DebtCase(models.Model):
    """How long a case takes, and what the delay costs."""

    _inherit = "debt.case"

    days_open = fields.Integer("Days so far", compute="_compute_days_open")
    days_taken = fields.Integer(
        "Days until closed",
        compute="_compute_days_taken",
        store=True,
        aggregator="avg",
        help="From the first day overdue until the case was closed; zero while it is open.",
    )
    delay_cost = fields.Monetary(
        "Cost of delay",
        compute="_compute_delay_cost",
        help="What the money of this case has cost while it was late, at the cost of capital.",
    )

    @api.depends("overdue_since", "closed_on")
    def _compute_days_open(self):
        for case in self:
            last = case.closed_on or case.company_id._debt_today()
            case.days_open = case._days_until(last)

    @api.depends("overdue_since", "closed_on")
    def _compute_days_taken(self):
        for case in self:
            case.days_taken = case.closed_on and case._days_until(case.closed_on)

    def _days_until(self, day):
        return max((day - self.overdue_since).days, 0) if self.overdue_since else 0

    def _compute_delay_cost(self):
        costs = {}
        for company, cases in self.grouped("company_id").items():
            costs |= self.env["debt.delay"]._case_costs(company, cases)
        for case in self:
            case.delay_cost = costs.get(case.id, 0.0)
