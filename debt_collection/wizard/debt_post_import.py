import base64
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.debt_letter_posting import RETURN_REASONS
from ..tools import post_list, post_number, post_status, table_file
from .debt_delivery import EVENTS

KNOWN_EVENTS = [*EVENTS, ("second_notice", "Second notice"), ("under_way", "On its way")]


class DebtPostImport(models.TransientModel):
    """A file of the post: numbers under which letters were handed in, or what became of them.

    Nothing is taken over as long as one row can't be right.
    """

    _name = "debt.post.import"
    _description = "File of the Post"

    posting_id = fields.Many2one("debt.posting", readonly=True)
    file = fields.Binary("File (CSV or XLSX)")
    file_name = fields.Char()
    line_ids = fields.One2many("debt.post.import.line", "wizard_id")
    error_count = fields.Integer("Rows with errors", compute="_compute_counts")
    row_count = fields.Integer("Rows", compute="_compute_counts")

    @api.depends("line_ids.error")
    def _compute_counts(self):
        for wizard in self:
            wizard.row_count = len(wizard.line_ids)
            wizard.error_count = len(wizard.line_ids.filtered("error"))

    @api.model
    def _open_for(self, posting):
        wizard = self.create({"posting_id": posting.id})
        return wizard._show()

    def _show(self):
        return self._get_records_action(
            name=self.env._("File of the post"),
            target="new",
            context={"dialog_size": "extra-large"},
        )

    def action_read(self):
        """Read the file and show its rows, those with errors first."""
        rows = self._rows()
        letters = self._letters(rows)
        self.line_ids.unlink()
        self.line_ids = [
            fields.Command.create(self._prepare_line_vals(row, letters)) for row in rows
        ]
        self._mark_doubles()
        return self._show()

    def _rows(self):
        if not self.file:
            raise UserError(self.env._("Choose the file of the post first."))
        try:
            content = base64.b64decode(self.file)
            cells = table_file.rows(content, self.file_name or "", keep_empty=True)
        except table_file.TableError as error:
            raise UserError(self._file_fault(error.code)) from error
        rows = post_list.read(cells)
        if rows is None:
            raise UserError(
                self.env._(
                    "No column with posting numbers was found. The heads of the columns are needed:"
                    " posting number, letter, status, reason, date."
                )
            )
        return rows

    def _file_fault(self, code):
        _ = self.env._
        return {
            "empty": _("The file is empty."),
            "encoding": _("The file isn't a text: save it as CSV or XLSX."),
            "workbook": _("The workbook can't be read: save it again as XLSX."),
        }.get(code) or _("The file is too big.")

    def _letters(self, rows):
        """Return {letter number or posting number: letter} of what the file may speak of."""
        letters = self.posting_id.letter_ids
        if not self.posting_id:
            names = [row.letter for row in rows if row.letter]
            numbers = [post_number.normalize(row.number) for row in rows if row.number]
            letters = letters.search(
                [
                    ("company_id", "in", self.env.companies.ids),
                    "|",
                    ("name", "in", names),
                    ("post_number", "in", numbers),
                ]
            )
        found = {letter.post_number: letter for letter in letters if letter.post_number}
        return found | {letter.name: letter for letter in letters}

    def _prepare_line_vals(self, row, letters):
        """Values of one row, judged."""
        number = post_number.normalize(row.number)
        letter = letters.get(row.letter) or letters.get(number) or self.env["debt.letter"]
        event, reason = post_status.event(row.state, row.reason) if row.state else (False, False)
        return {
            "row": row.line,
            "letter_text": row.letter or row.number,
            "letter_id": letter.id,
            "number": number,
            "event": event,
            "reason": reason,
            "date": row.day or False,
            "error": self._fault(row, letter, number, event),
        }

    def _fault(self, row, letter, number, event):
        """What keeps a row from being taken over, in words; False: nothing."""
        _ = self.env._
        if not letter:
            return _("No letter with this number.")
        if number and post_number.fault(number):
            return _("The posting number can't be right: its check digit doesn't fit.")
        if row.state and not event:
            return _("Unknown status: %(state)s", state=row.state)
        return self._day_fault(row, letter, event)

    def _day_fault(self, row, letter, event):
        if row.day is False:
            return self.env._("The date can't be read.")
        if not event or event == "under_way":
            return False
        return letter._event_fault(row.day) if row.day else self.env._("A date is needed.")

    def _mark_doubles(self):
        """The same number for two letters is an error on both rows."""
        by_number = self.line_ids.filtered("number").grouped("number")
        for lines in by_number.values():
            others = lines.filtered(lambda line: not line.error)
            if len(others.letter_id) > 1:
                others.error = self.env._("Two letters have this number.")

    def action_confirm(self):
        """Take all rows over, or none."""
        if not self.line_ids or self.error_count:
            raise UserError(
                self.env._("Mend the rows with errors in the file and read it again.")
                if self.line_ids
                else self.env._("Read a file first.")
            )
        letters = self.line_ids.letter_id
        letters.check_access("write")
        # what follows from deliveries is done by methods only
        self.sudo()._take_over()
        return {"type": "ir.actions.act_window_close"}

    def _take_over(self):
        numbers = {line.letter_id: line.number for line in self.line_ids if line.number}
        for letter, number in self.line_ids.letter_id._checked_numbers(numbers).items():
            if letter.post_number != number:
                letter.post_number = number
        for line in self.line_ids.sorted(lambda line: (line.date or date.min, line.row)):
            if line.event and line.event != "under_way":
                line.letter_id._note_event(line.event, line.date, line.reason)


class DebtPostImportLine(models.TransientModel):
    _name = "debt.post.import.line"
    _description = "Row of a File of the Post"
    _order = "error, row, id"

    wizard_id = fields.Many2one("debt.post.import", required=True, ondelete="cascade")
    row = fields.Integer(readonly=True, aggregator=None)
    letter_text = fields.Char("In the file", readonly=True)
    letter_id = fields.Many2one("debt.letter", readonly=True)
    partner_id = fields.Many2one(related="letter_id.partner_id")
    number = fields.Char("Posting number", readonly=True)
    event = fields.Selection(KNOWN_EVENTS, "Status", readonly=True)
    reason = fields.Selection(RETURN_REASONS, readonly=True)
    date = fields.Date(readonly=True)
    error = fields.Char(readonly=True)
