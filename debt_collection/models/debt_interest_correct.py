from odoo import Command, api, models
from odoo.exceptions import UserError

from ..tools import note_rows


class DebtInterestNote(models.Model):
    """Corrections: what a back-dated payment, a payment taken back, a credit note, an edited due
    date or another rate makes of days already charged.
    """

    _inherit = "debt.interest.note"

    @api.model
    def _check_notes(self, company, partners=None):
        """Compare approved notes with the ledger as it is now; propose what has to be corrected.

        Drafts whose ledger changed are marked. Twice creates nothing new.
        :param partners: commercial partners; None: all
        :return: drafts of corrections, new or renewed
        """
        domain = [("company_id", "=", company.id), ("cancelled_on", "=", False)]
        domain += [("partner_id", "in", partners.ids)] if partners is not None else []
        drafts = self.search([*domain, ("approved_on", "=", False), ("kind", "=", "note")])
        for note in drafts:
            note._mark_outdated()
        notes = self.search([*domain, ("approved_on", "!=", False), ("kind", "=", "note")])
        return notes._correct()

    def _mark_outdated(self):
        try:
            is_outdated = self._is_changed()
        except UserError:
            is_outdated = True
        if is_outdated != self.is_outdated:
            self.sudo().is_outdated = is_outdated  # only this check writes it

    def _correct(self):
        """Propose corrections of these notes, renew the drafts of earlier ones, drop needless ones.

        :return: the drafts that stand now
        """
        found = self.browse()
        histories = self._histories_now()
        for note in self:
            draft = note.correction_ids.filtered(lambda one: one.state == "draft")[:1]
            parts = note._differences(histories)
            if not parts:
                draft.sudo().unlink()  # nobody may delete what isn't needed any more but this
                continue
            if not draft and note._was_dismissed(parts):
                continue
            found |= note._write_correction(draft, parts)
        return found

    def _histories_now(self):
        """Histories of all items of these notes as of today: {line id: History}."""
        histories = {}
        for company, notes in self.grouped("company_id").items():
            lines = notes.line_ids.move_line_id | notes.correction_ids.line_ids.move_line_id
            day = max([company._debt_today(), *notes.mapped("date_to")])
            histories |= self.env["debt.interest"]._histories(company, day, lines=lines)
        return histories

    def _rows_in_force(self):
        """Rows of this note and its approved corrections that nothing approved took back."""
        chain = self | self.correction_ids.filtered(
            lambda note: note.approved_on and not note.cancelled_on
        )
        rows = chain.line_ids.filtered(
            lambda line: not line.display_type and line.state == "charged"
        )
        return rows.filtered(lambda row: not row.reverses_id) - rows.reverses_id

    def _differences(self, histories):
        """Return [(document, journal item, rows in force, right rows)] of items that changed.

        A document that left the ledger owes nothing: its rows are taken back.
        """
        parts = []
        for (item, document), rows in (
            self._rows_in_force().grouped(lambda row: (row.move_line_id, row.document)).items()
        ):
            rows = rows.sorted(lambda row: (row.date_from, row.id))
            before = [row._row() for row in rows]
            history = histories.get(item.id)
            after = [
                row
                for period in note_rows.joined(before)
                if history
                for row in self._rows_of(history, *period)
            ]
            if note_rows.differ(before, after):
                parts.append((document, item, rows, after))
        return parts

    def _was_dismissed(self, parts):
        """Whether people cancelled a draft that said just this."""
        difference = self._difference(parts)
        return any(
            not self.currency_id.compare_amounts(note.total, difference)
            for note in self.correction_ids
            if note.cancelled_on and not note.approved_on
        )

    def _difference(self, parts):
        after = sum(float(row.amount) for _document, _item, _rows, new in parts for row in new)
        before = sum(row.amount for _document, _item, rows, _new in parts for row in rows)
        return self.currency_id.round(after - before)

    def _write_correction(self, draft, parts):
        """Write what changed into `draft`, or into a new correction."""
        lines = self._prepare_correction_lines(parts)
        if draft and draft._planned_rows() == self._planned_of(lines):
            return draft
        vals = {
            "line_ids": [Command.clear()]
            + [Command.create({**line, "sequence": n}) for n, line in enumerate(lines, 1)]
        }
        if draft:
            draft.sudo().write(vals)  # its rows are the ledger's, people don't write them
            draft._drop_pdf()
            return draft
        today = self.company_id._debt_today()
        return self._create_drafts([{**self._prepare_correction_vals(today), **vals}])

    def _prepare_correction_vals(self, today):
        return {
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "rule_id": self.rule_id.id,
            "kind": "correction",
            "corrects_id": self.id,
            "date": max(today, self.date),
            "date_to": self.date_to,
        }

    def _prepare_correction_lines(self, parts):
        """Values of the lines: of each document its head, rows taken back, right rows."""
        Line = self.env["debt.interest.note.line"]
        lines = []
        histories = self._histories_now()
        for document, item, rows, after in parts:
            same = {"document": document, "move_line_id": item.id}
            history = histories.get(item.id)
            facts = history and Line._facts(history, self.company_id._debt_today())
            lines.append({**same, "display_type": "line_section", "facts": facts})
            for row in rows:
                back = {**Line._row_vals(row._row()), "amount": -row.amount}
                lines.append({**same, **back, "reverses_id": row.id})
            lines += [{**same, **Line._row_vals(row)} for row in after]
        return lines

    # comparing a draft with what it should be ----------------------------------------------------

    def _planned_rows(self):
        """What this correction says, to be compared."""
        return {
            (row.reverses_id.id, row.move_line_id.id, *row._row())
            for row in self.line_ids
            if not row.display_type
        }

    def _difference_rows(self):
        """What this correction should say now."""
        note = self.corrects_id
        return self._planned_of(
            note._prepare_correction_lines(note._differences(note._histories_now()))
        )

    def _planned_of(self, lines):
        """Values of lines in the form of `_planned_rows`."""
        Line = self.env["debt.interest.note.line"]
        new = [
            Line.new({**line, "note_id": self.id}) for line in lines if not line.get("display_type")
        ]
        return {
            (row.reverses_id._origin.id, row.move_line_id._origin.id, *row._row()) for row in new
        }

    def _comparison(self):
        """Both calculations side by side: [(document, [note_rows.Pair], before, after)]."""
        result = []
        rows = self.line_ids.filtered(lambda line: not line.display_type)
        for (_item, document), same in rows.grouped(
            lambda row: (row.move_line_id, row.document)
        ).items():
            before = [row.reverses_id._row() for row in same if row.reverses_id]
            after = [row._row() for row in same if not row.reverses_id]
            pairs = note_rows.paired(before, after)
            result.append((document, pairs, self._sum(before), self._sum(after)))
        return result

    def _sum(self, rows):
        return float(sum(row.amount for row in rows))
