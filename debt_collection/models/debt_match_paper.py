from odoo import models
from odoo.exceptions import UserError


class DebtMatchDocument(models.AbstractModel):
    """Printouts of documents of settlement, in the customer's language."""

    _inherit = "debt.match.document"

    def _fragment_template(self):
        """Return the QWeb template of what stands below the title."""
        raise NotImplementedError

    def _page_template(self):
        """Return the QWeb template of the whole paper: a business letter by default."""
        return "debt_collection.note_fragment"

    def _paper_title(self):
        return f"{self._heading()} {self.name}"

    def _paper_values(self):
        """Return what the templates read. Called with the paper's language in the context."""
        return {
            "note": self,
            "heading": self._paper_title(),
            "body_template": self._fragment_template(),
            "pays": False,
            "date_text": self._day_text(self.date),
            "creditor": self._creditor_lines(),
            "debtor_vat": self.partner_id.vat,
            "number": lambda value: self._number_text(value, self.currency_id),
            "money": lambda value: self._amount_text(value, self.currency_id),
            "day": self._day_text,
            "chunked": self._chunked,
        }

    def _fragment(self, mark=None, is_first=True):
        paper = self.with_context(lang=self.lang)
        values = {
            **paper._paper_values(),
            "mark": mark,
            "is_first": is_first,
            "place": paper._place(),
            "address": paper._address_lines(),
        }
        return paper.env["ir.qweb"]._render(self._page_template(), values, minimal_qcontext=True)

    def _check_can_print(self):
        if self.state != "posted":
            raise UserError(
                self.env._("%(document)s isn't posted yet.", document=self.display_name)
            )

    def _pdf(self):
        """Return the attachment with the PDF of this document, made when it is first needed."""
        self.ensure_one()
        self._check_can_print()
        # who may read a document may print it; the PDF is kept as evidence
        if self.sudo()._render_pdfs():
            raise UserError(self.error)
        return self.attachment_id

    def action_print(self):
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._pdf().id}?download=true",
            "target": "download",
        }
