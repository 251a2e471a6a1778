from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .debt_document_mixin import CHATTER_FIELDS, FINAL_FIELDS

# the models of this mixin
NOTES = ("debt.interest.note", "debt.compensation")
STATES = [
    ("draft", "Draft"),
    ("approved", "Approved"),
    ("posted", "Posted"),
    ("sent", "Sent"),
    ("settled", "Settled"),
    ("cancelled", "Cancelled"),
]


class DebtNoteMixin(models.AbstractModel):
    """An accounting note to a customer (interest, compensation) and its life: prepared, approved
    (gets its number), posted, sent, settled, or cancelled.

    What happened is kept as dates and people; the state follows from them and from the ledger. A
    model of it has `total` (may be negative: a correction) and the hooks below.
    """

    _name = "debt.note.mixin"
    _description = "Accounting Note"
    _inherit = ["debt.document.mixin"]

    # what happens to a note once it is posted or sent
    _evidence_whitelist = FINAL_FIELDS | {
        "posted_on",
        "posted_by_id",
        "sent_on",
        "sent_by_id",
        "date_account",
        "move_id",
        "way_id",
        "to_print",
        "sms_from",
        "sms_on",
    }
    # what people change on a draft; numbers, dates of its life and amounts change by methods only
    _evidence_user_fields = CHATTER_FIELDS | {
        "date",
        "date_due",
        "contact_id",
        "lang",
        "user_id",
        "line_ids",
    }

    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company currency"
    )
    debtor_id = fields.Many2one(
        "debt.debtor", required=True, index=True, ondelete="restrict", readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, readonly=True, ondelete="restrict"
    )
    contact_id = fields.Many2one(
        "res.partner",
        "Recipient",
        compute="_compute_contact_id",
        store=True,
        readonly=False,
        precompute=True,
        help="The contact chosen for collections.",
    )
    lang = fields.Char(compute="_compute_lang", store=True, readonly=False, precompute=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    date = fields.Date("Issued on", required=True)
    date_due = fields.Date(
        "Due", compute="_compute_date_due", store=True, readonly=False, precompute=True
    )
    total = fields.Monetary()
    state = fields.Selection(
        STATES, compute="_compute_state", store=True, index=True, precompute=True
    )
    move_id = fields.Many2one(
        "account.move", "Entry", readonly=True, copy=False, index="btree_not_null"
    )
    date_account = fields.Date(
        "Booked on", readonly=True, copy=False, help="Later than the note where a period is closed."
    )
    amount_open = fields.Monetary("Left to pay", compute="_compute_amount_open")

    prepared_on = fields.Datetime(default=fields.Datetime.now, readonly=True, copy=False)
    prepared_by_id = fields.Many2one(
        "res.users", "Prepared by", default=lambda self: self.env.uid, readonly=True, copy=False
    )
    approved_on = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", "Approved by", readonly=True, copy=False)
    posted_on = fields.Datetime(readonly=True, copy=False)
    posted_by_id = fields.Many2one("res.users", "Posted by", readonly=True, copy=False)
    sent_on = fields.Datetime(readonly=True, copy=False)
    sent_by_id = fields.Many2one("res.users", "Sent by", readonly=True, copy=False)

    # hooks ---------------------------------------------------------------------------------------

    def _approver_group(self):
        """Return the group (xml id) that approves these notes."""
        return "debt_collection.group_manager"

    def _posts_now(self):
        """Return whether it is posted at issue; False: a draft entry waits until it is paid."""
        return True

    def _check_can_approve(self, day):
        """Raise UserError when this note can't be approved on `day`; say what to do."""
        if not self.env.su and not self.env.user.has_group(self._approver_group()):
            group = self.env.ref(self._approver_group()).sudo()
            raise AccessError(self.env._("Only %(group)s approves it.", group=group.display_name))
        if self.date > day:
            raise UserError(
                self.env._(
                    "%(note)s is dated %(date)s, in the future. Set today's date or an earlier "
                    "one.",
                    note=self.display_name,
                    date=self.date,
                )
            )

    # facts ---------------------------------------------------------------------------------------

    @api.depends("debtor_id")
    def _compute_contact_id(self):
        for note in self:
            note.contact_id = note.debtor_id and note.debtor_id._collections_contact()

    @api.depends("contact_id", "partner_id")
    def _compute_lang(self):
        for note in self:
            note.lang = self._paper_lang(note.company_id, note.partner_id, note.contact_id)

    @api.depends("date")
    def _compute_date_due(self):
        for note in self:
            day = note.date and fields.Date.add(note.date, days=note.company_id.debt_note_days)
            due = day and self.env["debt.calendar"]._effective_due(note.company_id, [day])
            note.date_due = due and due[day]

    @api.depends(
        "approved_on",
        "posted_on",
        "sent_on",
        "cancelled_on",
        "move_id.state",
        "move_id.line_ids.reconciled",
    )
    def _compute_state(self):
        for note in self:
            if note.cancelled_on:
                note.state = "cancelled"
            elif note._is_settled():
                note.state = "settled"
            elif note.sent_on:
                note.state = "sent"
            elif note.posted_on and note.move_id.state == "posted":
                note.state = "posted"
            else:
                note.state = "approved" if note.approved_on else "draft"

    def _is_settled(self):
        """Whether nothing is owed on it any more: its posted receivable line is reconciled."""
        line = self._receivable_line()
        return bool(line) and self.move_id.state == "posted" and all(line.mapped("reconciled"))

    def _receivable_line(self):
        """Return the receivable journal item of its entry."""
        lines = self.move_id.line_ids
        return lines.filtered(lambda line: line.account_type == "asset_receivable")

    @api.depends("total", "state", "move_id.line_ids.amount_residual_currency")
    def _compute_amount_open(self):
        for note in self:
            line = note._receivable_line()
            is_booked = line and note.move_id.state == "posted"
            residual = sum(line.mapped("amount_residual_currency")) if is_booked else note.total
            note.amount_open = 0.0 if note.state == "cancelled" else residual

    def _is_final(self):
        return bool(self.posted_on or self.sent_on or self.cancelled_on)
