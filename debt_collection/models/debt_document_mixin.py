from odoo import api, fields, models

from ..report.letter_marks import row_marker

# what goes on when a document is final: people discuss it, its PDF is made
CHATTER_FIELDS = frozenset({"message_ids", "message_follower_ids", "website_message_ids"})
PAPER_FIELDS = CHATTER_FIELDS | {
    "rating_ids",
    "attachment_id",
    "pdf_sha256",
    "page_count",
    "error",
    "text_id",
}
FINAL_FIELDS = PAPER_FIELDS | {"cancelled_on", "cancelled_by_id", "cancel_reason"}


class DebtDocumentMixin(models.AbstractModel):
    """A numbered document of the books about a customer: evidence once it is final, on paper, and
    taken back only with a reason. Its number is drawn from a series of the company's own.
    """

    _name = "debt.document.mixin"
    _description = "Document"
    _inherit = ["mail.thread", "debt.evidence.mixin", "debt.paper.mixin"]
    _order = "date desc, id desc"

    _evidence_whitelist = FINAL_FIELDS

    name = fields.Char("Number", required=True, default="/", copy=False, readonly=True)
    cancelled_on = fields.Datetime(readonly=True, copy=False)
    cancelled_by_id = fields.Many2one("res.users", "Cancelled by", readonly=True, copy=False)
    cancel_reason = fields.Text(readonly=True, copy=False)

    # hooks ---------------------------------------------------------------------------------------

    def _series(self):
        """Return (code, prefix, name) of the series of this document in its company."""
        raise NotImplementedError

    def _heading(self):
        """Return the document's title in the language of the environment."""
        raise NotImplementedError

    def _fragment_template(self):
        """Return the QWeb template of what stands below the title; it gets `_paper_values`."""
        raise NotImplementedError

    def _page_template(self):
        """Return the QWeb template of the whole paper: a business letter by default."""
        return "debt_collection.note_fragment"

    def _paper_title(self):
        """Return the title as printed, with the number."""
        raise NotImplementedError

    def _check_can_cancel(self):
        """Raise UserError when this document can't be cancelled; say what to do."""

    # life ----------------------------------------------------------------------------------------

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for document in self:
            numbered = document.name and document.name != "/"
            document.display_name = document.name if numbered else document.partner_id.display_name

    def _number(self):
        """Return the next number of the company's own series, by the year of the date."""
        return self.company_id._debt_next_number(*self._series(), self.date)

    def _mark(self, step, **values):
        """Keep that `step` was done now, and by whom."""
        # the fields of a document's life are written here only; the step's method checks first
        now = {f"{step}_on": fields.Datetime.now(), f"{step}_by_id": self.env.uid}
        self.sudo().write({**now, **values})

    def _ask_to_cancel(self, title, view):
        """Open the dialog that asks why, in the form `view` (xml id), and then cancels."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "debt.note.cancel",
            "views": [(self.env.ref(view).id, "form")],
            "target": "new",
            "context": {"active_model": self._name, "active_ids": self.ids},
        }

    # paper ---------------------------------------------------------------------------------------

    def _paper_values(self):
        """Return what the templates read. Called with the paper's language in the context."""
        return {
            "note": self,
            "body_template": self._fragment_template(),
            "payment": None,
            "date_text": self._day_text(self.date),
            "creditor": self._creditor_lines(),
            "debtor_vat": self.partner_id.vat,
            "day": self._day_text,
            "chunked": self._chunked,
            "row_mark": self.env.context.get("debt_row_mark") or row_marker(None),
            "colour": self._colour(),
        }

    def _own_texts(self):
        """Return {heading}; where people write the text of a document {body_html}, too."""
        return {"heading": self._paper_title()}

    def _carried_lines(self, lines):
        """{line: sum of the amounts up to and with it}, for a table that goes over pages."""
        return dict(
            zip(lines, self._carried(lines.mapped("amount"), self.currency_id), strict=True)
        )

    def _fragment(self, mark=None, is_first=True, texts=None):
        # all tables of a paper share one marker
        paper = self.with_context(lang=self.lang, debt_row_mark=row_marker(mark))
        values = {
            **paper._paper_values(),
            **(texts or paper._own_texts()),
            "mark": mark,
            "is_first": is_first,
            "place": paper._place(),
            "address": paper._address_lines(),
        }
        return paper.env["ir.qweb"]._render(self._page_template(), values, minimal_qcontext=True)
