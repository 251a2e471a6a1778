from odoo import fields, models


class DebtPlanLine(models.Model):
    """One instalment. What is paid of it is read from the debts of its agreement."""

    _name = "debt.plan.line"
    _description = "Instalment"
    _order = "plan_id, date_due, id"

    plan_id = fields.Many2one("debt.plan", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    number = fields.Integer("No.", aggregator=None)
    date_due = fields.Date("Due date", required=True)
    amount = fields.Monetary()
    principal = fields.Monetary()
    interest = fields.Monetary("Interest and costs")
    balance = fields.Monetary("Left after it")

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The amount of an instalment must be above zero."
    )
