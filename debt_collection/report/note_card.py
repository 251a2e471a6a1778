"""The calculation card of an interest note: a workbook whose formulas the debtor can follow.

Every figure that is calculated is a formula; the values stored beside are those of the note, so
that a viewer which calculates nothing shows the same.
"""

import calendar
import io
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import xlsxwriter


class CardRow(NamedTuple):
    start: date
    end: date
    days: int
    base: Decimal
    percent: Decimal
    amount: Decimal  # signed: rows taken back by a correction are negative


class CardItem(NamedTuple):
    """One document with its rows; `facts` is one line of text (due date, amount, payments)."""

    name: str
    facts: str
    rows: list


class Card(NamedTuple):
    """What a card says; `labels` are texts in the language of the note."""

    title: str
    lines: list
    labels: dict
    items: list
    total: Decimal
    currency: str
    day_count: str
    rounding: str


COLUMNS = ("from", "to", "days", "base", "percent", "exact", "interest")
WIDTHS = (13, 13, 8, 16, 10, 18, 16)
FIRST, DAYS, BASE, PERCENT, EXACT, AMOUNT = 0, 2, 3, 4, 5, 6


def build(card):
    """Return the bytes of the workbook of a Card."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": card.title})
    _Sheet(book, card).write()
    book.close()
    return out.getvalue()


class _Sheet:
    def __init__(self, book, card):
        self.card, self.row = card, 0
        self.sheet = book.add_worksheet(card.labels["sheet"])
        money = "#,##0.00"
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.money = book.add_format({"num_format": money})
        self.rate = book.add_format({"num_format": "0.00##"})
        self.exact = book.add_format({"num_format": "0.000000"})
        self.sum = book.add_format({"bold": True, "num_format": money, "top": 1})

    def write(self):
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self._line(self.card.title, self.title)
        for text in self.card.lines:
            self._line(text)
        self.row += 1
        sums = [self._item(item) for item in self.card.items]
        self.row += 1
        self.sheet.write_string(self.row, 0, self.card.labels["total"], self.bold)
        formula = "=" + ("+".join(sums) or "0")
        self.sheet.write_formula(self.row, AMOUNT, formula, self.sum, float(self.card.total))
        self.sheet.write_string(self.row, AMOUNT + 1, self.card.currency, self.bold)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def _line(self, text, style=None):
        self.sheet.write_string(self.row, 0, text, style)
        self.row += 1

    def _item(self, item):
        """Write one document; return the cell of its sum."""
        self._line(item.name, self.bold)
        self._line(item.facts)
        for column, key in enumerate(COLUMNS):
            self.sheet.write_string(self.row, column, self.card.labels[key], self.head)
        self.row += 1
        first = self.row
        running = Decimal(0)
        for row in item.rows:
            self._row(row, first)
            running += row.amount
        cells = f"G{first + 1}:G{self.row}"
        self.sheet.write_string(self.row, 0, self.card.labels["sum"], self.bold)
        self.sheet.write_formula(self.row, AMOUNT, f"=SUM({cells})", self.sum, float(running))
        self.row += 2
        return f"G{self.row - 1}"

    def _row(self, row, first):
        line = self.row + 1
        sign = "-" if row.amount < 0 else ""
        self.sheet.write_datetime(self.row, FIRST, row.start, self.day)
        self.sheet.write_datetime(self.row, FIRST + 1, row.end, self.day)
        days = {"30/360": f"=DAYS360(A{line}-1,B{line},TRUE)"}.get(
            self.card.day_count, f"=B{line}-A{line}+1"
        )
        self.sheet.write_formula(self.row, DAYS, days, None, row.days)
        self.sheet.write_number(self.row, BASE, float(row.base), self.money)
        self.sheet.write_number(self.row, PERCENT, float(row.percent), self.rate)
        exact = f"={sign}D{line}*E{line}*C{line}/(100*{self._year(line)})"
        self.sheet.write_formula(self.row, EXACT, exact, self.exact, self._exact(row))
        amount = f"=ROUND(F{line},2)"
        if self.card.rounding == "once" and self.row > first:
            # the sum is rounded once; rows are the differences of the rounded running sums
            amount = f"=ROUND(SUM(F${first + 1}:F{line}),2)-SUM(G${first + 1}:G{line - 1})"
        self.sheet.write_formula(self.row, AMOUNT, amount, self.money, float(row.amount))
        self.row += 1

    def _exact(self, row):
        """Unrounded interest of a row, as its formula gives it."""
        years = {"act/365": 365, "act/act": 365 + calendar.isleap(row.start.year)}
        value = row.base * row.percent * row.days / (100 * years.get(self.card.day_count, 360))
        return float(-value if row.amount < 0 else value)

    def _year(self, line):
        """Days of a year as a formula."""
        return {
            "act/365": "365",
            "act/act": f"(DATE(YEAR(A{line})+1,1,1)-DATE(YEAR(A{line}),1,1))",
        }.get(self.card.day_count, "360")
