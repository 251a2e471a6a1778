from odoo import api, fields, models
from odoo.fields import Domain


class DebtInterestNoteLine(models.Model):
    """Interest on one balance of one item, at one rate, for some days."""

    _name = "debt.interest.note.line"
    _description = "Interest Note Line"
    _order = "note_id, sequence, id"

    note_id = fields.Many2one("debt.interest.note", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="note_id.company_id", store=True)
    currency_id = fields.Many2one(related="note_id.currency_id")
    sequence = fields.Integer(default=10)
    display_type = fields.Selection([("line_section", "Document")])
    name = fields.Char("Document", required=True)
    # documents may be deleted or reset: the note keeps what it says
    move_line_id = fields.Many2one(
        "account.move.line", "Item", index="btree_not_null", ondelete="set null"
    )
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    days = fields.Integer(aggregator=None)
    base = fields.Monetary(aggregator=None)
    percent = fields.Float("Rate %", digits=(7, 4), aggregator=None)
    amount = fields.Monetary("Interest")
    state = fields.Selection(
        [("charged", "Charged"), ("dropped", "Dropped"), ("waived", "Waived")],
        required=True,
        default="charged",
    )
    reason = fields.Char(help="Why it was waived.")
    # a correction first takes rows back, with the opposite sign, then charges the right ones
    reverses_id = fields.Many2one(
        "debt.interest.note.line", "Takes back", index="btree_not_null", ondelete="restrict"
    )
    reversed_ids = fields.One2many("debt.interest.note.line", "reverses_id")

    @api.model
    def _effective_domain(self):
        """Domain of the rows in force: of notes not cancelled, not dropped, not taken back."""
        live = Domain("note_id.state", "!=", "cancelled") & Domain("state", "!=", "dropped")
        back = Domain("reversed_ids", "any", live)
        return live & Domain("display_type", "=", False) & Domain("reverses_id", "=", False) & ~back

    @api.model
    def _of_items_domain(self, line_ids):
        return Domain("move_line_id", "in", list(line_ids))
