import base64
import hashlib
import io
import logging
from functools import lru_cache

from markupsafe import Markup

from odoo import fields, models
from odoo.addons.base.models.ir_actions_report import _wkhtml
from odoo.exceptions import UserError
from odoo.tools import split_every
from odoo.tools.misc import file_open
from odoo.tools.pdf import PdfFileReader, PdfReadError

from ..report import letter_marks
from ..report.letter_stamp import finish
from ..tools.download import download
from ..tools.paging import PagingError, chunks

_logger = logging.getLogger(__name__)

BATCH = 60  # letters in one call of the renderer
FONTS = {
    "normal": "web/static/fonts/google/Open_Sans/Open_Sans-Regular.ttf",
    "bold": "web/static/fonts/google/Open_Sans/Open_Sans-Bold.ttf",
}
# without patched Qt the renderer shrinks all by this factor whatever it is told (measured)
UNPATCHED_ZOOM = 1.302

# what printing may raise; errors of the database must not be caught
FAILURES = (UserError, PagingError, PdfReadError, KeyError, ValueError, OSError)


@lru_cache(maxsize=2)
def _css(embed_fonts):
    """The style sheet; fonts inside, so that letters look alike on every machine."""
    with file_open("debt_collection/report/letter.css") as sheet:
        css = sheet.read()
    if not embed_fonts:
        return Markup(css)
    for weight, path in FONTS.items():
        with file_open(path, "rb") as font:
            data = base64.b64encode(font.read()).decode()
        css += (
            f"@font-face {{ font-family: LetterFont; font-weight: {weight};"
            f" src: url(data:font/truetype;base64,{data}) format('truetype'); }}\n"
        )
    return Markup(css)


