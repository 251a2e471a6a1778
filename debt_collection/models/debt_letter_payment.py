from odoo import models

from ..report import qr_image
from .debt_letter_type import INFORMATION
from .debt_paper_payment import Code, Payment, Transfer

TITLE_OF_CODE = 32  # letters that the title has in the Polish code


class DebtLetter(models.Model):
    """How to pay what a letter demands: account, title, codes, the customer's own page."""

    _inherit = "debt.letter"

    def _payment(self):
        """Return the `Payment` of this letter, or None where there is nothing to pay and no page
        to open. Called with the letter's language in the context.
        """
        transfers = self._transfers()
        codes = self._payment_codes(transfers) + self._page_codes()
        if not transfers and not codes:
            return None
        if not transfers:
            hint = self.env._("See the documents, pay them or answer us online.")
            return Payment("", "", "", "", "", [hint], codes)
        # where time runs from delivery, the text says how many days
        from_delivery = self.letter_type_id.deadline_from == "delivered"
        return Payment(
            self.total_text,
            self.total_words,
            "" if from_delivery else self.deadline_text,
            self.account_text,
            self.transfer_title,
            self._payment_remarks(transfers),
            codes,
        )

    def _only_tells(self):
        """Whether this letter tells and demands nothing."""
        return self.is_statement or self.letter_type_id.rank == INFORMATION

    def _transfers(self):
        """Return a `Transfer` for each currency in which something is to be paid."""
        if self._only_tells():
            return []
        accounts = self._accounts()
        lines = self._role_lines("demanded")
        return [
            Transfer(
                currency,
                amount,
                accounts[currency],
                self._title_of(
                    lines.filtered(lambda line, own=currency: line.currency_id == own),
                    TITLE_OF_CODE,
                ),
                self._is_split(lines, currency),
            )
            for currency, amount in self._totals().items()
            if amount > 0
        ]

    def _is_split(self, lines, currency):
        """Whether something in this currency has to be paid by split payment."""
        documents = [line._document() for line in lines if line.currency_id == currency]
        return not self.is_abroad and any(
            document and document._debt_is_split_payment() for document in documents
        )

    def _page_codes(self):
        """Return [Code] of the customer's own page, if letters show it: at most one."""
        url = self.company_id.debt_portal_qr and self.portal_url
        if not url:
            return []
        return [Code(qr_image.data_uri(url), self.env._("Your account, online"), url)]
