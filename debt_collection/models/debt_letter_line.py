from odoo import api, fields, models


class DebtActionLine(models.Model):
    """Signs of a line on a letter: credits are minus rows."""

    _inherit = "debt.action.line"

    is_note = fields.Boolean(compute="_compute_is_note")

    @api.depends("item_id.move_line_id", "move_line_id")
    def _compute_is_note(self):
        """Whether the debt is itself interest or compensation, charged by a note before."""
        entries = {line: line._journal_item() for line in self}
        notes = self.env["debt.interest"]._accessory_ids(entries.values())
        for line in self:
            line.is_note = entries[line] in notes

    def _document(self):
        """The invoice or entry of this line."""
        return (self.item_id.move_line_id or self.move_line_id).move_id

    def _signed_demand(self):
        """Part of the demand: credits count as minus whatever sign they were stored with."""
        sign = -1 if self.role == "credit" else 1
        value = self.amount_demanded if self.role in ("demanded", "credit") else self.amount_open
        return sign * abs(value)

    def _signed_open(self):
        return -abs(self.amount_open) if self.role == "credit" else self.amount_open

    def _signed_total(self):
        return -abs(self.amount_total) if self.role == "credit" else self.amount_total

    def _register_number(self):
        """Number of the document in the official register (KSeF), or False."""
        move = self._document()
        return move and move._debt_ksef_number()

    def _title_name(self, way="both"):
        """What a transfer's title quotes for this document.

        :param way: "own" number, the one in the official "register" where it has one, or "both"
        """
        move = self._document()
        own = (move._debt_transfer_title() if move else self.name) or ""
        register = self._register_number() if way != "own" else ""
        if not register:
            return own
        return register if way == "register" else f"{own} {register}"
