"""Lists the post gives back: numbers under which letters were handed in, and what became of them.

Rows of text come in, judged rows go out; columns are found by their names, in Polish or English.
"""

from datetime import date, datetime
from typing import NamedTuple

NAMES = {
    "letter": ("nr pisma", "numer pisma", "pismo", "sygnatura", "letter", "letter number", "opis"),
    "number": (
        "nr nadawczy", "numer nadawczy", "nr nadania", "numer nadania", "numernadania",
        "nr przesylki", "numer przesylki", "posting number", "tracking number", "tracking",
    ),
    "state": ("status", "stan", "state", "zdarzenie", "event"),
    "reason": (
        "przyczyna", "przyczyna zwrotu", "powod", "powod zwrotu", "reason", "return reason",
    ),
    "day": (
        "data", "data statusu", "data zdarzenia", "data doreczenia", "data zwrotu", "data awizo",
        "date", "event date",
    ),
}  # fmt: skip
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d", "%Y/%m/%d")


class Row(NamedTuple):
    """One row of the file; texts are "" where they are missing.

    `day` is a date, None where there is none, False where it can't be read.
    """

    line: int
    letter: str
    number: str
    state: str
    reason: str
    day: object


def columns(head):
    """Return {name of NAMES: index} of the columns found in the heads of a list."""
    found = {}
    for index, text in enumerate(head):
        key = _plain(text)
        for name, words in NAMES.items():
            if key in words:
                found.setdefault(name, index)
    return found


def read(rows):
    """Return the `Row`s of a list with heads, or None where no column is known.

    :param rows: lists of texts, the first known heads within the first ten rows
    """
    for start, head in enumerate(rows[:10]):
        found = columns(head)
        if "number" in found or {"letter", "state"} <= set(found):
            return [
                _row(line, cells, found)
                for line, cells in enumerate(rows[start + 1 :], start + 2)
                if any(cells)
            ]
    return None


def _row(line, cells, found):
    texts = {
        name: cells[found[name]].strip() if name in found and found[name] < len(cells) else ""
        for name in NAMES
    }
    return Row(line, **{**texts, "day": day(texts["day"])})


def day(text):
    """Return the date of a text; None for none, False where it isn't one.

    >>> day("22.11.2026 10:15"), day("2026-11-22T10:15:00"), day(""), day("jutro")
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 22), None, False)
    """
    text = text.strip().replace("T", " ").split(" ")[0]
    if not text:
        return None
    for pattern in DAYS:
        try:
            found = datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        return found if date(2000, 1, 1) <= found <= date(2100, 1, 1) else False
    return False


def _plain(text):
    table = str.maketrans("ąćęłńóśźż", "acelnoszz")
    return " ".join(text.lower().translate(table).replace(".", " ").replace("_", " ").split())
