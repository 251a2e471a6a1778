"""The statement of account as a workbook: a sheet for each currency, real numbers and days.

Texts are written as strings, so that a number of a document that looks like a formula stays text.
"""

from datetime import date
from typing import NamedTuple

import xlsxwriter

COLUMNS = ("document", "note", "issued", "due", "late", "total", "open", "balance")
WIDTHS = (24, 30, 12, 12, 10, 15, 15, 15)
LATE, TOTAL, OPEN, BALANCE = 4, 5, 6, 7


class Line(NamedTuple):
    name: str
    note: str
    issued: date
    due: date
    days_late: int
    total: float
    open: float
    balance: float


class Sheet(NamedTuple):
    """The items of one currency, in the order of their days."""

    currency: str
    lines: list
    overdue: float
    # what of it is late by how many days: objects with text, first, last (day or None), amount
    ages: list = ()


def build(out, title, heading, labels, sheets):
    """Write the workbook into the file `out`.

    :param heading: lines under the title
    :param labels: texts by the names of COLUMNS, "sum" and "overdue"
    :param sheets: list of Sheet
    """
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title})
    for sheet in sheets:
        _Writer(book, labels, sheet).write([title, *heading])
    book.close()


class _Writer:
    def __init__(self, book, labels, data):
        self.labels, self.data, self.row = labels, data, 0
        self.sheet = book.add_worksheet(data.currency)
        money = "#,##0.00"
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        self.count = book.add_format({"num_format": "0;-0;", "valign": "top"})
        self.money = book.add_format({"num_format": money, "valign": "top"})
        self.sum = book.add_format({"bold": True, "num_format": money, "top": 1})

    def write(self, heading):
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        for number, text in enumerate(heading):
            self.sheet.write_string(self.row, 0, text or "", None if number else self.title)
            self.row += 1
        self.row += 1
        for column, key in enumerate(COLUMNS):
            label = self.labels[key]
            text = f"{label} ({self.data.currency})" if column >= TOTAL else label
            self.sheet.write_string(self.row, column, text, self.head)
        top = self.row
        self.row += 1
        for line in self.data.lines:
            self._line(line, top)
        self._sums(top)
        self.sheet.freeze_panes(top + 1, 1)
        self.sheet.autofilter(top, 0, self.row - 1, BALANCE)
        self.sheet.repeat_rows(top)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def _line(self, line, top):
        self.sheet.write_string(self.row, 0, line.name, self.text)
        self.sheet.write_string(self.row, 1, line.note, self.text)
        for column, day in ((2, line.issued), (3, line.due)):
            if day:
                self.sheet.write_datetime(self.row, column, day, self.day)
        self.sheet.write_number(self.row, LATE, line.days_late, self.count)
        self.sheet.write_number(self.row, TOTAL, line.total, self.money)
        self.sheet.write_number(self.row, OPEN, line.open, self.money)
        # the sum of what stands above it, whatever is filtered or sorted later
        formula = f"=ROUND(SUM(G${top + 2}:G{self.row + 1}),2)"
        self.sheet.write_formula(self.row, BALANCE, formula, self.money, line.balance)
        self.row += 1

    def _sums(self, top):
        first, last = top + 2, self.row
        row = self.row + 1
        self.sheet.write_string(row, 0, self.labels["sum"], self.bold)
        formula = f"=ROUND(SUM(G{first}:G{last}),2)"
        self.sheet.write_formula(row, OPEN, formula, self.sum, self.data.lines[-1].balance)
        self.sheet.write_string(row + 1, 0, self.labels["overdue"], self.bold)
        late = f'=ROUND(SUMIFS(G{first}:G{last},E{first}:E{last},">0"),2)'
        self.sheet.write_formula(row + 1, OPEN, late, self.sum, self.data.overdue)
        for number, age in enumerate(self.data.ages, row + 2):
            self.sheet.write_string(number, 0, age.text, self.text)
            until = f',E{first}:E{last},"<={age.last}"' if age.last else ""
            part = f'SUMIFS(G{first}:G{last},E{first}:E{last},">={age.first}"{until})'
            self.sheet.write_formula(number, OPEN, f"=ROUND({part},2)", self.money, age.amount)
