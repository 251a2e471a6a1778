from odoo import models

from .sale_order_check import PREPAYMENT


class SaleOrder(models.Model):
    """The customer's side: a quotation that can't be confirmed is neither signed nor paid."""

    _inherit = "sale.order"

    def _has_to_be_signed(self):
        return super()._has_to_be_signed() and not self._debt_is_stopped_online()

    def _has_to_be_paid(self):
        return super()._has_to_be_paid() and not self._debt_is_stopped_online()

    def _get_prepayment_required_amount(self):
        """A customer who may only buy with prepayment pays the whole order, not a part of it."""
        amount = super()._get_prepayment_required_amount()
        if self.require_payment and self._debt_is_prepayment_only():
            return self.amount_total
        return amount

    def _debt_is_prepayment_only(self):
        return set(self._debt_quotation_stops().values()) == {PREPAYMENT}

    def _debt_is_stopped_online(self):
        """Whether nothing the customer can do on the portal would confirm this quotation."""
        levels = set(self._debt_quotation_stops().values())
        return bool(levels) and not (self.require_payment and levels == {PREPAYMENT})

    def _debt_quotation_stops(self):
        """Return what stops this order as long as it is a quotation, see `_debt_stops`."""
        return self._debt_stops() if self._debt_is_quotation() else {}

    def _debt_is_quotation(self):
        return self.state in ("draft", "sent")
