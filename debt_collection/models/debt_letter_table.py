from collections import namedtuple

from odoo import models
from odoo.tools import groupby

# `carry`: the sum up to and with this row, for a table that goes on on the next page
Row = namedtuple(
    "Row",
    "name note date_invoice date_due days_late total open interest demanded is_credit carry",
    defaults=("",),
)
# rows of one currency of one table, and their sums
Group = namedtuple("Group", "currency rows total open interest demanded")
Table = namedtuple("Table", "code groups has_open has_interest")

# tables by what a type of letter lists; a task may add what isn't due to any of them
LISTED = {
    "demanded": ("demanded", "not_due"),
    "overdue": ("demanded", "other", "not_due"),
    "open": ("demanded", "other", "not_due"),
    "none": (),
}


class DebtLetter(models.Model):
    """The figures of a letter: its action's lines by table and currency."""

    _inherit = "debt.letter"

    def _role_lines(self, *roles):
        """Lines of this letter in these roles, oldest due first."""
        lines = self.action_id.line_ids.filtered(lambda line: line.role in roles)
        return lines.sorted(lambda line: (line.date_due or line.date_invoice or self.date, line.id))

    def _demanded_lines(self):
        """What the letter demands: its items, then the credits used as minus rows."""
        return self._role_lines("demanded") | self._role_lines("credit")

    def _totals(self):
        """What is to be paid now: {currency: amount}, the company's currency first."""
        totals = self._sums(self._demanded_lines())
        for currency, interest in self._interest_totals().items():
            totals[currency] += interest
        own, compensation = self.company_id.currency_id, self._compensation_total()
        if compensation:
            totals[own] = totals.get(own, 0.0) + compensation
        return self._ordered(totals)

    def _principal_totals(self):
        """Of what is demanded: goods and services, less credits; without notes."""
        totals = self._sums(self._demanded_lines() - self._note_lines())
        return self._ordered(totals or {self.company_id.currency_id: 0.0})

    def _note_totals(self):
        """Of what is demanded: interest and compensation charged by notes before."""
        return self._ordered(self._sums(self._note_lines()))

    def _note_lines(self):
        """Demanded lines that are notes themselves."""
        return self._role_lines("demanded").filtered("is_note")

    def _sums(self, lines):
        totals = {}
        for line in lines:
            totals[line.currency_id] = totals.get(line.currency_id, 0.0) + line._signed_demand()
        return totals

    def _ordered(self, totals):
        own = self.company_id.currency_id
        ordered = sorted(totals, key=lambda currency: (currency != own, currency.name))
        return {currency: currency.round(totals[currency]) for currency in ordered}

    def _tables(self):
        """Tables printed on the letter, ready texts only; empty ones are left out."""
        tables = [
            self._items_table("demanded", self._demanded_lines()),
            self._items_table("other", self._role_lines("other")),
            self._items_table("not_due", self._role_lines("not_due")),
        ]
        listed = LISTED[self.letter_type_id.items]
        return [table for table in tables if table.groups and table.code in listed]

    def _items_table(self, code, lines):
        """One table; "demanded" has the open amount as a column of its own where it differs."""
        is_demand = code == "demanded"
        has_interest = is_demand and any(lines.mapped("amount_interest"))
        has_open = is_demand and any(
            line.role == "demanded" and line.amount_demanded != line.amount_open for line in lines
        )
        notes = self._document_notes(lines)
        groups = [
            self._items_group(currency, list(group), notes, is_demand)
            for currency, group in groupby(lines, lambda line: line.currency_id)
        ]
        if is_demand and self._compensation_total():
            groups = self._with_compensation(groups, lines, notes)
        return Table(code, groups, has_open or has_interest, has_interest)

    def _items_group(self, currency, lines, notes, is_demand, extra=()):
        """Rows of one currency with their sums; `extra`: [(row, amount)] of compensation."""
        interest = [line.amount_interest if is_demand else 0.0 for line in lines]
        owed = [line._signed_demand() + more for line, more in zip(lines, interest, strict=True)]
        owed += [amount for _row, amount in extra]
        sums = (
            [line._signed_total() for line in lines],
            [line._signed_open() for line in lines],
            interest,
            owed,
        )
        rows = [self._items_row(line, notes.get(line.id), is_demand) for line in lines]
        rows += [row for row, _amount in extra]
        carried = self._carried(owed, currency)
        return Group(
            currency,
            [row._replace(carry=text) for row, text in zip(rows, carried, strict=True)],
            *(self._number_text(sum(values), currency) for values in sums),
        )

    def _items_row(self, line, note, is_demand):
        """Texts of one document; days late count to the day the letter speaks of."""
        is_credit = line.role == "credit"
        late = 0 if is_credit else self._days_late(line)
        interest = line.amount_interest if is_demand else 0.0
        return Row(
            line.name or "",
            note or "",
            self._day_text(line.date_invoice),
            "" if is_credit else self._day_text(line.date_due),
            str(late) if late else "",
            self._number_text(line._signed_total(), line.currency_id),
            self._number_text(line._signed_open(), line.currency_id),
            self._number_text(interest, line.currency_id) if interest else "",
            self._number_text(line._signed_demand() + interest, line.currency_id),
            is_credit,
        )

    def _days_late(self, line):
        """Days late on the day the letter speaks of; 0 where nothing is late."""
        return max((self.as_of - line.date_due).days, 0) if line.date_due else 0

    def _document_notes(self, lines):
        """Small print under a document's number: {line id: text}. Bridges add to it.

        Here: split payment (MPP), the register's number (KSeF), and for public entities the
        customer's order.
        """
        notes = {}
        public = self.action_id.debtor_id.kind in ("public", "public_medical")
        for line in lines:
            move = line._document()
            register = line._register_number()
            split = move and move._debt_is_split_payment() and not self.is_abroad
            # of an interest note `ref` says what it is
            order = public and move.is_invoice() and move.ref
            parts = [
                split and self.env._("MPP"),
                register and self.env._("KSeF no. %(number)s", number=register),
                order and self.env._("order %(number)s", number=order),
            ]
            notes[line.id] = ", ".join(filter(None, parts))
        return notes
