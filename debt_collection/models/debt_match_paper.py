from odoo import models
from odoo.exceptions import UserError


class DebtMatchDocument(models.AbstractModel):
    """Printouts of documents of settlement, in the customer's language."""

    _inherit = "debt.match.document"

    def _paper_title(self):
        return f"{self._heading()} {self.name}"

    def _paper_values(self):
        return {
            **super()._paper_values(),
            "number": lambda value: self._number_text(value, self.currency_id),
            "money": lambda value: self._amount_text(value, self.currency_id),
        }

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
