from odoo import fields, models

READERS = "debt_collection.group_collector,account.group_account_invoice"


class AccountMove(models.Model):
    _inherit = "account.move"

    debt_note_count = fields.Integer(compute="_compute_debt_note_count", groups=READERS)

    def _compute_debt_note_count(self):
        """In how many interest notes these documents are charged."""
        notes = self._debt_notes()
        for move in self:
            own = notes.filtered(lambda note, one=move: one in note.line_ids.move_line_id.move_id)
            move.debt_note_count = len(own)

    def _debt_notes(self):
        """The interest notes that charge these documents, or that they are the entries of."""
        return self.env["debt.interest.note"].search(
            [("line_ids.move_line_id.move_id", "in", self._origin.ids)]
        )

    def action_debt_notes(self):
        return self._debt_notes()._get_records_action(name=self.env._("Interest notes"))
