from odoo import models

from ..report.letter_marks import row_marker


class DebtLetter(models.Model):
    """What stands on a letter's PDF."""

    _inherit = "debt.letter"

    def _has_pdf(self):
        return self.has_pdf

    def _paper_title(self):
        return self.heading or self.name

    def _may_end_alone(self):
        return self._only_tells() and not self.is_confirmation

    def _fragment(self, mark=None, is_first=True, texts=None):
        """HTML of one letter in its language; `texts` replace its title and text in a preview."""
        letter = self.with_context(lang=self.lang)
        values = {
            "letter": letter,
            "heading": letter.heading,
            "body_html": letter.body_html,
            **(texts or {}),
            "mark": mark,
            "is_first": is_first,
            "place": letter._place(),
            "address": letter._address_lines(),
            "creditor": letter._creditor_lines(),
            "debtor_vat": letter.partner_id.vat,
            "tables": letter._tables(),
            "payment": letter._payment(),
            "row_mark": row_marker(mark),
            "colour": letter._colour(),
            "chunked": self._chunked,
            "has_tail": self.env.context.get("debt_tail"),
        }
        return letter.env["ir.qweb"]._render(
            "debt_collection.letter_fragment", values, minimal_qcontext=True
        )
