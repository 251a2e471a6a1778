from odoo import fields, models


class DebtPromiseLine(models.Model):
    """One document of a promise, with what was open on it when the promise was made."""

    _name = "debt.promise.line"
    _description = "Promised Document"
    _order = "promise_id, date_due, id"

    promise_id = fields.Many2one("debt.promise", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="promise_id.company_id")
    item_id = fields.Many2one("debt.item", "Document", required=True, index=True)
    currency_id = fields.Many2one(related="promise_id.currency_id")
    date_due = fields.Date(related="item_id.date_due", store=True)
    amount = fields.Monetary("Open then", help="Open amount when the promise was made.")
    round = fields.Integer(default=1, aggregator=None, help="Round of the document then.")
    amount_residual = fields.Monetary(related="item_id.amount_residual", string="Open now")
