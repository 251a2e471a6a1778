from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.pdf import merge_pdf

from ..report import envelope


class DebtLetter(models.Model):
    """Paper: one PDF for a batch of letters, in the order of the post codes."""

    _inherit = "debt.letter"

    # stored: the list "To print" is sorted by it
    partner_zip = fields.Char("Post code", related="partner_id.zip", store=True)
    partner_city = fields.Char("Town", related="partner_id.city")

    def _print_batch(self, cover="none", is_duplex=False):
        """Merge the letters' PDFs in the order of post codes and note the printing.

        :param cover, is_duplex: as in `action_print_to_post`
        :return: the action that downloads the PDF
        :raise UserError: a letter has no PDF; names it and says why
        """
        letters = self._print_order()
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
        letters._note_down({"printed_on": fields.Datetime.now()})
        name = self.env._("Letters %(day)s.pdf", day=fields.Date.context_today(self))
        return letters._download_pdf(name, merge_pdf(letters._batch_parts(cover, is_duplex)))

    def _batch_parts(self, cover, is_duplex):
        """PDFs (bytes) of a batch in order: covers, letters, empty backs."""
        parts = []
        for place, letter in enumerate(self, 1):
            if cover == "envelope":
                sender = [letter.company_id.name, *letter._creditor_lines()[:1]]
                parts.append(envelope.envelope(sender, letter._address_lines()))
            elif cover == "separator":
                parts.append(letter._separator(f"{place} / {len(self)}"))
                if is_duplex:
                    parts.append(envelope.blank())
            parts.append(letter.attachment_id.raw)
            if is_duplex and letter.page_count % 2:
                parts.append(envelope.blank())
        return parts

    def _separator(self, place):
        """The page before this letter, for whoever puts it into its envelope."""
        ways = ", ".join(self.channel_ids.filtered("is_paper").mapped("name"))
        pages = self.env._("Pages: %(count)s", count=self.page_count)
        lines = [*self._address_lines()[1:], "", f"{self.name}  ·  {ways}  ·  {pages}"]
        return envelope.separator(place, self.partner_id.name or "", lines)

    def action_print_batch(self):
        """Ask how to print what is selected (nothing: all that waits), then print it."""
        waiting = self or self.search([("to_print", "=", True), ("state", "!=", "void")])
        if not waiting:
            raise UserError(self.env._("There are no letters to print."))
        wizard = self.env["debt.print"].create({"letter_ids": [fields.Command.set(waiting.ids)]})
        return wizard._get_records_action(name=self.env._("Print letters"), target="new")

    def action_open_pdf(self):
        """Show the letter's PDF; a draft's is made now."""
        self.ensure_one()
        if not (self.attachment_id or self._has_pdf()):
            raise UserError(self.env._("This letter is the e-mail itself; it has no PDF."))
        return self._open_pdf()
