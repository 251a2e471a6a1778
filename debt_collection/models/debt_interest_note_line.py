from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, formatLang

from ..tools.interest import Row


class DebtInterestNoteLine(models.Model):
    """Interest on one balance of one item, at one rate, for some days; or the head of an item,
    with the facts as they were when the note was written.
    """

    _name = "debt.interest.note.line"
    _description = "Interest Note Line"
    _inherit = ["debt.evidence.mixin"]
    _order = "note_id, sequence, id"

    # what a person does with a row has a method each; a document may be deleted in the ledger
    _evidence_user_fields = frozenset({"sequence"})
    _evidence_whitelist = frozenset({"move_line_id"})

    note_id = fields.Many2one("debt.interest.note", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="note_id.company_id", store=True)
    currency_id = fields.Many2one(related="note_id.currency_id")
    note_state = fields.Selection(related="note_id.state", string="State of the note")
    partner_id = fields.Many2one(related="note_id.partner_id", store=True)
    rule_id = fields.Many2one(related="note_id.rule_id")
    sequence = fields.Integer(default=10)
    display_type = fields.Selection([("line_section", "Document")])
    document = fields.Char(required=True)
    name = fields.Char(compute="_compute_name")
    facts = fields.Json(help="Of a document: due date, amount, payments, as read for this note.")
    # documents may be deleted or reset: the note keeps what it says
    move_line_id = fields.Many2one(
        "account.move.line", "Item", index="btree_not_null", ondelete="set null"
    )
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    days = fields.Integer(aggregator=None)
    base = fields.Monetary("On the amount", aggregator=None)
    percent = fields.Float("Rate %", digits=(7, 4), aggregator=None)
    amount = fields.Monetary("Interest")
    state = fields.Selection(
        [("charged", "Charged"), ("dropped", "Left out"), ("waived", "Waived")],
        required=True,
        default="charged",
    )
    reason = fields.Char(help="Why it was waived.")
    # a correction first takes rows back, with the opposite sign, then charges the right ones
    reverses_id = fields.Many2one(
        "debt.interest.note.line", "Takes back", index="btree_not_null", ondelete="restrict"
    )
    reversed_ids = fields.One2many("debt.interest.note.line", "reverses_id")

    def _is_final(self):
        return bool(self.note_id.approved_on)

    @api.depends_context("lang")
    @api.depends("document", "facts", "display_type")
    def _compute_name(self):
        for line in self:
            line.name = line._head_text() if line.facts else line.document

    def _head_text(self):
        """One line about a document: due when, how much, paid when."""
        facts, _ = self.facts, self.env._
        parts = [
            self.document,
            _("due %(date)s", date=self._day(facts["due"])),
            _("amount %(amount)s", amount=self._money(facts["amount"])),
            *(
                _("paid %(date)s: %(amount)s", date=self._day(day), amount=self._money(amount))
                for day, amount in facts["payments"]
            ),
        ]
        return " \u00b7 ".join(parts)

    def _day(self, text):
        return format_date(self.env, date.fromisoformat(text))

    def _money(self, text):
        return formatLang(self.env, float(text), currency_obj=self.currency_id)

    # values ----------------------------------------------------------------------------------

    @api.model
    def _document_name(self, move_line_id):
        """How a document is called on the note: its number, with that of the instalment."""
        line = self.env["account.move.line"].sudo().browse(move_line_id)  # a collector may ask
        move = line.move_id
        terms = move.line_ids.filtered(lambda other: other.display_type == "payment_term")
        if len(terms) < 2 or line not in terms:
            return move.name or line.name or "/"
        ordered = terms.sorted(lambda other: (other.date_maturity or other.date, other.id))
        number = ordered.ids.index(line.id) + 1
        return f"{move.name} ({number}/{len(ordered)})"

    @api.model
    def _facts(self, history, day):
        """Facts of an item printed above its rows; `day`: payments after it aren't told."""
        return {
            "due": history.effective_due.isoformat(),
            "amount": str(history.principal),
            "payments": [
                [paid_on.isoformat(), str(amount)]
                for paid_on, amount, *_kind in sorted(history.events)
                if history.effective_due < paid_on <= day
            ],
        }

    @api.model
    def _row_vals(self, row):
        """Values of a line for a row of tools.interest."""
        return {
            "date_from": row.start,
            "date_to": row.end,
            "days": row.days,
            "base": float(row.base),
            "percent": float(row.percent),
            "amount": float(row.amount),
        }

    def _row(self):
        """The line as a row of tools.interest, in exact numbers."""
        digits = self.currency_id.decimal_places
        return Row(
            self.date_from,
            self.date_to,
            self.days,
            Decimal(f"{self.base:.{digits}f}"),
            Decimal(f"{self.percent:.4f}").normalize(),
            Decimal(f"{self.amount:.{digits}f}"),
        )

    # what is in force ------------------------------------------------------------------------

    @api.model
    def _effective_domain(self):
        """Domain of the rows in force: of notes not cancelled, not dropped, not taken back."""
        live = Domain("note_id.state", "!=", "cancelled") & Domain("state", "!=", "dropped")
        back = Domain("reversed_ids", "any", live)
        return live & Domain("display_type", "=", False) & Domain("reverses_id", "=", False) & ~back

    @api.model
    def _of_items_domain(self, line_ids):
        return Domain("move_line_id", "in", list(line_ids))
