from odoo import fields, models

from .debt_step_task import SALE_LEVELS


class DebtSaleHold(models.Model):
    """A limit on new sales to a debtor; the highest open row is what counts."""

    _name = "debt.sale.hold"
    _description = "Sale Hold"
    _order = "date_from desc, id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    debtor_id = fields.Many2one(
        "debt.debtor", "Customer", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(related="debtor_id.partner_id", store=True, index=True)
    level = fields.Selection(SALE_LEVELS, required=True)
    action_id = fields.Many2one(
        "debt.action", index="btree_not_null", ondelete="set null", help="What set it."
    )
    hold_id = fields.Many2one(
        "debt.hold", index="btree_not_null", ondelete="cascade", help="What set it."
    )
    reason = fields.Char()
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_until = fields.Date("Until", help="Last day. Empty: until the cause is gone.")
    user_id = fields.Many2one("res.users", "Set by", help="Empty: by the nightly run.")
    ended_on = fields.Date(readonly=True)
    end_reason = fields.Char(readonly=True)
