from odoo import api, fields, models

from ..models.debt_action_contact import CAUSES, CHANNELS, RESULTS
from ..models.debt_dispute import REASONS
from ..tools import business_days
from ..tools.toast import CLOSE, toast

PROMISE_DAYS = [
    ("tomorrow", "Tomorrow"),
    ("friday", "Friday"),
    ("week", "In 7 days"),
    ("month_end", "End of month"),
    ("other", "Other date"),
]


class DebtContact(models.TransientModel):
    """What a call, visit or e-mail came to, written down in three clicks."""

    _name = "debt.contact"
    _description = "Log Contact"

    company_id = fields.Many2one("res.company", required=True)
    partner_id = fields.Many2one("res.partner", "Customer", required=True)
    case_id = fields.Many2one("debt.case")
    debtor_id = fields.Many2one("debt.debtor", compute="_compute_debtor_id")
    is_consumer = fields.Boolean(compute="_compute_debtor_id")
    is_late = fields.Boolean(compute="_compute_debtor_id", help="Something is overdue.")
    channel = fields.Selection(CHANNELS, "By", required=True, default="call")
    is_incoming = fields.Boolean("The customer called us")
    contact_partner_id = fields.Many2one(
        "res.partner",
        "Spoken to",
        compute="_compute_contact_partner_id",
        store=True,
        readonly=False,
        domain="[('commercial_partner_id', '=', partner_id)]",
    )
    number = fields.Char(compute="_compute_number", store=True, readonly=False)
    identity_checked = fields.Boolean("Identity confirmed")

    promise_day = fields.Selection(PROMISE_DAYS, "Will pay")
    result = fields.Selection(RESULTS, "Other result")
    promise_date = fields.Date(
        "Pays by", compute="_compute_promise_date", store=True, readonly=False
    )
    item_ids = fields.Many2many(
        "debt.item",
        string="Documents",
        compute="_compute_item_ids",
        store=True,
        readonly=False,
        domain="[('case_id', '=', case_id), ('closed_on', '=', False)]",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    is_one_item = fields.Boolean(compute="_compute_currency_id")
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)
    dispute_reason = fields.Selection(REASONS, "Disputes because of")
    dispute_deadline = fields.Date(
        "Answer by", compute="_compute_dispute_deadline", store=True, readonly=False
    )
    paid_on = fields.Date("Paid on", compute="_compute_paid_on", store=True, readonly=False)
    proof = fields.Binary("Proof of payment")
    proof_name = fields.Char()
    follow_on = fields.Date("Next call", compute="_compute_follow_on", store=True, readonly=False)
    no_more_calls = fields.Boolean("Doesn't want calls any more")
    cause = fields.Selection(CAUSES, "Cause of delay")
    note = fields.Text("What was said")
    limit_reason = fields.Char("Reason nevertheless")

    # what follows from what was chosen

    @api.depends("company_id", "partner_id", "case_id")
    def _compute_debtor_id(self):
        Debtor = self.env["debt.debtor"]
        for contact in self:
            debtor = Debtor._of(contact.company_id, contact.partner_id)
            contact.debtor_id = debtor
            kind = debtor.kind or Debtor._default_kind(contact.partner_id)
            contact.is_consumer = kind == "consumer"
            late = contact.case_id or debtor._live_overdue(contact._today())
            contact.is_late = bool(late)

    @api.depends("partner_id", "company_id")
    def _compute_contact_partner_id(self):
        for contact in self:
            person = contact.debtor_id and contact.debtor_id._collections_contact()
            contact.contact_partner_id = person or contact.partner_id

    @api.depends("contact_partner_id")
    def _compute_number(self):
        for contact in self:
            company, person = contact.company_id, contact.contact_partner_id
            contact.number = (person and person._debt_number(company)) or (
                contact.partner_id and contact.partner_id._debt_number(company)
            )

    # A day makes it a promise, a reason a dispute; another result takes them away. Only an onchange
    # knows which of them was chosen last.
    @api.onchange("promise_day", "dispute_reason")
    def _onchange_own_row(self):
        chosen = {"promise": self.promise_day, "dispute": self.dispute_reason}
        new = [result for result, value in chosen.items() if value and result != self.result]
        taken_back = not chosen.get(self.result, True)
        self.result = new[0] if new else not taken_back and self.result
        self._onchange_result()

    @api.onchange("result")
    def _onchange_result(self):
        if self.result != "promise":
            self.promise_day = False
        if self.result != "dispute":
            self.dispute_reason = False

    @api.depends("promise_day")
    def _compute_promise_date(self):
        for contact in self:
            days = contact._handy_days()
            contact.promise_date = days.get(contact.promise_day) or contact.promise_date

    def _handy_days(self):
        """Return {key: date} of the days that people name in a promise."""
        company, day = self.company_id or self.env.company, self._today()
        holidays = self.env["debt.calendar"]._company_holidays(company, day)
        return business_days.handy_days(day, holidays)

    @api.depends("case_id", "result")
    def _compute_item_ids(self):
        """All that is overdue in the main currency; of a dispute only what can't be another."""
        for contact in self:
            items = contact._default_items()
            is_open_choice = contact.result == "dispute" and len(items) > 1
            contact.item_ids = items.browse() if is_open_choice else items

    def _default_items(self):
        day = self._today()
        items = self.case_id._overdue_items(day) or self.case_id._owed_items(day)
        by_currency = items.grouped("currency_id").values()
        return max(
            by_currency,
            key=lambda same: sum(same.mapped("amount_residual_company")),
            default=items,
        )

    @api.depends("item_ids", "company_id")
    def _compute_currency_id(self):
        for contact in self:
            currency = contact.item_ids.currency_id[:1] or contact.company_id.currency_id
            contact.currency_id = currency
            contact.is_one_item = len(contact.item_ids) == 1

    @api.depends("item_ids", "result")
    def _compute_amount(self):
        for contact in self:
            items = contact.item_ids
            if contact.result == "dispute":
                contact.amount = sum(self.env["debt.dispute"]._left(items._origin).values())
            else:
                contact.amount = sum(items.mapped("amount_residual"))

    @api.depends("result")
    def _compute_dispute_deadline(self):
        for contact in self:
            contact.dispute_deadline = contact.result == "dispute" and self.env[
                "debt.dispute"
            ]._last_day(contact.debtor_id, contact._today())

    @api.depends("company_id")
    def _compute_paid_on(self):
        for contact in self:
            contact.paid_on = contact._today()

    @api.depends("result", "company_id")
    def _compute_follow_on(self):
        """Nobody there: as soon as he may be called again; he asked for it: the next day."""
        for contact in self:
            company, day = contact.company_id, contact._today()
            contact.follow_on = False
            if contact.result == "no_answer":
                contact.follow_on = self.env["debt.debtor"]._next_call_day(
                    company, contact.partner_id, day
                )
            elif contact.result == "call_back":
                contact.follow_on = self.env["debt.calendar"]._add_working_days(company, day, 1)

    def _today(self):
        return (self.company_id or self.env.company)._debt_today()

    # saving

    def action_save(self):
        """Write it down, say in a toast what follows."""
        self.ensure_one()
        action, message = self._save()
        return action or toast(message, CLOSE)

    def action_save_next(self):
        """Write it down and go on with the next case of the list."""
        self.ensure_one()
        action, message = self._save()
        return action or {
            "type": "ir.actions.client",
            "tag": "debt_next_case",
            "params": {"message": message},
        }
