from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang

CHANNELS = [
    ("call", "Phone"),
    ("email", "E-mail"),
    ("visit", "Visit"),
    ("portal", "Portal"),
    ("other", "Other"),
]
STATES = [
    ("open", "Open"),
    ("kept", "Kept"),
    ("part_kept", "Partly kept"),
    ("broken", "Broken"),
    ("cancelled", "Cancelled"),
]


class DebtPromise(models.Model):
    """What a customer said he would pay, and by when: the documents wait until that day.

    Judged by the night from payments received after it; one currency, one day, one amount.
    """

    _name = "debt.promise"
    _description = "Promise to Pay"
    _order = "date desc, id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    debtor_id = fields.Many2one(
        "debt.debtor", "Customer", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(related="debtor_id.partner_id", string="Contact of the customer")
    case_id = fields.Many2one("debt.case", index="btree_not_null", ondelete="set null")
    currency_id = fields.Many2one("res.currency", required=True)
    amount = fields.Monetary("Promised", required=True)
    date = fields.Date("Pays by", required=True, index=True)
    date_until = fields.Date(
        "Judged after",
        required=True,
        help="Last day on which a payment still keeps the promise: the day promised and the grace.",
    )
    promised_by = fields.Many2one("res.partner", "Who promised", ondelete="set null")
    channel = fields.Selection(CHANNELS, required=True, default="call")
    state = fields.Selection(STATES, required=True, default="open", index=True, readonly=True)
    made_on = fields.Date(required=True, help="Payments from this day on count.")
    ledger_mark = fields.Integer(
        readonly=True, help="Last journal item then: what the same day brings later counts."
    )
    judged_on = fields.Date(readonly=True)
    paid = fields.Monetary("Paid in time", readonly=True)
    user_id = fields.Many2one(
        "res.users", "Taken by", default=lambda self: self.env.user, index="btree_not_null"
    )
    note = fields.Text()
    replaced_by_id = fields.Many2one(
        "debt.promise", "Replaced by", index="btree_not_null", readonly=True, ondelete="set null"
    )
    line_ids = fields.One2many("debt.promise.line", "promise_id")
    item_ids = fields.Many2many(
        "debt.item", string="Documents", compute="_compute_item_ids", search="_search_item_ids"
    )
    hold_ids = fields.One2many("debt.hold", "promise_id")

    # the night looks for those whose day has passed
    _open_until = models.Index("(company_id, date_until) WHERE state = 'open'")
    # the runs count these per customer
    _broken = models.Index("(debtor_id, judged_on) WHERE state = 'broken'")
    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "Enter the amount that was promised."
    )
    _dates = models.Constraint(
        "CHECK (date >= made_on AND date_until >= date)", "A promise is for today or later."
    )

    @api.depends("line_ids.item_id")
    def _compute_item_ids(self):
        for promise in self:
            promise.item_ids = promise.line_ids.item_id

    def _search_item_ids(self, operator, value):
        return [("line_ids.item_id", operator, value)]

    @api.depends("debtor_id", "amount", "currency_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for promise in self:
            promise.display_name = f"{promise.partner_id.name}: {promise._what()}"

    def _what(self):
        """Return amount and day in the reader's language."""
        return self.env._(
            "%(amount)s by %(date)s",
            amount=formatLang(self.env, self.amount, currency_obj=self.currency_id),
            date=format_date(self.env, self.date),
        )


class DebtHold(models.Model):
    _inherit = "debt.hold"

    promise_id = fields.Many2one(
        "debt.promise", index="btree_not_null", readonly=True, ondelete="cascade"
    )