class DebtPaperMixin(models.AbstractModel):
    """Papers as PDF: many in one call of the renderer, cut apart again.

    A model of them says what stands on one: `_fragment`.
    """

    _inherit = "debt.paper.mixin"

    attachment_id = fields.Many2one("ir.attachment", "PDF", readonly=True, copy=False)
    pdf_sha256 = fields.Char("SHA-256 of the PDF", readonly=True, copy=False)
    page_count = fields.Integer("Pages", aggregator=None, readonly=True, copy=False)
    error = fields.Text(readonly=True, help="Why the PDF couldn't be made.", copy=False)

    def _paper_title(self):
        """What the file and the head of its later pages are called."""
        return self.name

    def _has_pdf(self):
        """Whether this paper is a PDF at all."""
        return True

    def _fragment(self, mark=None, is_first=True):
        """HTML of one paper in its language, to be put into the page `letter_page`.

        :param mark: link that tells its first page among many, see `letter_stamp`
        :param is_first: whether it begins the file
        """
        raise NotImplementedError

    def _print_order(self):
        """These papers as they are printed, listed and handed in: by post code, then name."""
        return self.sorted(
            lambda paper: (paper.partner_id.zip or "", paper.partner_id.name or "", paper.id)
        )

    def _render_pdfs(self):
        """Make and keep the missing PDFs of these letters, with their SHA-256 and page count.

        :return: the letters that couldn't be printed; their `error` says why
        """
        failed = self.browse()
        wanted = self.filtered(lambda paper: paper._has_pdf() and not paper.attachment_id)
        for papers in split_every(BATCH, wanted.ids, self.browse):
            pdfs, errors = papers._make_pdfs()
            self._store_pdfs(pdfs)
            for letter, error in errors.items():
                letter.sudo().error = error  # see _store_pdfs
                failed |= letter
        return failed

    def _open_pdf(self):
        """Return the action that shows this paper's PDF, made now if there is none."""
        if self._render_pdfs():
            raise UserError(self.error)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}",
            "target": "new",
        }

    def _download_pdf(self, name, content):
        """Return the action that hands a PDF (bytes) of several papers to the user."""
        attachment = self.env["ir.attachment"].create(
            {"name": name, "raw": content, "mimetype": "application/pdf"}
        )
        return download(attachment)

    def _make_pdfs(self):
        """Print letters together, or one by one where that fails.

        :return: ({letter: (PDF, pages)}, {letter: error})
        """
        fragments, errors = self._fragments()
        if _wkhtml().is_patched_qt and len(fragments) > 1:
            try:
                return self._print_together(fragments), errors
            except FAILURES as error:
                _logger.warning("Letters are printed one by one: %s", error)
        pdfs = {}
        for letter, fragment in fragments.items():
            try:
                pdfs.update(self._print_together({letter: fragment}))
            except FAILURES as error:
                errors[letter] = str(error)
        return pdfs, errors

    def _fragments(self):
        """HTML of each letter and a mark that finds it again in the PDF: {letter: (html, mark)}."""
        fragments, errors = {}, {}
        for letter in self:
            mark = letter_marks.new_mark()
            try:
                fragments[letter] = (letter._fragment(mark, not fragments), mark)
            except Exception as error:  # a text of people's own making: anything may be raised
                _logger.warning("Letter %s can't be written", letter.name, exc_info=True)
                errors[letter] = str(error)
        return fragments, errors

    def _chunked(self, rows, is_last=True):
        """Parts of a table, each with its own head, where the renderer doesn't repeat heads.

        :param is_last: whether nothing but the signature follows it
        """
        return [rows] if _wkhtml().is_patched_qt else chunks(rows, 12, 12)

    def _page(self, fragments, zoom=None):
        """The HTML document around letters; `zoom`: another one than the renderer needs."""
        patched = _wkhtml().is_patched_qt
        return self.env["ir.qweb"]._render(
            "debt_collection.letter_page",
            {
                "doctype": Markup("<!DOCTYPE html>\n"),
                # a font of ours makes the unpatched renderer draw outlines instead of text
                "css": _css(patched),
                "zoom": zoom or (1 if patched else UNPATCHED_ZOOM),
                "fragments": fragments,
            },
            minimal_qcontext=True,
        )

    def _print_together(self, fragments):
        """One call of the renderer: {letter: (PDF, number of pages)}."""
        content = self._run_renderer([html for html, _mark in fragments.values()])
        logos = {}
        sheets = [letter._sheet(mark, logos) for letter, (_html, mark) in fragments.items()]
        probe = self._row_probe(content, fragments)
        done = dict(zip(fragments, finish(content, sheets, probe), strict=True))
        return self._with_tails(content, fragments, done)

    def _run_renderer(self, fragments):
        """The PDF of these papers one after another, not stamped yet."""
        return self.env["ir.actions.report"]._run_wkhtmltopdf(
            [self._page(fragments)],
            report_ref="debt_collection.letter_report",
            specific_paperformat_args={"data-report-static": True},
        )

    def _row_probe(self, content, fragments):
        """Where the renderer drops links: the same PDF with the rows marked by text, if its tables
        may go over several pages.
        """
        if _wkhtml().is_patched_qt or len(PdfFileReader(io.BytesIO(content)).pages) == 1:
            return None
        ((letter, (_html, mark)),) = fragments.items()
        return self._run_renderer([letter._fragment(letter_marks.AS_TEXT + mark)])

    def _store_pdfs(self, pdfs):
        """Keep the PDFs as attachments of their letters."""
        attachments = self.env["ir.attachment"].create(
            [
                {
                    "name": f"{letter.name.replace('/', '_')}.pdf",
                    "raw": content,
                    "mimetype": "application/pdf",
                    "res_model": self._name,
                    "res_id": letter.id,
                }
                for letter, (content, _pages) in pdfs.items()
            ]
        )
        for (letter, (content, pages)), attachment in zip(pdfs.items(), attachments, strict=True):
            # sudo: what was printed is written here only, not by people
            letter.sudo().write(
                {
                    "attachment_id": attachment.id,
                    "pdf_sha256": hashlib.sha256(content).hexdigest(),
                    "page_count": pages,
                    "error": False,
                }
            )

    def _drop_pdf(self):
        """Forget PDFs of drafts whose content changed."""
        papers = self.sudo()  # see _store_pdfs
        old = papers.attachment_id
        papers.write({"attachment_id": False, "pdf_sha256": False, "page_count": 0})
        old.unlink()
