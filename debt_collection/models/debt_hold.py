from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

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
# nothing at all is sent to the customer; other holds stop demands, not a statement he asked for
SILENT_KINDS = ("deceased", "insolvency")
# what keeps a case open although nothing is overdue (DESIGN 4)
CASE_KINDS = ("dispute", "promise", "plan", "proceeding")


class DebtHold(models.Model):
    """Why nothing leaves for an item, a case or a debtor. All the planner reads.

    Its end re-plans, it never sends.
    """

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
    round = fields.Integer(
        default=1, aggregator=None, help="Round of the items when it was set (talk first: once)."
    )
    user_id = fields.Many2one(
        "res.users", "Set by", default=lambda self: self.env.user, readonly=True
    )
    ended_on = fields.Date(readonly=True)
    ended_by_id = fields.Many2one("res.users", readonly=True)
    end_reason = fields.Char(readonly=True)

    _open_debtor = models.Index("(debtor_id) WHERE ended_on IS NULL")
    _open_until = models.Index("(date_until) WHERE ended_on IS NULL AND date_until IS NOT NULL")

    @api.depends("item_id", "company_id")
    def _compute_currency_id(self):
        for hold in self:
            hold.currency_id = hold.item_id.currency_id or hold.company_id.currency_id

    @api.depends("kind", "date_until", "item_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for hold in self:
            name = kinds.get(hold.kind, "")
            if hold.item_id:
                name = f"{name}: {hold.item_id.name or hold.item_id.id}"
            if hold.date_until:
                until = fields.Date.to_string(hold.date_until)
                name = self.env._("%(hold)s until %(date)s", hold=name, date=until)
            hold.display_name = name

    @api.constrains("date_from", "date_until")
    def _check_dates(self):
        for hold in self:
            if hold.date_until and hold.date_until < hold.date_from:
                raise ValidationError(self.env._("A hold can't end before it begins."))

    @api.constrains("kind", "date_until")
    def _check_exclusion(self):
        """Nobody is forgotten for ever: an exclusion has an end and is then looked at again."""
        if any(hold.kind == "exclusion" and not hold.date_until for hold in self):
            raise ValidationError(self.env._("An exclusion needs a last day."))

    @api.constrains("amount", "item_id")
    def _check_amount(self):
        if any(hold.amount and not hold.item_id for hold in self):
            raise ValidationError(self.env._("Only one document can be held in part."))

    @api.model
    def _active_domain(self, day):
        """Domain of the holds in force on `day` (also a past one: ended later, it held then)."""
        return (
            Domain("date_from", "<=", day)
            & (Domain("date_until", "=", False) | Domain("date_until", ">=", day))
            & (Domain("ended_on", "=", False) | Domain("ended_on", ">", day))
        )

    # effect --------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # not a rule on the record itself: nothing may leave from the moment it is held
        holds = super().create(vals_list)
        holds._take_effect()
        return holds

    def _take_effect(self):
        """Stop what is on its way to the debtor for what these holds cover."""
        for company, holds in self.grouped("company_id").items():
            day = company._debt_today()
            active = holds.filtered_domain(self._active_domain(day))
            active._hold_sales()
            active._stop_actions(day)
        self.debtor_id._touch()

    def _hold_sales(self):
        """From an insolvent customer only prepaid orders are taken."""
        for hold in self.filtered(lambda hold: hold.kind == "insolvency"):
            self.env["debt.sale.hold"]._set(
                hold.debtor_id, "2_prepayment", hold=hold, reason=hold.display_name
            )

    def _stop_actions(self, day):
        """Cancel outgoing actions all of whose items are held; the others are re-read anyway."""
        whole = self.filtered(lambda hold: not hold.amount)
        if not whole:
            return
        # who holds needn't be allowed to change actions, nor see all of the customer's cases
        debtors_sudo = whole.debtor_id.sudo()
        actions = debtors_sudo._outgoing_actions() | debtors_sudo._mailed_actions()
        # a customer may have thousands of items, each with a hold of its own
        wide = whole.filtered(lambda hold: not hold.item_id)
        of_item = {hold.item_id: hold for hold in whole - wide}
        for hold, held in actions.grouped(
            lambda action: wide._first_covering(action) or self._all_covering(action, of_item)
        ).items():
            if hold:
                held._withdraw("held", {"hold": hold.display_name})

    def _first_covering(self, action):
        return self.filtered(lambda hold: hold._covers(action))[:1]

    def _all_covering(self, action, of_item):
        """Return one of the holds `of_item` {item: hold} that together stop all items of `action`;
        none where an item is free.
        """
        holds = [of_item.get(item) for item in action._demanded_items()]
        return holds[0] if holds and all(holds) else self.browse()

    def _covers(self, action):
        """Tell whether this hold stops every demanded item of `action`."""
        if action.debtor_id != self.debtor_id:
            return False
        if action.kind == "statement":
            return not self.item_id and self.kind in SILENT_KINDS
        items = action.line_ids.filtered(lambda line: line.role == "demanded").item_id
        if self.item_id:
            return items == self.item_id
        return not self.case_id or action.case_id == self.case_id

    # end -----------------------------------------------------------------------------------------

    def _end(self, reason=None):
        """End these holds today; what they held is planned anew by the next run."""
        for company, holds in self.filtered(lambda h: not h.ended_on).grouped("company_id").items():
            holds.write(
                {
                    "ended_on": company._debt_today(),
                    "ended_by_id": False if self.env.user._is_superuser() else self.env.uid,
                    "end_reason": reason,
                }
            )
        # sales held because of it are free again
        self.env["debt.sale.hold"]._end_settled(self.debtor_id)
        self.debtor_id._touch()

    def action_end(self):
        self._end(self.env._("Ended by hand."))

    @api.model
    def _close_expired(self, companies=None):
        """Close holds whose last day has passed: the next run plans their items again. Those that
        begin today take effect.
        """
        for company in companies or self.env["res.company"].search([]):
            day = company._debt_today()
            expired = self.search(
                [
                    ("company_id", "=", company.id),
                    ("ended_on", "=", False),
                    ("date_until", "<", day),
                ]
            )
            for until, holds in expired.grouped("date_until").items():
                holds.write({"ended_on": until + timedelta(days=1), "end_reason": "expired"})
            self.env["debt.sale.hold"]._end_settled(expired.debtor_id)
            expired.debtor_id._touch()
            self._begin_insolvencies(company, day)

    @api.model
    def _begin_insolvencies(self, company, day):
        """Announced for a later day, in force from today on."""
        begun = self.search(
            self._active_domain(day)
            & Domain("company_id", "=", company.id)
            & Domain("kind", "=", "insolvency")
            & Domain("date_from", "=", day)
        )
        begun._hold_sales()
