"""Finish a PDF from the renderer: cut it into letters, stamp logo, head line, foot, page numbers.

The renderer without patched Qt knows no headers and footers, so they are stamped for all alike.
"""

import io
from collections import namedtuple

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from odoo.tools.pdf import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    PdfFileReader,
    PdfFileWriter,
)

from ..tools.paging import carries, page_ranges
from . import letter_marks
from .drawing import NORMAL, fitting, use_fonts

LOGO_BOX = (70 * mm, 15 * mm)
# mm from the upper edge, length: two folds of a DL envelope, the middle for the punch
MARKS = ((105, 4), (148.5, 6), (210, 4))

# what one letter needs: mark is the link that tells its first page; pages: function (page, pages)
# -> text; forward: words for sums brought and carried forward; logo: bytes of an image or None,
# logo_x in mm; folds: whether to print marks for folding; window: (x, y, width, height) in mm of a
# frame to try the envelope with, or None
Sheet = namedtuple(
    "Sheet", "mark title author head foot pages forward logo logo_x folds window", defaults=(None,)
)


def finish(content, sheets, probe=None):
    """Return (PDF, number of pages) of each sheet, in order.

    :param content: PDF with the letters of all sheets one after another
    :param probe: the same pages with rows marked by text, where `content` has no links
    :raise PagingError: the pages of the letters can't be told apart
    """
    reader = PdfFileReader(io.BytesIO(content))
    pages = list(reader.pages)  # each look into reader.pages counts them all again
    links = [letter_marks.links(page) for page in pages]
    ranges = [(0, len(pages))]
    if len(sheets) > 1:
        ranges = page_ranges(links, [sheet.mark for sheet in sheets])
    rows = [
        letter_marks.rows_of_links(links[first:end], sheet.mark)
        for sheet, (first, end) in zip(sheets, ranges, strict=True)
    ]
    if probe:
        rows = [letter_marks.rows_of_text(PdfFileReader(io.BytesIO(probe)).pages)]
    stamps = list(_stamps(sheets, ranges, [carries(some) for some in rows]).pages)
    return [
        (_letter(pages, stamps, sheet, first, end), end - first)
        for sheet, (first, end) in zip(sheets, ranges, strict=True)
    ]


def _letter(pages, stamps, sheet, first, end):
    """The PDF of one letter: its pages without marks, stamped."""
    writer = PdfFileWriter()
    for number in range(first, end):
        page = pages[number]
        kept = letter_marks.drop(page)
        if kept:
            page[NameObject("/Annots")] = ArrayObject(kept)
        writer.add_page(page)
        _lay_over(writer, writer.pages[-1], stamps[number])
    writer.add_metadata({"/Title": sheet.title, "/Author": sheet.author, "/Producer": "Odoo"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _lay_over(writer, page, stamp):
    """Draw a stamp over a page, its fonts and images kept apart from the page's own."""
    form = DecodedStreamObject()
    form.set_data(stamp.get_contents().get_data())
    form = form.flate_encode()
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(stamp.mediabox),
            NameObject("/Resources"): stamp["/Resources"].clone(writer),
        }
    )
    resources = page["/Resources"]
    objects = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    objects[NameObject("/DebtStamp")] = writer._add_object(form)
    contents = page.raw_get("/Contents")
    parts = contents if isinstance(contents.get_object(), ArrayObject) else [contents]
    page[NameObject("/Contents")] = ArrayObject(
        [_code(writer, b"q\n"), *parts, _code(writer, b"\nQ q /DebtStamp Do Q\n")]
    )


def _code(writer, data):
    stream = DecodedStreamObject()
    stream.set_data(data)
    return writer._add_object(stream)


def _stamps(sheets, ranges, sums):
    """A PDF with as many pages as the letters together: only what is stamped on each."""
    use_fonts()
    out = io.BytesIO()
    board = canvas.Canvas(out, pagesize=(210 * mm, 297 * mm))
    logos = {sheet.logo: ImageReader(io.BytesIO(sheet.logo)) for sheet in sheets if sheet.logo}
    for sheet, (first, end), carried in zip(sheets, ranges, sums, strict=True):
        for number in range(end - first):
            if number:
                _draw_head(board, sheet)
            else:
                _draw_first(board, sheet, logos.get(sheet.logo))
            _draw_foot(board, sheet, number, end - first)
            _draw_sums(board, sheet, *carried.get(number, (None, None)))
            board.showPage()
    board.save()
    return PdfFileReader(io.BytesIO(out.getvalue()))


def _draw_first(board, sheet, logo):
    """Logo, marks at the left edge, frame of a test print."""
    if logo:
        width, height = logo.getSize()
        scale = min(LOGO_BOX[0] / width, LOGO_BOX[1] / height)
        size = {"width": width * scale, "height": height * scale, "mask": "auto"}
        board.drawImage(logo, sheet.logo_x * mm, 288 * mm - size["height"], **size)
    board.setStrokeGray(0.5)
    board.setLineWidth(0.3)
    for y, length in MARKS if sheet.folds else ():
        board.line(5 * mm, (297 - y) * mm, (5 + length) * mm, (297 - y) * mm)
    if sheet.window:
        x, y, width, height = sheet.window
        board.setDash(2, 2)
        board.rect(x * mm, (297 - y - height) * mm, width * mm, height * mm)
        board.setDash()


def _draw_head(board, sheet):
    """Which letter this page belongs to."""
    board.setFont(NORMAL, 8)
    board.setFillGray(0.35)
    board.drawString(20 * mm, 284 * mm, fitting(sheet.head, NORMAL, 8, 170)[0])


def _draw_foot(board, sheet, number, pages):
    board.setStrokeGray(0.6)
    board.setLineWidth(0.3)
    board.line(20 * mm, 17 * mm, 190 * mm, 17 * mm)
    board.setFont(NORMAL, 7.5)
    board.setFillGray(0.35)
    board.drawString(20 * mm, 13 * mm, fitting(sheet.foot, NORMAL, 7.5, 145)[0])
    board.drawRightString(190 * mm, 13 * mm, sheet.pages(number + 1, pages))


def _draw_sums(board, sheet, brought, carried):
    """Sums in the margins beside a table that was cut by the end of the page."""
    board.setFont(NORMAL, 8)
    board.setFillGray(0.1)
    for words, text, y in zip(sheet.forward, (brought, carried), (278.5, 19), strict=True):
        if text:
            board.drawRightString(190 * mm, y * mm, f"{words}   {text}")
