from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.pdf import merge_pdf


class DebtLetter(models.Model):
    """Paper: one PDF for a batch of letters, in the order of the post codes."""

    _inherit = "debt.letter"

    # stored: the list "To print" is sorted by it
    partner_zip = fields.Char("Post code", related="partner_id.zip", store=True)
    partner_city = fields.Char("Town", related="partner_id.city")

    def _print_batch(self):
        """Merge the letters' PDFs in the order of post codes and note the printing.

        :return: the action that downloads the PDF
        :raise UserError: a letter has no PDF; names it and says why
        """
        letters = self.sorted(
            lambda letter: (letter.partner_id.zip or "", letter.partner_id.name or "", letter.id)
        )
        missing = letters._render_pdfs() | letters.filtered(lambda letter: not letter.attachment_id)
        if missing:
            raise UserError(
                self.env._(
                    "These letters have no PDF: %(letters)s",
                    letters="; ".join(f"{one.name} {one.error or ''}".strip() for one in missing),
                )
            )
        if not letters:
            raise UserError(self.env._("There are no letters to print."))
        letters.write({"printed_on": fields.Datetime.now()})
        return letters._download(merge_pdf([letter.attachment_id.raw for letter in letters]))

    def action_print_batch(self):
        """Print what is selected (nothing: all that waits) and still owed, in one PDF."""
        waiting = self or self.search([("to_print", "=", True), ("state", "!=", "void")])
        return waiting.action_print_to_post()

    def _download(self, content):
        """The action that hands a PDF to the user."""
        today = fields.Date.context_today(self)
        attachment = self.env["ir.attachment"].create(
            {
                "name": self.env._("Letters %(day)s.pdf", day=today),
                "raw": content,
                "mimetype": "application/pdf",
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=true",
            "target": "download",
        }

    def action_open_pdf(self):
        """Show the letter's PDF; a draft's is made now."""
        self.ensure_one()
        if not (self.attachment_id or self._has_pdf()):
            raise UserError(self.env._("This letter is the e-mail itself; it has no PDF."))
        return self._open_pdf()
