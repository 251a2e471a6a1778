from odoo import fields, models

HOLD_KINDS = [
    ("dispute", "Dispute"),
    ("promise", "Promise"),
    ("plan", "Agreement"),
    ("payment", "Suspected payment"),
    ("credit", "Covered by credits"),
    ("reply", "Reply not read"),
    ("talk_first", "Talk to the customer first"),
    ("exclusion", "Excluded"),
    ("insolvency", "Insolvency or restructuring"),
    ("limitation", "Past limitation"),
    ("address", "Wrong address"),
    ("deceased", "Deceased"),
    ("factored", "Factored"),
    ("proceeding", "Proceeding"),
    ("manual", "Hold"),
]


class DebtHold(models.Model):
    """Why nothing leaves for an item, a case or a debtor. All the planner reads; its end re-plans, never sends."""

    _name = "debt.hold"
    _description = "Hold"
    _order = "date_from desc, id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    debtor_id = fields.Many2one(
        "debt.debtor", "Customer", required=True, index=True, ondelete="restrict"
    )
    case_id = fields.Many2one(
        "debt.case", index="btree_not_null", ondelete="cascade", help="Empty: all cases."
    )
    item_id = fields.Many2one(
        "debt.item", index="btree_not_null", ondelete="cascade", help="Empty: all items."
    )
    kind = fields.Selection(HOLD_KINDS, required=True, default="manual")
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", store=True, readonly=False
    )
    amount = fields.Monetary("Held amount", help="0: all of it. The rest goes on.")
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_until = fields.Date("Until", help="Last day of the hold. Empty: until ended by hand.")
    reason = fields.Text()
    source = fields.Reference(
        lambda self: [
            (m, m)
            for m in ("account.payment", "payment.transaction", "account.bank.statement.line")
        ],
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users", "Set by", default=lambda self: self.env.user, readonly=True
    )
    ended_on = fields.Date(readonly=True)
    ended_by_id = fields.Many2one("res.users", readonly=True)

    def _compute_currency_id(self):
        for hold in self:
            hold.currency_id = hold.item_id.currency_id or hold.company_id.currency_id
