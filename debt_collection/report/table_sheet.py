"""Tables as a workbook: a sheet each, real numbers and days, totals as formulas, heads that stay.

Texts are written as strings, so that a name that looks like a formula stays text.
"""

from typing import NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT, DAY, MONEY, COUNT = "text", "day", "money", "count"
WIDTHS = {TEXT: 24, DAY: 12, MONEY: 15, COUNT: 10}


class Column(NamedTuple):
    """`kind`: TEXT, DAY, MONEY or COUNT; `has_total`: its sum stands below."""

    label: str
    kind: str = TEXT
    width: int = 0
    has_total: bool = False


class Table(NamedTuple):
    """A sheet: `rows` are tuples of values in the order of the columns, None: empty."""

    name: str
    columns: list
    rows: list
    total_label: str = ""


def build(out, title, heading, tables):
    """Write the workbook into the file `out`.

    :param heading: lines under the title of each sheet
    :param tables: list of Table; there is at least one
    """
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "sum": book.add_format({"bold": True, "num_format": "#,##0.00", "top": 1}),
        "bold": book.add_format({"bold": True}),
        TEXT: book.add_format({"text_wrap": True, "valign": "top"}),
        DAY: book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        MONEY: book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        COUNT: book.add_format({"num_format": "0", "valign": "top"}),
    }
    for table in tables:
        _write(book.add_worksheet(sheet_name(table.name)), formats, [title, *heading], table)
    book.close()


def sheet_name(name):
    """Return a name Excel takes: at most 31 signs, none of its own, and not empty."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:31].strip() or "1"


def _write(sheet, formats, heading, table):
    for number, text in enumerate(heading):
        sheet.write_string(number, 0, text or "", None if number else formats["title"])
    top = len(heading) + 1
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width or WIDTHS[column.kind])
        sheet.write_string(top, index, column.label, formats["head"])
    for number, row in enumerate(table.rows, top + 1):
        for index, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _cell(sheet, number, index, column.kind, value, formats)
    last = top + len(table.rows)
    _sums(sheet, formats, table, top + 1, last)
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, max(last, top + 1), len(table.columns) - 1)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _cell(sheet, row, column, kind, value, formats):
    if value is None or value is False or value == "":
        return
    if kind == DAY:
        sheet.write_datetime(row, column, value, formats[DAY])
    elif kind == TEXT:
        sheet.write_string(row, column, str(value), formats[TEXT])
    else:
        sheet.write_number(row, column, value, formats[kind])


def _sums(sheet, formats, table, first, last):
    summed = [index for index, column in enumerate(table.columns) if column.has_total]
    if not summed or not table.rows:
        return
    sheet.write_string(last + 2, 0, table.total_label, formats["bold"])
    for index in summed:
        name = xl_col_to_name(index)
        formula = f"=ROUND(SUM({name}{first + 1}:{name}{last + 1}),2)"
        total = round(sum(row[index] or 0 for row in table.rows), 2)
        sheet.write_formula(last + 2, index, formula, formats["sum"], total)
