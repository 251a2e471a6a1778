from odoo import models


class AccountMove(models.Model):
    """Which documents may be paid online (PRACTICE 1.16)."""

    _inherit = "account.move"

    def _debt_may_pay_online(self, is_consumer):
        """Tell whether this document may be paid by a link: online gateways aren't on the white
        list of accounts and can't take split payments, so not for big business invoices.
        """
        if not self._has_to_be_paid() or self._debt_is_split_payment():
            return False
        limit = self.company_id.debt_paylink_limit
        return is_consumer or not limit or abs(self.amount_total_signed) <= limit
