from odoo import fields, models


class DebtMinimum(models.Model):
    """Small amounts by currency (PRACTICE 1.6): below them nothing, or nothing by post, goes to the debtor."""

    _name = "debt.minimum"
    _description = "Minimum Amounts"
    _order = "company_id, currency_id"

    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    currency_id = fields.Many2one("res.currency", required=True)
    net_min = fields.Monetary("Smallest net overdue amount to write about", required=True)
    post_min = fields.Monetary("Smallest amount for post and final demand", required=True)
    remainder = fields.Monetary("Remainder left alone", required=True)

    _currency_unique = models.Constraint(
        "UNIQUE NULLS NOT DISTINCT (company_id, currency_id)",
        "There is one minimum for each company and currency.",
    )
