"""An aging report as a workbook: real numbers and days, totals as formulas, heads that stay.

Texts are written as strings, so that a name that looks like a formula stays text.
"""

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from .table_sheet import sheet_name

MONEY = "#,##0.00"


def build(out, table):
    """Write the workbook of an `aging_table.Table` into the file `out`."""
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": table.title})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "money": book.add_format({"num_format": MONEY}),
        "bold": book.add_format({"bold": True, "top": 1}),
        "sum": book.add_format({"bold": True, "num_format": MONEY, "top": 1}),
        None: None,
    }
    for section in table.sections:
        _Summary(book, formats, table, section).write()
        if table.with_items:
            _Items(book, formats, table, section).write()
    if not table.sections:
        _Sheet(book, formats, table, table.title[:31]).begin([])
    book.close()


class _Sheet:
    """A sheet with title, lines under it, a frozen head and a row of totals."""

    def __init__(self, book, formats, table, name):
        self.formats, self.table, self.row = formats, table, 0
        self.sheet = book.add_worksheet(sheet_name(name))

    def begin(self, heads, widths=()):
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        for number, text in enumerate([self.table.title, *self.table.lines]):
            self.text(0, text, None if number else "title")
            self.row += 1
        self.row += 1
        self.top = self.row
        for column, head in enumerate(heads):
            self.text(column, head, "head")
        self.row += 1

    def text(self, column, value, style=None):
        self.sheet.write_string(self.row, column, value or "", self.formats[style])

    def money(self, column, value):
        self.sheet.write_number(self.row, column, value, self.formats["money"])

    def day(self, column, value):
        if value:
            self.sheet.write_datetime(self.row, column, value, self.formats["day"])

    def end(self, first, totals, function):
        """The row of totals: `function` is the beginning of a formula over the rows above."""
        last = self.row
        self.sheet.freeze_panes(self.top + 1, 1)
        if last > self.top + 1:
            self.sheet.autofilter(self.top, 0, last - 1, first + len(totals) - 1)
        self.text(0, self.table.labels["total"], "bold")
        for column in range(1, first):
            self.text(column, "", "bold")
        for column, value in enumerate(totals, first):
            name = xl_col_to_name(column)
            formula = f"=ROUND({function}{name}{self.top + 2}:{name}{last}),2)"
            self.sheet.write_formula(self.row, column, formula, self.formats["sum"], value)
        self.sheet.repeat_rows(self.top)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)


class _Summary(_Sheet):
    """One line for each group."""

    def __init__(self, book, formats, table, section):
        super().__init__(book, formats, table, section.currency)
        self.section = section

    def write(self):
        labels, table = self.table.labels, self.table
        heads = [labels["group"], labels["count"], *table.heads]
        self.begin(heads, [40, 12, *[15] * len(table.heads)])
        for row in self.section.rows:
            self.text(0, row.name)
            self.sheet.write_number(self.row, 1, row.count)
            for column, value in enumerate(row.amounts, 2):
                self.money(column, value)
            self.row += 1
        self.end(2, self.section.totals(), "SUM(")


class _Items(_Sheet):
    """One line for each document, to be filtered and sorted; totals follow the filter."""

    def __init__(self, book, formats, table, section):
        super().__init__(book, formats, table, f"{section.currency} {table.labels['documents']}")
        self.section = section

    def write(self):
        labels = self.table.labels
        keys = ("group", "document", "issued", "due", "late")
        heads = [*(labels[key] for key in keys), *self.table.heads]
        self.begin(heads, [40, 24, 12, 12, 10, *[15] * len(self.table.heads)])
        for row in self.section.rows:
            for item in row.items:
                self._item(row, item)
        self.end(len(keys), self.section.totals(), "SUBTOTAL(9,")

    def _item(self, row, item):
        self.text(0, row.name)
        self.text(1, item.name)
        self.day(2, item.issued)
        self.day(3, item.due)
        self.sheet.write_number(self.row, 4, item.days_late)
        for column, value in enumerate(item.amounts, 5):
            self.money(column, value)
        self.row += 1
