from odoo import models


class DebtLetter(models.Model):
    """What many letters need, read in a few statements instead of some for each letter."""

    _inherit = "debt.letter"

    def _read_ahead(self):
        """Read the documents of all these letters into the cache.

        Tables and sums look at a few lines at a time, which makes Odoo fetch a few at a time.
        """
        lines = self.action_id.line_ids
        entries = lines.item_id.move_line_id | lines.move_line_id
        entries.fetch(["move_id"])
        entries.move_id.fetch(self.env["account.move"]._debt_letter_fields())
        lines.mapped("is_note")

    def _fragments(self):
        self._read_ahead()
        return super()._fragments()
