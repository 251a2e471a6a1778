import logging

from odoo import models

_logger = logging.getLogger(__name__)

# the electronic invoice that stands inside the PDF itself
EMBEDDED = "facturx"


class AccountMove(models.Model):
    """PDFs of invoices that nobody printed in Odoo yet, for letters that take them along."""

    _inherit = "account.move"

    def _debt_may_copy(self):
        """Whether printing this document gives what the customer knows.

        Not for balances taken over without lines, and not where the PDF bears the number or data
        of an electronic invoice (KSeF, Factur-X) that sending it makes: that is left to Odoo.
        """
        self.ensure_one()
        send = self.env["account.move.send"]
        return (
            self.state == "posted"
            and self.move_type == "out_invoice"
            and "product" in self.invoice_line_ids.mapped("display_type")
            and not self._debt_open_edis()
            and send._get_default_invoice_edi_format(self) != EMBEDDED
        )

    def _debt_open_edis(self):
        """Return the codes of the electronic invoices that sending this document still makes."""
        return set(self.env["account.move.send"]._get_default_extra_edis(self))

    def _debt_make_copies(self):
        """Print those of these invoices of one company that may be, together if that works, else
        one by one; one that fails is left out.
        """
        try:
            with self.env.cr.savepoint():
                if moves := self.filtered(lambda move: move._debt_may_copy()):
                    moves._debt_print()
        except Exception:
            # whatever a report's template raises: the letter is more urgent than the copy
            if len(self) > 1:
                for move in self:
                    move._debt_make_copies()
            else:
                _logger.info("Collection: no copy of %s", self.name, exc_info=True)

    def _debt_print(self):
        """Print as Odoo does on sending, and keep the PDFs where it keeps them; the invoices aren't
        marked as sent. (The fallback of `_get_invoice_legal_documents` would say "Proforma".)
        """
        send = self.env["account.move.send"]
        data = {move: {"pdf_report": send._get_default_pdf_report_id(move)} for move in self}
        send._prepare_invoice_pdf_report(data)
        self.env["ir.attachment"].create([one["pdf_attachment_values"] for one in data.values()])
        self.invalidate_recordset(["invoice_pdf_report_id", "invoice_pdf_report_file"])
