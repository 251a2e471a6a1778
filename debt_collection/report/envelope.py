"""Pages that go before letters in a printed batch: DL envelopes, separator pages, blank backs."""

import io

from reportlab.lib.units import mm
from reportlab.pdfgen import canvas

from .drawing import BOLD, NORMAL, fitting, use_fonts

DL = (220, 110)
A4 = (210, 297)


def envelope(sender, address):
    """Return the PDF (bytes) of a DL envelope: sender upper left, address lower right.

    The post reads the address at least 40 mm from the top and 15 mm from right and bottom, at
    most 140 mm from the right; the zone below stays empty (FORMATS 5).

    :param sender: lines, :param address: lines, the last ones town and country
    """
    use_fonts()
    out = io.BytesIO()
    board = canvas.Canvas(out, pagesize=(DL[0] * mm, DL[1] * mm))
    for number, text in enumerate(sender[:4]):
        line = fitting(text, NORMAL, 8, 80)[0]
        _text(board, 12, DL[1] - 12 - number * 3.8, line, NORMAL, 8)
    name, *place = address
    lines = [(line, BOLD) for line in fitting(name, BOLD, 11, 88, 2)]
    lines += [(fitting(text, NORMAL, 11, 88)[0], NORMAL) for text in place]
    for number, (line, font) in enumerate(lines[:7]):
        _text(board, 115, 62 - number * 5.6, line, font, 11)
    board.save()
    return out.getvalue()


def separator(place, title, lines):
    """Return the PDF (bytes) of a page that separates letters.

    :param place: such as "3 / 120", :param title: whose letter follows, :param lines: facts
    """
    use_fonts()
    out = io.BytesIO()
    board = canvas.Canvas(out, pagesize=(A4[0] * mm, A4[1] * mm))
    board.setFillGray(0.85)
    board.rect(0, (A4[1] - 12) * mm, A4[0] * mm, 12 * mm, stroke=0, fill=1)
    board.setFillGray(0)
    _text(board, 20, A4[1] - 40, place, NORMAL, 12)
    for number, line in enumerate(fitting(title, BOLD, 20, 170, 2)):
        _text(board, 20, A4[1] - 55 - number * 9, line, BOLD, 20)
    for number, text in enumerate(lines):
        line = fitting(text, NORMAL, 12, 170)[0]
        _text(board, 20, A4[1] - 78 - number * 7, line, NORMAL, 12)
    board.save()
    return out.getvalue()


def blank():
    """Return the PDF (bytes) of an empty back, so that the next letter begins on a new sheet."""
    out = io.BytesIO()
    board = canvas.Canvas(out, pagesize=(A4[0] * mm, A4[1] * mm))
    board.showPage()
    board.save()
    return out.getvalue()


def _text(board, x, y, text, font, size):
    board.setFont(font, size)
    board.drawString(x * mm, y * mm, text)
