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

    def action_l10n_pl_edi_update_invoice_status(self):
        """Where the number has come by this: a PDF made before bears neither number nor code."""
        had_number = self.l10n_pl_edi_number
        result = super().action_l10n_pl_edi_update_invoice_status()
        if self.l10n_pl_edi_number and not had_number:
            self._debt_renew_copy()
        return result

    def _debt_open_edis(self):
        edis = super()._debt_open_edis()
        return edis - {"pl_ksef"} if self.l10n_pl_edi_number else edis

    def _debt_renew_copy(self):
        """Print the invoice's stored PDF anew. The old one stays as a plain attachment: it may have
        been sent.
        """
        self.ensure_one()
        # sudo: the stored PDF is the invoice's; the poll of KSeF runs as nobody in particular
        old = self.sudo().invoice_pdf_report_id
        if not old or not self._debt_may_copy():
            return
        name = old.name.removesuffix(".pdf")
        old.write({"res_field": False, "name": self.env._("%(name)s (before KSeF).pdf", name=name)})
        self.invalidate_recordset(["invoice_pdf_report_id", "invoice_pdf_report_file"])
        self._debt_make_copies()

    def _debt_ksef_qr(self):
        """Return the code of that address as an image for a report, or False."""
        url = self._debt_ksef_url()
        if not url:
            return False
        barcode = self.env["ir.actions.report"].barcode
        return image_data_uri(b64encode(barcode("QR", url, width=240, height=240)))
