"""CSV files for other people's systems. No Odoo, no clock."""

import csv
import io

# what a spreadsheet would take for a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def content(head, rows):
    """Return the file as bytes: UTF-8 with a mark, semicolons, no cell a spreadsheet calculates.

    :param rows: lists of texts and numbers

    >>> content(["a"], [["=1"], [-2]]).decode("utf-8-sig").split()
    ['a', "'=1", '-2']
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value):
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) and not isinstance(value, (int, float)) else text
