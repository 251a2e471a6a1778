"""Invisible marks in a letter's HTML, found again in its PDF: the first page, and table rows.

The renderer with patched Qt keeps marks as links. The other one drops links; for it the rows are
marked by tiny text in a second PDF that is only read, and never kept.
"""

import itertools
import re
import secrets

from markupsafe import Markup

HOST = "http://letter.invalid/"
AS_TEXT = "text:"
TOTAL = "="  # what the row of a table's total is marked with
ROW_TEXT = re.compile(r"@@(\d+)\.([0-9a-f]*)\.([0-9a-f]*)@@")


def new_mark():
    """Return a mark for one letter: random, so that nothing inside a letter can pass for it."""
    return HOST + secrets.token_hex(8)


def row_marker(mark):
    """Return the function that a template calls in the first cell of each row of a table.

    It takes the table's name and the sum up to and with this row as text, and gives the markup.

    :param mark: what `new_mark` gave, with AS_TEXT before it for a PDF that is only read; or None
    """
    numbers = itertools.count()

    def marked(table, text):
        if not mark or not text:
            return ""
        name, value = (part.encode().hex() for part in (table, text))
        if mark.startswith(AS_TEXT):
            row = Markup('<span class="row-text">@@{}.{}.{}@@</span>')
            return row.format(next(numbers), name, value)
        row = Markup('<a class="row-mark" href="{}/{}/{}/{}"></a>')
        return row.format(mark, next(numbers), name, value)

    return marked


def links(page):
    """Return the targets of the links on a page."""
    return {_target(annotation) for annotation in page.get("/Annots") or []}


def has_rows(page, mark):
    """Tell whether rows of tables, other than their totals, stand on a page of the letter."""
    total = TOTAL.encode().hex()
    return any(
        link.startswith(f"{mark}/") and not link.endswith(f"/{total}") for link in links(page)
    )


def _target(annotation):
    action = annotation.get_object().get("/A") or {}
    return str(action.get("/URI", ""))


def drop(page):
    """Take the marks off a page; links for people stay."""
    kept = [one for one in page.pop("/Annots", None) or [] if not _target(one).startswith(HOST)]
    return kept


def rows_of_links(pages, mark):
    """Return [(page, table, text)] of a letter's rows in their order.

    :param pages: for each page of the letter the targets of its links
    """
    found = [
        (int(number), page, table, text)
        for page, targets in enumerate(pages)
        for target in targets
        if target.startswith(f"{mark}/")
        for number, table, text in [target.removeprefix(f"{mark}/").split("/")]
    ]
    return _read(found)


def rows_of_text(pages):
    """The same from the pages of a PDF with marks as text."""
    found = [
        (int(number), page, table, text)
        for page, content in enumerate(pages)
        for number, table, text in ROW_TEXT.findall("".join(content.extract_text().split()))
    ]
    return _read(found)


def _read(found):
    return [
        (page, bytes.fromhex(table).decode(), bytes.fromhex(text).decode())
        for _number, page, table, text in sorted(found)
    ]
