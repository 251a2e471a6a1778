from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import text_diff


class DebtLetter(models.Model):
    """A letter changed by hand before anybody approved it, and what was changed."""

    _inherit = "debt.letter"

    # what people edit; `body_html` is what is printed
    text = fields.Html(
        "Text of the letter",
        compute="_compute_text",
        inverse="_inverse_text",
        sanitize_attributes=False,
    )
    subject_line = fields.Char(
        "Subject of the e-mail", compute="_compute_text", inverse="_inverse_text"
    )
    standard_html = fields.Html(
        "Text of the letter type", readonly=True, copy=False, sanitize=False
    )
    diff_html = fields.Html("What was changed", compute="_compute_diff_html", sanitize=False)
    pdf_file = fields.Binary("PDF preview", related="attachment_id.datas")
    action_state = fields.Selection(related="action_id.state", string="State of the action")

    @api.depends("body_html", "subject")
    def _compute_text(self):
        for letter in self:
            letter.text = letter.body_html
            letter.subject_line = letter.subject

    def _inverse_text(self):
        for letter in self.filtered(lambda letter: letter._is_text_other()):
            letter._check_can_edit()
            letter._note_down(
                {
                    "standard_html": letter.standard_html or letter._whole_text(),
                    "subject": letter.subject_line,
                    "body_html": letter.text,
                    "is_edited": True,
                    "edited_by_id": self.env.uid,
                }
            )
            letter._drop_pdf()

    def _is_text_other(self):
        return (self.text, self.subject_line) != (self.body_html, self.subject)

    def _whole_text(self):
        """Subject and text as one, to be compared."""
        return Markup("<p>%s</p>%s") % (self.subject or "", self.body_html or "")

    @api.depends("is_edited", "standard_html", "body_html", "subject")
    def _compute_diff_html(self):
        for letter in self:
            if not letter.is_edited:
                letter.diff_html = False
                continue
            steps = text_diff.compare(letter.standard_html, letter._whole_text())
            letter.diff_html = letter._diff_page(steps)

    @api.model
    def _diff_page(self, steps):
        """HTML of a comparison, see `tools.text_diff`."""
        values = {"steps": steps, "is_changed": text_diff.is_changed(steps)}
        return self.env["ir.qweb"]._render(
            "debt_collection.text_diff", values, minimal_qcontext=True
        )

    def _check_can_edit(self):
        """Raise UserError when this letter may not be changed any more."""
        self._check_is_draft()
        if self.action_id.approved_by_id or self.action_id._given():
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

    # the decision, from the page of the letter

    def action_approve(self):
        return self.action_id.action_approve()

    def action_refuse(self):
        return self.action_id.action_refuse()
