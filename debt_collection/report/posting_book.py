"""The posting book (pocztowa ksiazka nadawcza) of one posting as a PDF: A4, landscape.

Columns as the post asks for them; each page carries the sum of the page before (FORMATS 5).
"""

import io
from decimal import Decimal
from typing import NamedTuple

from reportlab.lib.units import mm
from reportlab.pdfgen import canvas

from .drawing import BOLD, NORMAL, fitting, use_fonts

WIDTH, HEIGHT, LEFT = 297, 210, 10
TOP, ROW_HEIGHT, ROWS = 48, 9.5, 13
# name of the label, width in mm; two columns of a pair stand under one head
COLUMNS = (
    ("number", 9), ("addressee", 58), ("place", 62), ("value", 22), ("weight", 20),
    ("posting_number", 40), ("remarks", 26), ("fee", 20), ("cash", 20),
)  # fmt: skip
PAIRS = {"value": (14, 8), "weight": (9, 11), "fee": (12, 8), "cash": (12, 8)}
UNITS = {"value": "money", "fee": "money", "cash": "money", "weight": "mass"}


class Row(NamedTuple):
    """One letter; weight in grams, fee in zlotys."""

    name: str
    place: str
    weight: int
    number: str
    remarks: str
    fee: Decimal


class Book(NamedTuple):
    """What a book says; `labels` are its printed words in the language of the company."""

    title: str
    sender: list
    facts: list  # such as number, day, office
    labels: dict
    rows: list
    closing: list  # such as the number of letters in words


def build(book):
    """Return (PDF as bytes, number of pages) of a Book."""
    use_fonts()
    out = io.BytesIO()
    board = canvas.Canvas(out, pagesize=(WIDTH * mm, HEIGHT * mm))
    board.setTitle(book.title)
    pages = max(-(-len(book.rows) // ROWS), 1)
    for page in range(pages):
        _Page(board, book, page, pages).draw()
        board.showPage()
    board.save()
    return out.getvalue(), pages


class _Page:
    def __init__(self, board, book, page, pages):
        self.board, self.book = board, book
        self.page, self.pages = page, pages
        self.rows = book.rows[page * ROWS : (page + 1) * ROWS]
        before = book.rows[: page * ROWS]
        self.carried = sum((row.fee for row in before), Decimal(0))
        self.total = self.carried + sum((row.fee for row in self.rows), Decimal(0))

    def draw(self):
        self._heading()
        y = self._heads(HEIGHT - TOP)
        if self.page:
            y = self._sum_row(y, self.book.labels["carried_from"], self.carried)
        for place, row in enumerate(self.rows, self.page * ROWS + 1):
            y = self._row(y, place, row)
        is_last = self.page == self.pages - 1
        label = self.book.labels["total" if is_last else "carried_to"]
        y = self._sum_row(y, label, self.total)
        if is_last:
            self._closing(y)
        text = self.book.labels["page"] % {"page": self.page + 1, "pages": self.pages}
        self._text(WIDTH - LEFT, 7, text, size=7.5, align="right")

    def _heading(self):
        self._text(LEFT, HEIGHT - 14, self.book.title, font=BOLD, size=13)
        for number, text in enumerate(self.book.sender):
            shown = fitting(text, NORMAL, 8.5, 150)[0]
            self._text(LEFT, HEIGHT - 20 - number * 4.2, shown, size=8.5)
        for number, text in enumerate(self.book.facts):
            self._text(WIDTH - LEFT, HEIGHT - 14 - number * 4.6, text, size=8.5, align="right")

    def _heads(self, y):
        """Heads of the columns in two lines; return where the rows begin."""
        x = LEFT
        for name, width in COLUMNS:
            self._box(x, y, width, 12)
            lines = fitting(self.book.labels[name], BOLD, 6, width - 1, 3)
            for number, line in enumerate(lines):
                self._text(x + width / 2, y - 2.6 - number * 2.3, line, BOLD, 6, "center")
            if name in PAIRS:
                self._pair_heads(name, x, y)
            x += width
        return y - 12

    def _pair_heads(self, name, x, y):
        units = self.book.labels[UNITS[name]]
        for width, unit in zip(PAIRS[name], units, strict=True):
            self._box(x, y - 7.5, width, 4.5)
            self._text(x + width / 2, y - 10.8, unit, size=6.5, align="center")
            x += width

    def _row(self, y, place, row):
        kilos, grams = divmod(row.weight, 1000)
        values = {
            "number": (str(place),),
            "addressee": fitting(row.name, NORMAL, 7, 56, 3),
            "place": fitting(row.place, NORMAL, 7, 60, 3),
            "value": ("", ""),
            "weight": (str(kilos or ""), str(grams)),
            "posting_number": (row.number,),
            "remarks": fitting(row.remarks, NORMAL, 7, 24.5, 3),
            "fee": _money(row.fee),
            "cash": ("", ""),
        }
        x = LEFT
        for name, width in COLUMNS:
            self._cell(name, values[name], x, y, width)
            x += width
        return y - ROW_HEIGHT

    def _cell(self, name, texts, x, y, width):
        if name in PAIRS:
            for part, text in zip(PAIRS[name], texts, strict=True):
                self._box(x, y, part, ROW_HEIGHT)
                self._text(x + part - 1, y - 6, text, size=8, align="right")
                x += part
            return
        self._box(x, y, width, ROW_HEIGHT)
        size = 8 if name in ("number", "posting_number") else 7
        first = y - 5.8 + 1.4 * (len(texts) - 1)
        for number, text in enumerate(texts):
            self._text(x + 1, first - number * 2.8, text, size=size)

    def _sum_row(self, y, label, amount):
        left = sum(width for name, width in COLUMNS[:7])
        self._text(LEFT + left - 2, y - 4.5, label, font=BOLD, size=8, align="right")
        x = LEFT + left
        for width, text in zip(PAIRS["fee"], _money(amount), strict=True):
            self._box(x, y, width, 6.5)
            self._text(x + width - 1, y - 4.5, text, font=BOLD, size=8, align="right")
            x += width
        return y - 6.5

    def _closing(self, y):
        for number, text in enumerate(self.book.closing):
            self._text(LEFT, y - 6 - number * 4.6, text, size=8.5)
        self._text(215, 14, self.book.labels["stamp"], size=7.5, align="center")
        self.board.setLineWidth(0.4)
        self.board.line(170 * mm, 18 * mm, 260 * mm, 18 * mm)

    def _box(self, x, y, width, height):
        self.board.setLineWidth(0.4)
        self.board.rect(x * mm, (y - height) * mm, width * mm, height * mm)

    def _text(self, x, y, text, font=NORMAL, size=8, align="left"):
        self.board.setFont(font, size)
        draw = {
            "left": self.board.drawString,
            "right": self.board.drawRightString,
            "center": self.board.drawCentredString,
        }[align]
        draw(x * mm, y * mm, text)


def _money(amount):
    """Zlotys and groszy apart, as the columns want them; empty for none."""
    if not amount:
        return "", ""
    whole, cents = divmod(int((amount * 100).to_integral_value()), 100)
    return str(whole), f"{cents:02d}"
