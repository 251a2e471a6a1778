from odoo import models
from odoo.tools import str2bool


class AccountMove(models.Model):
    """Which documents may be paid online (PRACTICE 1.16)."""

    _inherit = "account.move"

    def _debt_may_pay_online(self, is_consumer):
        """Tell whether this document may be paid by a link: online gateways aren't on the white
        list of accounts and can't take split payments, so not for big business invoices.
        """
        is_open = self._has_to_be_paid() or self._debt_is_payable_note()
        if not is_open or self._debt_is_split_payment():
            return False
        limit = self.company_id.debt_paylink_limit
        return is_consumer or not limit or abs(self.amount_total_signed) <= limit

    def _debt_is_payable_note(self):
        """Tell whether this is the entry of a note of interest or compensation that waits to be
        paid: Odoo itself offers only invoices for payment online.
        """
        if self.move_type != "entry" or self.state != "posted":
            return False
        lines = self.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        if not lines:
            return False
        # sudo: whether online payment is on is no secret
        params = self.env["ir.config_parameter"].sudo()
        if not str2bool(params.get_param("account_payment.enable_portal_payment")):
            return False
        under_way = self.transaction_ids.filtered(lambda tx: tx.state in ("pending", "authorized"))
        return not under_way and bool(self.env["debt.interest"]._accessory_ids(lines.ids))
