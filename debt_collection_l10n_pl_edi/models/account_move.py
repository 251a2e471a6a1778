from odoo import models


class AccountMove(models.Model):
    """Invoices that are in KSeF: letters quote their number, copies are visualisations of them."""

    _inherit = "account.move"

    def _debt_letter_fields(self):
        return [*super()._debt_letter_fields(), "l10n_pl_edi_number"]

    def _debt_ksef_number(self):
        return self.l10n_pl_edi_number or super()._debt_ksef_number()

    def _debt_copy_filename(self):
        """The invoice is the file in KSeF; what we attach only shows it, and says so."""
        if not self._debt_ksef_number():
            return super()._debt_copy_filename()
        number = (self.name or "").replace("/", "_")
        return self.env._("invoice visualisation %(number)s.pdf", number=number)
