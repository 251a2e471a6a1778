from base64 import b64encode

from odoo import models
from odoo.tools.image import image_data_uri

from ..tools.verification import verification_url


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

    def _debt_ksef_url(self):
        """Return the address that shows this invoice of ours in KSeF; False without the very file
        that was sent.
        """
        self.ensure_one()
        # the file is part of the invoice, which the reader may see
        document = self.sudo().l10n_pl_edi_attachment_id.raw
        nip = "".join(filter(str.isdigit, self.company_id.vat or ""))
        is_ours = self.is_sale_document() and self.l10n_pl_edi_number and self.invoice_date
        if not (document and is_ours and len(nip) == 10):
            return False
        # the same parameter tells l10n_pl_edi where to send
        mode = self.env["ir.config_parameter"].sudo().get_param("l10n_pl_edi_ksef.mode") or "prod"
        return verification_url(nip, self.invoice_date, document, mode)

    def _debt_ksef_qr(self):
        """Return the code of that address as an image for a report, or False."""
        url = self._debt_ksef_url()
        if not url:
            return False
        barcode = self.env["ir.actions.report"].barcode
        return image_data_uri(b64encode(barcode("QR", url, width=240, height=240)))
