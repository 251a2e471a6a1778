from odoo import models
from odoo.exceptions import UserError

from ..tools.download import download


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
            "carried": self._carried_lines,
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

    def _mail_paper(self, template):
        """Queue an e-mail with the PDF to the contact chosen for collections.

        :param template: xml id of the mail template
        """
        self.ensure_one()
        self._check_can_print()
        contact = self._contact()
        if not contact.email:
            raise UserError(
                self.env._(
                    "%(contact)s has no e-mail address. Enter one, or print the notice.",
                    contact=contact.display_name,
                )
            )
        self.with_context(mail_notify_force_send=False).message_post_with_source(
            self.env.ref(template),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=contact.ids,
            attachment_ids=self._pdf().ids,
            auto_delete=False,
            notify_skip_followers=True,
        )

    def action_print(self):
        return download(self._pdf())
