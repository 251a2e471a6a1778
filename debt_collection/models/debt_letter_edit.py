from odoo import api, fields, models
from odoo.exceptions import UserError


class DebtLetter(models.Model):
    """A letter changed by hand before anybody approved it."""

    _inherit = "debt.letter"

    # what people edit; `body_html` is what is printed
    text = fields.Html(
        "Text of the letter",
        compute="_compute_text",
        inverse="_inverse_text",
        sanitize_attributes=False,
    )
    pdf_file = fields.Binary("PDF preview", related="attachment_id.datas")
    action_state = fields.Selection(related="action_id.state", string="State of the action")

    @api.depends("body_html")
    def _compute_text(self):
        for letter in self:
            letter.text = letter.body_html

    def _inverse_text(self):
        for letter in self.filtered(lambda letter: letter.text != letter.body_html):
            letter._check_can_edit()
            letter.write(
                {"body_html": letter.text, "is_edited": True, "edited_by_id": self.env.uid}
            )
            letter._drop_pdf()

    def _check_can_edit(self):
        """Raise UserError when this letter may not be changed any more."""
        self._check_is_draft()
        if self.action_id.approved_by_id:
            raise UserError(self.env._("%(name)s was approved as it is.", name=self.display_name))

    def action_restore_text(self):
        """Replace what was changed by hand by the type's text."""
        for letter in self:
            letter._check_can_edit()
        self._write_text()
        self._drop_pdf()

    def action_preview_pdf(self):
        """Make the PDF now, to see it."""
        if self._render_pdfs():
            raise UserError("\n".join(letter.error for letter in self if letter.error))
