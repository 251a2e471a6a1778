"""What papers drawn directly (without the renderer) have in common: fonts, texts that fit."""

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from odoo.tools.misc import file_path

NORMAL, BOLD = "DebtDrawing", "DebtDrawingBold"
FILES = {
    NORMAL: "web/static/fonts/google/Open_Sans/Open_Sans-Regular.ttf",
    BOLD: "web/static/fonts/google/Open_Sans/Open_Sans-Bold.ttf",
}


def use_fonts():
    """Make fonts with Polish letters known to reportlab, once a process."""
    for name, path in FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file_path(path)))


def fitting(text, font, size, width, lines=1):
    """Cut a text into at most `lines` lines of `width` mm; what doesn't fit ends in an ellipsis."""
    words, found = " ".join((text or "").split()).split(" "), [""]
    while words:
        word = words.pop(0)
        longer = f"{found[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, font, size) <= width * mm:
            found[-1] = longer
        elif len(found) < lines and found[-1]:
            found.append("")
            words.insert(0, word)
        else:
            found[-1] = _shortened(longer, font, size, width)
            break
    return found


def _shortened(text, font, size, width):
    while text and pdfmetrics.stringWidth(f"{text}\u2026", font, size) > width * mm:
        text = text[:-1]
    return f"{text.rstrip()}\u2026"
