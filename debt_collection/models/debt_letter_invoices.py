from odoo import api, fields, models
from odoo.tools import split_every

# invoices printed in one go, before the size of the mail is looked at again
BATCH = 10
NAMED = 3


class DebtLetter(models.Model):
    """Copies of the invoices that a letter demands: what Odoo has of them goes along, missing ones
    are made before the letter leaves, by the queue that prints.
    """

    _inherit = "debt.letter"

    copies_due = fields.Boolean("Invoice copies to be made", readonly=True, copy=False)

    @api.depends("letter_type_id", "action_id.line_ids.role", "action_id.task_id.attach_invoices")
    def _compute_has_copies(self):
        copies = self._copies()
        for letter in self:
            letter.has_copies = bool(copies[letter])

    def _copies(self):
        """Invoice PDFs that exist, per letter; see `_make_copies` for those that don't."""
        moves = {letter: letter._copied_documents() for letter in self}
        every = self.env["account.move"].union(*moves.values())
        found = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "account.move"),
                ("res_id", "in", every.ids),
                ("res_field", "=", "invoice_pdf_report_file"),
            ]
        )
        by_move = found.grouped("res_id")
        none = found.browse()
        return {
            letter: none.union(*(by_move.get(move.id, none) for move in documents))
            for letter, documents in moves.items()
        }

    def _copied_documents(self):
        """Invoices whose copies go with this letter."""
        wanted = self._attaches_invoices() and self._goes_by_email()
        lines = self._role_lines("demanded") if wanted else self.line_ids.browse()
        return lines.item_id.move_line_id.move_id

    def _attaches_invoices(self):
        """Whether copies go along: as the step's task says, else as the letter type does."""
        own = self.action_id.task_id.attach_invoices
        return own == "yes" if own else self.letter_type_id.attach_invoices

    # missing ones

    def _ask_for_copies(self):
        """Let these drafts wait until the missing copies of their invoices were tried."""
        lacking = self.filtered("company_id.debt_make_copies")._lacking_copies()
        due = self.filtered(lacking.get)
        due._note_down({"copies_due": True})
        (self - due).filtered("copies_due")._note_down({"copies_due": False})

    def _lacking_copies(self):
        """Return {letter: documents that should go along and have no PDF}."""
        moves, copies = self.env["account.move"], self._copies()
        return {
            letter: letter._copied_documents() - moves.browse(copies[letter].mapped("res_id"))
            for letter in self
        }

    def _make_copies(self):
        """Make the missing copies; a letter that still lacks one leaves with a remark."""
        for letter in self.filtered("copies_due"):
            letter._make_own_copies()
            letter.action_id._remark_copies(letter._lacking_copies()[letter])
            letter._note_down({"copies_due": False})

    def _make_own_copies(self):
        """Print this letter's missing invoices, as long as they fit into its mail."""
        lacking = self._lacking_copies()[self]
        for ids in split_every(BATCH, lacking.ids, list):
            if not self._is_light(self._copies()[self]):
                return
            lacking.browse(ids)._debt_make_copies()
