from odoo import fields, models

from .debt_practice import ROWS


class DebtPracticeLine(models.Model):
    """A row of the report of payment practices: what was received and what was paid."""

    _name = "debt.practice.line"
    _description = "Row of the Report of Payment Practices"
    _order = "practice_id, row"

    practice_id = fields.Many2one("debt.practice", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="practice_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    row = fields.Selection(ROWS, "What", required=True, readonly=True)
    received = fields.Monetary("We are paid", readonly=True, aggregator=None)
    received_share = fields.Float("We are paid (%)", digits=(6, 2), readonly=True, aggregator=None)
    paid = fields.Monetary("We pay", readonly=True, aggregator=None)
    paid_share = fields.Float("We pay (%)", digits=(6, 2), readonly=True, aggregator=None)

    def action_open_received(self):
        return self.practice_id._open_parts("receivable", self.row)

    def action_open_paid(self):
        return self.practice_id._open_parts("payable", self.row)
