from odoo import fields, models

from .debt_step_task import SALE_LEVELS


class ResCompany(models.Model):
    """Where holds on sales count, and what credit limits mean (PRACTICE 1.14 and 3)."""

    _inherit = "res.company"

    debt_stops_orders = fields.Boolean(
        "Orders", default=True, help="Off: quotations of customers on hold show it and pass."
    )
    debt_stops_invoices = fields.Boolean("Invoices without an order")
    debt_credit_rule = fields.Selection(
        [
            ("none", "Never"),
            ("both", "Above the credit limit and overdue"),
            ("either", "Above the credit limit or overdue"),
        ],
        "New orders are limited when",
        default="both",
        required=True,
    )
    debt_credit_overdue = fields.Monetary(
        "Overdue up to", default=50.0, help="This much overdue doesn't matter."
    )
    debt_credit_level = fields.Selection(SALE_LEVELS, "Then", default="2_prepayment", required=True)
    debt_prepayment_term_id = fields.Many2one(
        "account.payment.term",
        "Payment terms on prepayment",
        help="Of quotations for customers on prepayment. Empty: immediate payment.",
    )
    debt_release_percent = fields.Float(
        "Arrears to be paid first (%)",
        default=50.0,
        help="Proposed when orders are released once a part of the arrears is paid.",
    )
    debt_release_sales_limit = fields.Monetary("Sales manager up to", default=5000.0)
    debt_release_head_limit = fields.Monetary("Head of receivables up to", default=50000.0)

    def _debt_head_name(self):
        """Return who decides about sales, for people who may not read the company's settings."""
        return self.sudo().debt_head_id.name or self.env._("head of receivables")
