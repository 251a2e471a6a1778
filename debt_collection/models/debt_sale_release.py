from odoo import fields, models


class DebtSaleRelease(models.Model):
    """A person's permission to sell to a blocked customer: one order, or an amount until a day."""

    _name = "debt.sale.release"
    _description = "Sale Release"
    _order = "id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    debtor_id = fields.Many2one(
        "debt.debtor", "Customer", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(related="debtor_id.partner_id", store=True, index=True)
    order_id = fields.Many2one("sale.order", index="btree_not_null", ondelete="cascade")
    amount = fields.Monetary("Up to")
    date_until = fields.Date("Until")
    user_id = fields.Many2one(
        "res.users", "Released by", required=True, default=lambda self: self.env.user
    )
    reason = fields.Char(required=True)
    overdue = fields.Monetary("Overdue at release")
    used_order_ids = fields.Many2many("sale.order", string="Used by")
