from odoo import Command, api, fields, models

from .debt_letter_type import DOCUMENTS

LETTER = "debt.letter"


class DebtLetterType(models.Model):
    """Texts of papers that aren't letters: the agreement and the notice of allocation."""

    _inherit = "debt.letter.type"

    rank = fields.Selection(
        selection_add=[
            ("s_agreement", "Instalment agreement"),
            ("s_allocation", "Notice of allocation"),
        ],
        ondelete={"s_agreement": "cascade", "s_allocation": "cascade"},
    )

    @api.depends("rank")
    def _compute_render_model(self):
        for letter_type in self:
            letter_type.render_model = DOCUMENTS.get(letter_type.rank, LETTER)

    def _preview(self):
        if self.render_model == LETTER:
            return super()._preview()
        return self._page_of(self._sample_document())

    def _sample_document(self):
        """A document of this kind for the customer, with made-up figures; in memory."""
        Document, lang = self.env[self.render_model], self.preview_lang or self.env.lang
        company = self.env.company
        partner = self.preview_partner_id.commercial_partner_id or company.partner_id
        day = fields.Date.context_today(self)
        values = {
            "lang": lang,
            "user_id": self.env.uid,
            "company_id": company.id,
            "partner_id": partner.id,
            "currency_id": company.currency_id.id,
            "date": day,
        }
        return Document.new({**values, **Document._sample_vals(day)}).with_context(lang=lang)

    def _test_vals(self):
        if self.render_model == LETTER:
            return super()._test_vals()
        document = self._sample_document()
        texts = self._texts(document)[document]
        return {
            "subject": texts["heading"],
            "attachment_ids": [
                Command.create({"name": f"{self.name}.pdf", "raw": self._pdf_of(document, texts)})
            ],
        }
