import io

from odoo import models
from odoo.addons.base.models.ir_actions_report import _wkhtml
from odoo.tools.pdf import PdfFileReader

from ..report import letter_marks

TAIL = 3  # rows that go with a signature


class DebtPaperMixin(models.AbstractModel):
    """No signature stands alone on the last page: the last rows of the table go with it."""

    _inherit = "debt.paper.mixin"

    def _may_end_alone(self):
        """Whether nothing but the signature follows the tables of this paper."""
        return False

    def _chunked(self, rows, is_last=True):
        if is_last and self.env.context.get("debt_tail") and len(rows) > 2 * TAIL:
            return [rows[:-TAIL], rows[-TAIL:]]
        return super()._chunked(rows, is_last)

    def _with_tails(self, content, fragments, done):
        """Print those anew whose last page holds the signature only, or just the total above it.

        :param content: the PDF of all `fragments`, with its marks
        :param done: {paper: (PDF, pages)}, returned
        """
        if self.env.context.get("debt_tail") or not _wkhtml().is_patched_qt:
            return done
        long = [p for p, (_pdf, pages) in done.items() if pages > 1 and p._may_end_alone()]
        if not long:
            return done
        pages, end = list(PdfFileReader(io.BytesIO(content)).pages), 0
        for paper, (_html, mark) in fragments.items():
            end += done[paper][1]
            if paper not in long:
                continue
            before, last = (letter_marks.has_rows(page, mark) for page in pages[end - 2 : end])
            if before and not last:
                tailed = paper.with_context(debt_tail=True)
                done |= tailed._print_together({paper: (tailed._fragment(mark), mark)})
        return done
