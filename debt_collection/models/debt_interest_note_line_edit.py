from odoo import models
from odoo.exceptions import UserError


class DebtInterestNoteLine(models.Model):
    _inherit = "debt.interest.note.line"

    def action_drop(self):
        """Leave rows out of this note: they can be charged by a later one."""
        self._set_state("dropped")

    def action_restore(self):
        """Charge rows again that were left out or waived."""
        self._set_state("charged")

    def action_waive(self):
        """Ask why, then waive."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Waive interest"),
            "res_model": "debt.interest.waive",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_ids": self.ids},
        }

    def _waive(self, reason):
        """Give up rows for good: they count as charged, with nothing to pay.

        :raise UserError: without a reason
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is waived."))
        self._set_state("waived", reason)

    def _set_state(self, state, reason=False):
        rows = self._rows_meant()
        for note in rows.note_id:
            note._check_state("draft")
            if note.kind == "correction":
                raise UserError(
                    self.env._("A correction says what the ledger says; cancel it instead.")
                )
        rows.check_access("write")
        rows.sudo().write({"state": state, "reason": reason})  # checked: this button's only way
        rows.note_id._drop_pdf()

    def _rows_meant(self):
        """The rows themselves; the head of a document stands for all of its rows."""
        heads = self.filtered("display_type")
        of_heads = heads.note_id.line_ids.filtered(
            lambda line: (
                (line.note_id, line.move_line_id)
                in {(head.note_id, head.move_line_id) for head in heads}
            )
        )
        return (self | of_heads).filtered(lambda line: not line.display_type)
