from odoo import api, fields, models


class DebtConfirmationLine(models.Model):
    """The balance of one currency: by our books, and by the customer's where he stated it."""

    _name = "debt.confirmation.line"
    _description = "Balance to Confirm"
    _order = "confirmation_id, id"

    confirmation_id = fields.Many2one(
        "debt.confirmation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="confirmation_id.company_id", store=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary("By our books", readonly=True, help="Negative: we owe the customer.")
    is_stated = fields.Boolean("Stated by the customer", readonly=True)
    amount_theirs = fields.Monetary("By the customer's books", readonly=True)
    difference = fields.Monetary(compute="_compute_difference")

    _once = models.UniqueIndex("(confirmation_id, currency_id)")

    @api.depends("amount", "amount_theirs", "is_stated")
    def _compute_difference(self):
        for line in self:
            line.difference = line.amount_theirs - line.amount if line.is_stated else 0.0
