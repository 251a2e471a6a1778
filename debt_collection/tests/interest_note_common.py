"""Notes in business words: proposed, approved and posted on a day."""

from datetime import date

from odoo.tests import freeze_time

from ..models.debt_interest_propose import Options
from .interest_common import D, InterestCommon


class NoteCommon(InterestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Note = cls.env["debt.interest.note"]
        # rights are tested as people; the rest as the cron
        cls.company.debt_note_minimum = 0

    def propose(self, day="2026-03-02", partners=None, company=None, **options):
        company = company or self.company
        partners = self.partner if partners is None else partners
        return self.Note._propose(
            company, date.fromisoformat(day), Options(**options), partners or None
        )

    def rows(self, note):
        """(document, first, last, base, rate, interest) of the rows, heads left out."""
        return [
            (line.date_from, line.date_to, line.days, line.base, line.percent, line.amount)
            for line in note.line_ids
            if not line.display_type
        ]

    def short(self, note):
        return [(str(row[0]), str(row[1]), *row[3:]) for row in self.rows(note)]

    def posted(self, *args, **values):
        note = self.propose(*args, **values)
        note._approve(self.today)
        note._post_entries()
        return note

    def check(self, partners=None):
        """As the night does."""
        return self.Note._check_notes(self.company, partners or self.partner)

    def money_in(self, move, amount, day):
        """A payment from the bank on `day`, matched with the invoice."""
        line = self.bank_line(amount, day)
        self.match(line, self.due_line(move))
        return line


__all__ = ["D", "NoteCommon", "freeze_time"]
