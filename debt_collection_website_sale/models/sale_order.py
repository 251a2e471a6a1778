from odoo import models
from odoo.addons.debt_collection.models.sale_order_check import PREPAYMENT
from odoo.exceptions import ValidationError


class SaleOrder(models.Model):
    """A cart that may not be bought is stopped before money is taken, in neutral words."""

    _inherit = "sale.order"

    def _debt_is_stopped_in_shop(self):
        """Whether paying this cart in full would not confirm it."""
        return bool(self and set(self._debt_quotation_stops().values()) - {PREPAYMENT})

    def _check_cart_is_ready_to_be_paid(self):
        """Asked before each payment, that of express checkout included.

        :raises ValidationError: without a word about debts
        """
        if self._debt_is_stopped_in_shop():
            raise ValidationError(self._debt_neutral_text())
        return super()._check_cart_is_ready_to_be_paid()
