from collections import namedtuple
from decimal import Decimal

from odoo import models

from ..report import qr_image
from ..tools import payment_qr, sms_text

# one transfer to be made; `bank` may be empty, `split`: under the split payment mechanism
Transfer = namedtuple("Transfer", "currency amount bank title split")
# ready texts of the box "how to pay"; codes: [Code]
Payment = namedtuple("Payment", "total words due account title remarks codes")
Code = namedtuple("Code", "image caption link")


class DebtPaperMixin(models.AbstractModel):
    """How to pay: codes that banking apps read, remarks on the account, the customer's own page."""

    _inherit = "debt.paper.mixin"

    def _payment_codes(self, transfers):
        """Return [Code] of those transfers that a code can express.

        :param transfers: list of `Transfer`, amounts as they are owed on the day of the paper
        """
        caption = self.env._("Scan with your banking app")
        several = len(transfers) > 1
        return [
            Code(
                qr_image.data_uri(text),
                f"{caption} ({transfer.currency.name})" if several else caption,
                "",
            )
            for transfer in transfers
            if (text := self._payment_code_text(transfer))
        ]

    def _payment_code_text(self, transfer):
        """Return what the code of one transfer says, or "" where no code may be printed: switched
        off, split payment, another currency, a Polish code for a customer abroad, too much money
        (FORMATS 1).
        """
        company, bank, currency = self.company_id, transfer.bank, transfer.currency.name
        if not company.debt_qr or not bank or transfer.split:
            return ""
        amount = Decimal(str(transfer.currency.round(transfer.amount)))
        name, title = company.name, transfer.title
        if company.debt_qr_ascii:
            name, title = sms_text.ascii_letters(name), sms_text.ascii_letters(title)
        if currency == "EUR":
            return payment_qr.epc(bank.acc_number, amount, name, title, bank.bank_bic or "")
        if currency != "PLN" or self._is_foreign():
            return ""
        vat = company.partner_id.vat or ""
        return payment_qr.zbp(bank.acc_number, amount, name, title, vat, company.debt_qr_long)

    def _payment_remarks(self, transfers):
        """Return sentences that a payer in Poland has to know about these transfers."""
        remarks, _ = [], self.env._
        if self._is_foreign():
            return remarks
        zloty = [transfer for transfer in transfers if transfer.currency.name == "PLN"]
        # sudo: collectors print accounts without reading them (see _bank_account)
        if zloty and all(transfer.bank.sudo().debt_white_list for transfer in zloty):
            remarks.append(_("The account is on the Polish VAT white list."))
        if any(transfer.split for transfer in transfers):
            remarks.append(
                _("Please pay the documents marked MPP by a split payment transfer, one for each.")
            )
        return remarks
