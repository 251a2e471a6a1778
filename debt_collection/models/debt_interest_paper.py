from collections import namedtuple
from datetime import date
from decimal import Decimal

from odoo import models

# ready texts of one line of the printed table; a head has only `head`
# carry: the sum up to and with it
Printed = namedtuple("Printed", "head period days base percent amount carry", defaults=("",) * 6)
# a stretch of days of a correction: as charged and as it should be
Compared = namedtuple(
    "Compared", "head period before after is_changed", defaults=("", "", "", False)
)


class DebtInterestNote(models.Model):
    """The note on paper: rows by document, rates, legal basis."""

    _inherit = "debt.interest.note"

    def _fragment_template(self):
        if self.kind == "correction":
            return "debt_collection.interest_correction_body"
        return "debt_collection.interest_note_body"

    def _heading(self):
        if self.kind == "correction":
            return self.env._("CORRECTION OF INTEREST NOTE")
        return self.env._("INTEREST NOTE")

    def _paper_values(self):
        values = super()._paper_values()
        values.update(opening=self._opening(), closing=self._closing(), rows=self._printed_rows())
        if self.kind == "correction":
            values["compared"] = self._compared_rows()
        return values

    # the table ------------------------------------------------------------------------------------

    def _printed_rows(self):
        """[Printed] of what is charged: each document's head, then its rows."""
        charged = self.line_ids.filtered(lambda line: line.state == "charged")
        full = charged.filtered(lambda line: not line.display_type).mapped("document")
        lines = [line for line in charged if not line.display_type or line.document in full]
        amounts = [0.0 if line.display_type else line.amount for line in lines]
        return [
            self._printed_row(line)._replace(carry=carry)
            for line, carry in zip(lines, self._carried(amounts, self.currency_id), strict=True)
        ]

    def _printed_row(self, line):
        if line.display_type:
            return Printed(self._facts_text(line))
        money = self.currency_id
        return Printed(
            "",
            self._period_text(line.date_from, line.date_to),
            line.days,
            self._number_text(line.base, money),
            self._percent_text(line.percent),
            self._number_text(line.amount, money),
        )

    def _facts_text(self, line):
        """Document, amount, due date, days of payment, in the note's language."""
        facts, _ = line.facts or {}, self.env._
        parts = [line.document]
        if facts:
            parts.append(_("due %(date)s", date=self._iso_text(facts["due"])))
            parts.append(_("amount %(amount)s", amount=self._decimal_text(facts["amount"])))
            parts += [
                _("paid %(date)s: %(amount)s", date=self._iso_text(day), amount=text)
                for day, text in ((d, self._decimal_text(a)) for d, a in facts["payments"])
            ]
        return " \u00b7 ".join(parts)

    def _iso_text(self, text):
        return self._day_text(date.fromisoformat(text))

    def _decimal_text(self, text):
        return self._amount_text(Decimal(text), self.currency_id)

    def _period_text(self, first, last):
        if first == last:
            return self._day_text(first)
        return f"{self._day_text(first)} \u2013 {self._day_text(last)}"

    def _percent_text(self, percent):
        digits = f"{Decimal(str(percent)).quantize(Decimal('0.0001')):f}"
        whole, _point, fraction = digits.partition(".")
        fraction = fraction.rstrip("0").ljust(2, "0")
        return f"{whole}{self._style().decimal_point}{fraction}"

    def _compared_rows(self):
        """[Compared] of a correction: both calculations on the same days, then their sums."""
        rows = []
        money = self.currency_id
        for document, pairs, before, after in self._comparison():
            rows.append(Compared(document))
            rows += [
                Compared(
                    "",
                    self._period_text(pair.start, pair.end),
                    self._side_text(pair.before),
                    self._side_text(pair.after),
                    pair.is_changed,
                )
                for pair in pairs
            ]
            sums = [self._number_text(value, money) for value in (before, after)]
            rows.append(Compared("", self.env._("Interest"), *sums, before != after))
        return rows

    def _side_text(self, row):
        """Amount and rate that interest ran on; a dash where nothing was owed."""
        if not row:
            return "\u2013"
        base = self._number_text(row.base, self.currency_id)
        return f"{base} \u00d7 {self._percent_text(row.percent)} %"
