from odoo import fields, models


class DebtPlanItem(models.Model):
    """A debt that an agreement covers, as it was acknowledged; its due date stays its own."""

    _name = "debt.plan.item"
    _description = "Debt in an Agreement"
    _order = "plan_id, date_due, id"

    plan_id = fields.Many2one("debt.plan", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    company_currency_id = fields.Many2one(
        related="plan_id.company_id.currency_id", string="Company currency"
    )
    item_id = fields.Many2one("debt.item", index=True, ondelete="restrict")
    move_line_id = fields.Many2one(
        "account.move.line", "Journal item", index="btree_not_null", ondelete="set null"
    )
    name = fields.Char("Document")
    date_invoice = fields.Date("Issued")
    date_due = fields.Date("Due date")
    amount = fields.Monetary("Acknowledged", help="What was open, in the agreement's currency.")
    interest = fields.Monetary("Interest to date")
    compensation = fields.Monetary(currency_field="company_currency_id")
    is_note = fields.Boolean(
        "Note", help="Interest or compensation charged by a note, before or since."
    )
