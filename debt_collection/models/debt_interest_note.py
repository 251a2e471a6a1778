from odoo import api, fields, models
from odoo.exceptions import UserError

from .debt_note_mixin import DebtNoteMixin


class DebtInterestNote(models.Model):
    """Interest for delay charged to one debtor, in one currency, by one rule: an accounting
    document. A correction takes back rows of a note and puts the right ones in their place.
    """

    _name = "debt.interest.note"
    _description = "Interest Note"
    _inherit = ["debt.note.mixin"]

    _evidence_user_fields = DebtNoteMixin._evidence_user_fields | {"date_to"}
    # merging customers moves their notes
    _evidence_whitelist = DebtNoteMixin._evidence_whitelist | {
        "transfer_ids",
        "correction_ids",
        "debtor_id",
        "partner_id",
        "card_id",
    }

    rule_id = fields.Many2one("debt.interest.rule", "Rule", ondelete="restrict", readonly=True)
    kind = fields.Selection(
        [("note", "Interest note"), ("correction", "Correction")],
        required=True,
        default="note",
        readonly=True,
    )
    corrects_id = fields.Many2one(
        "debt.interest.note",
        "Corrects",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
    )
    correction_ids = fields.One2many("debt.interest.note", "corrects_id", "Corrections")
    date_from = fields.Date("Charged from", compute="_compute_total", store=True)
    date_to = fields.Date("Charged to", required=True, help="Last day charged on unpaid items.")
    line_ids = fields.One2many("debt.interest.note.line", "note_id", "Rows")
    document_count = fields.Integer("Documents", compute="_compute_total", store=True)
    total = fields.Monetary(compute="_compute_total", store=True)
    total_company = fields.Monetary(
        "In company currency",
        compute="_compute_total_company",
        store=True,
        currency_field="company_currency_id",
        help="By the rate of the note's date, for lists.",
    )
    waived_total = fields.Monetary("Waived", compute="_compute_total", store=True)
    is_outdated = fields.Boolean(
        readonly=True, copy=False, help="The ledger has changed since this draft was prepared."
    )
    transfer_ids = fields.Many2many(
        "account.move", string="Entries of interest received", readonly=True, copy=False
    )

    @api.depends("line_ids.amount", "line_ids.state", "line_ids.date_from")
    def _compute_total(self):
        for note in self:
            rows = note.line_ids.filtered(lambda line: not line.display_type)
            charged = rows.filtered(lambda line: line.state == "charged")
            waived = rows.filtered(lambda line: line.state == "waived")
            note.total = sum(charged.mapped("amount"))
            note.waived_total = sum(waived.mapped("amount"))
            note.date_from = min(charged.mapped("date_from"), default=False)
            note.document_count = len(set(charged.mapped("document")))

    @api.depends("total", "date", "currency_id")
    def _compute_total_company(self):
        for note in self:
            note.total_company = note.currency_id._convert(
                note.total, note.company_currency_id, note.company_id, note.date
            )

    # hooks of the life of notes -------------------------------------------------------------------

    def _series(self):
        if self.kind == "correction":
            name = self.env._("Corrections of interest notes")
            return "debt.interest.note.correction", "KNO", name
        return "debt.interest.note", "NO", self.env._("Interest notes")

    def _approver_group(self):
        return "account.group_account_invoice"

    def _check_can_approve(self, day):
        if not self.currency_id.compare_amounts(self.total, 0.0):
            raise UserError(
                self.env._(
                    "Nothing is charged on the note of %(customer)s: delete it instead.",
                    customer=self.partner_id.display_name,
                )
            )
        if self._is_changed():
            raise UserError(
                self.env._(
                    "The ledger has changed since the note of %(customer)s was prepared: press "
                    "Recalculate and look at it again.",
                    customer=self.partner_id.display_name,
                )
            )
        return super()._check_can_approve(day)

    def _check_can_cancel(self):
        live = self.correction_ids.filtered(lambda note: note.approved_on and not note.cancelled_on)
        if live:
            raise UserError(
                self.env._(
                    "Cancel its corrections first: %(notes)s",
                    notes=", ".join(live.mapped("display_name")),
                )
            )

    # what is charged ------------------------------------------------------------------------------

    @api.model
    def _charged(self, line_ids):
        """Return what notes have charged so far: charged-up-to is derived from this, never stored.

        Drafts count, cancelled notes and dropped rows don't; waived days count with nothing. Rows
        taken back by a correction are left out, those it put in their place are there.

        :param line_ids: ids of receivable journal items
        :return: {journal item id: [(first day, last day, amount)]} in the item's currency, by day
        """
        rows = self.env["debt.interest.note.line"].sudo()  # whoever asks for a claim's amount
        found = rows.search(rows._effective_domain() & rows._of_items_domain(line_ids))
        charged = {}
        for row in found.sorted("date_from"):
            amount = row.amount if row.state == "charged" else 0.0
            period = (row.date_from, row.date_to, amount)
            charged.setdefault(row.move_line_id.id, []).append(period)
        return charged
