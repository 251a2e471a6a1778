from odoo import fields, models


class DebtDisputeLine(models.Model):
    """One document of a dispute: how much of it the customer doesn't accept."""

    _name = "debt.dispute.line"
    _description = "Disputed Document"
    _order = "dispute_id, id"

    dispute_id = fields.Many2one("debt.dispute", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="dispute_id.company_id")
    item_id = fields.Many2one("debt.item", "Document", required=True, index=True)
    currency_id = fields.Many2one(related="item_id.currency_id")
    amount = fields.Monetary("Disputed amount", required=True)
    amount_open = fields.Monetary("Open then", help="Open amount when the dispute was entered.")
    accepted = fields.Monetary("Accepted", readonly=True)
    done_on = fields.Date("Settled on", readonly=True)
    name = fields.Char(related="item_id.name", string="Number")
    amount_residual = fields.Monetary(related="item_id.amount_residual", string="Open now")
    hold_id = fields.Many2one("debt.hold", readonly=True, index="btree_not_null")

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "Enter the amount the customer doesn't accept."
    )
