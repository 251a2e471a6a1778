from odoo import api, fields, models
from odoo.exceptions import UserError

from .debt_document_mixin import CHATTER_FIELDS, FINAL_FIELDS

STATES = [
    ("draft", "Draft"),
    ("offered", "Offered"),
    ("active", "Running"),
    ("kept", "Kept in full"),
    ("broken", "Not kept"),
    ("cancelled", "Cancelled"),
]
# nothing but its instalments is asked for meanwhile; no other agreement about the same debts
IN_FORCE = ("offered", "active")
KINDS = [("equal", "Equal"), ("decreasing", "Decreasing"), ("custom", "Own amounts")]
EVERY = [("month", "a month"), ("fortnight", "two weeks")]
HOWS = [
    ("upload", "Signed copy"),
    ("portal", "Customer portal"),
    ("email", "E-mail"),
    ("other", "Another way"),
]


class DebtPlan(models.Model):
    """An instalment agreement: a schedule that stands beside the ledger.

    The invoices stay as they are, due dates included; what is paid is read from them. While the
    agreement runs they are held (`debt.hold`), and its instalments are items of the run instead.
    """

    _name = "debt.plan"
    _description = "Instalment Agreement"
    _inherit = ["debt.document.mixin", "mail.activity.mixin"]
    _check_company_auto = True

    # what happens to an agreement after it was signed
    _evidence_whitelist = FINAL_FIELDS | {
        "state",
        "case_id",
        "debtor_id",
        "partner_id",
        "kept_on",
        "broken_on",
        "broken_data",
        "reinstated_on",
        "notice_action_id",
        "signed_ids",
        "next_due",
        "amount_paid",
        "as_of",
    }
    # people write on a draft what its form shows; the rest changes by buttons only
    _evidence_user_fields = CHATTER_FIELDS | {
        "date",
        "note",
        "lang",
        "contact_id",
        "line_ids",
        "missed_limit",
        "insurer_agreed",
        "notarial",
        "date_offer_until",
    }

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company currency"
    )
    currency_id = fields.Many2one("res.currency", required=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, ondelete="restrict"
    )
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="restrict")
    case_id = fields.Many2one("debt.case", index="btree_not_null", ondelete="set null")
    contact_id = fields.Many2one("res.partner", "Recipient")
    lang = fields.Char(compute="_compute_lang", store=True, readonly=False, precompute=True)
    user_id = fields.Many2one(default=lambda self: self.env.uid)
    state = fields.Selection(
        STATES, required=True, default="draft", index=True, readonly=True, copy=False
    )
    date = fields.Date("Date of the agreement", required=True, default=fields.Date.context_today)
    date_offer_until = fields.Date("Offer stands until")

    kind = fields.Selection(KINDS, "Instalments", required=True, default="equal")
    every = fields.Selection(EVERY, "One every", required=True, default="month")
    interest_mode = fields.Selection(
        [("none", "No"), ("during", "Yes")],
        "Bears interest meanwhile",
        required=True,
        default="none",
    )
    item_ids = fields.One2many("debt.plan.item", "plan_id", "Debts", copy=True)
    line_ids = fields.One2many("debt.plan.line", "plan_id", "Payment schedule", copy=True)
    amount_principal = fields.Monetary("Principal", help="Acknowledged on the day of the offer.")
    amount_interest = fields.Monetary("Interest to date", help="Part of what is to be paid.")
    amount_compensation = fields.Monetary("Compensation", help="Part of what is to be paid.")
    amount_during = fields.Monetary("Interest meanwhile")
    amount = fields.Monetary("To be paid in all")
    waives_interest = fields.Boolean("Interest waived while it is kept")
    waives_compensation = fields.Boolean("Compensation waived while it is kept")
    waived_interest = fields.Monetary("Interest waived on condition")
    waived_compensation = fields.Monetary("Compensation waived on condition")
    missed_limit = fields.Integer(
        "All due after missed instalments",
        default=lambda self: self.env.company.debt_plan_missed,
        aggregator=None,
    )
    insurer_agreed = fields.Boolean("The credit insurer has agreed")
    notarial = fields.Boolean("Notarial enforcement submission (art. 777 KPC)")
    note = fields.Text("Other terms")

    # written when it changes, for lists; the run and the judging read the ledger
    amount_paid = fields.Monetary("Paid", readonly=True, copy=False)
    next_due = fields.Date("Next instalment", readonly=True, copy=False)
    as_of = fields.Datetime("As of", readonly=True, copy=False)

    approved_on = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", "Approved by", readonly=True, copy=False)
    offered_on = fields.Datetime("Offered on", readonly=True, copy=False)
    offered_by_id = fields.Many2one("res.users", "Offered by", readonly=True, copy=False)
    accepted_on = fields.Date("Accepted on", readonly=True, copy=False)
    accepted_by_id = fields.Many2one("res.partner", "Accepted by", readonly=True, copy=False)
    accepted_how = fields.Selection(HOWS, "Accepted by way of", readonly=True, copy=False)
    signed_ids = fields.Many2many("ir.attachment", string="Signed copy", copy=False)
    kept_on = fields.Date("Kept on", readonly=True, copy=False)
    broken_on = fields.Date("Broken on", readonly=True, copy=False)
    broken_data = fields.Json(copy=False)
    notice_action_id = fields.Many2one(
        "debt.action", "Notice that all is due", readonly=True, copy=False, ondelete="set null"
    )
    hold_ids = fields.One2many("debt.hold", "plan_id", "Holds")

    def _is_final(self):
        return self.state not in ("draft", "offered")

    @api.depends("partner_id", "company_id", "contact_id")
    def _compute_lang(self):
        for plan in self:
            plan.lang = self._paper_lang(plan.company_id, plan.partner_id, plan.contact_id)

    def _label(self, name):
        """Return the label of the value of a selection field."""
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

    def _check_is(self, *states):
        if self.state not in states:
            raise UserError(
                self.env._(
                    "%(document)s: this can't be done, its state is: %(state)s.",
                    document=self.display_name,
                    state=self._label("state"),
                )
            )

    def _money(self, amount):
        return self.env["debt.matching"]._money(amount, self.currency_id)
