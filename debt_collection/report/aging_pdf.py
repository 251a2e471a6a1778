"""An aging report on A4 across: head on each page, totals, page x of y.

Drawn without the HTML renderer: a table of thousands of rows is a matter of seconds, and looks the
same on every installation.
"""

import io

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from .drawing import BOLD, NORMAL, use_fonts

MARGIN = 12 * mm
PADDING = 6  # of the frame, on each side
WIDTH = landscape(A4)[0] - 2 * MARGIN - 2 * PADDING
SIZE = 7.5


def build(table, number, day):
    """Return the PDF of an `aging_table.Table`.

    :param number: function amount -> text
    :param day: function date -> text
    """
    use_fonts()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        title=table.title,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=15 * mm,
    )
    story = [_text(table.title, 13, BOLD), *(_text(line, 8.5) for line in table.lines)]
    for section in table.sections:
        story += [Spacer(1, 4 * mm), _text(section.currency, 10, BOLD), Spacer(1, 1.5 * mm)]
        story.append(_Rows(table, section, number, day).make())
    document.build(story, canvasmaker=_canvas_maker(table.labels["page"]))
    return out.getvalue()


def _text(text, size, font=NORMAL):
    style = ParagraphStyle(font, fontName=font, fontSize=size, leading=size * 1.3)
    return Paragraph(_escape(text), style)


def _escape(text):
    """Paragraphs read markup: names are text."""
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Rows:
    """The table of one currency."""

    def __init__(self, table, section, number, day):
        self.table, self.section, self.number, self.day = table, section, number, day
        self.bold = []

    def make(self):
        labels, heads = self.table.labels, self.table.heads
        rows = [[labels["group"], *map(_head, [labels["due"], labels["late"], *heads])]]
        for row in self.section.rows:
            if self.table.with_items:
                self.bold.append(len(rows))
            rows.append(self._line(f"{row.name} ({row.count})", "", "", row.amounts))
            rows += [
                self._line(f"    {item.name}", self.day(item.due), _late(item), item.amounts)
                for item in row.items
            ]
        self.bold.append(len(rows))
        rows.append(self._line(labels["total"], "", "", self.section.totals()))
        if not self.table.with_items:
            rows = [[row[0], *row[3:]] for row in rows]
        style = self._style(len(rows))
        return LongTable(rows, self._widths(), repeatRows=1, style=style, hAlign="LEFT")

    def _line(self, name, due, late, amounts):
        return [_clip(name, self._first()), due, late, *map(self.number, amounts)]

    def _widths(self):
        facts = [18 * mm, 13 * mm] if self.table.with_items else []
        return [self._first(), *facts, *[self._amount()] * len(self.table.heads)]

    def _amount(self):
        return min(27 * mm, (WIDTH - 85 * mm) / len(self.table.heads))

    def _first(self):
        facts = 31 * mm if self.table.with_items else 0
        return WIDTH - facts - self._amount() * len(self.table.heads)

    def _style(self, rows):
        commands = [
            ("FONT", (0, 0), (-1, -1), NORMAL, SIZE),
            ("FONT", (0, 0), (-1, 0), BOLD, SIZE),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ("LINEBELOW", (0, 0), (-1, 0), 0.7, colors.black),
            ("LINEBELOW", (0, 1), (-1, -1), 0.2, colors.Color(0.8, 0.8, 0.8)),
            ("LINEABOVE", (0, rows - 1), (-1, rows - 1), 0.7, colors.black),
        ]
        commands += [("FONT", (0, row), (-1, row), BOLD, SIZE) for row in self.bold]
        return TableStyle(commands)


def _head(text):
    """The head of a column: as many lines as it needs."""
    return Paragraph(
        _escape(text),
        ParagraphStyle(
            "head", fontName=BOLD, fontSize=SIZE, leading=SIZE * 1.2, alignment=TA_RIGHT
        ),
    )


def _late(item):
    """Days late; nothing for what isn't due."""
    return item.days_late if item.days_late > 0 else ""


def _clip(text, width):
    """Text that fits into a cell of `width` points."""
    text = " ".join((text or "").split()) if not text.startswith("    ") else text
    while text and pdfmetrics.stringWidth(text, BOLD, SIZE) > width - 6:
        text = f"{text[:-2].rstrip('…')}…"
    return text


def _canvas_maker(label):
    """A canvas that writes "page x of y" when it knows how many there are.

    :param label: function (page, pages) -> text
    """

    class Numbered(Canvas):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.kept = []

        def showPage(self):
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self):
            for number, state in enumerate(self.kept, 1):
                self.__dict__.update(state)
                self.setFont(NORMAL, SIZE)
                self.setFillGray(0.35)
                self.drawRightString(
                    WIDTH + MARGIN + PADDING, 8 * mm, label(number, len(self.kept))
                )
                Canvas.showPage(self)
            return super().save()

    return Numbered
