from odoo import models
from odoo.addons.debt_collection.models.sale_order_check import PREPAYMENT
from odoo.exceptions import ValidationError


class SaleOrder(models.Model):
    """A cart that may not be bought is stopped before money is taken, in neutral words."""

    _inherit = "sale.order"

    def _debt_partners(self):
        """A guest is a new contact each time: his tax number tells which customer he is."""
        partners = super()._debt_partners()
        # of carts only: a confirmed order isn't judged again
        carts = self.filtered(lambda order: order.website_id and order.state in ("draft", "sent"))
        guests = carts.partner_id.commercial_partner_id._origin
        numbers = {variant for guest in guests for variant in _tax_numbers(guest.vat)}
        if not numbers:
            return partners
        # sudo: the visitor reads no customers
        same_sudo = partners.sudo().search(
            [
                ("vat", "in", sorted(numbers)),
                ("parent_id", "=", False),
                ("company_id", "in", [False, *self.company_id.ids]),
            ]
        )
        return partners | same_sudo.sudo(self.env.su)

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


def _tax_numbers(vat):
    """Return the ways in which a tax number may be stored: as typed, bare, with its country.

    >>> sorted(_tax_numbers("PL 526-025-02-74"))
    ['5260250274', 'PL 526-025-02-74', 'PL5260250274']
    >>> _tax_numbers("")
    set()
    """
    bare = "".join(sign for sign in vat or "" if sign.isalnum()).upper()
    digits = bare.removeprefix("PL")
    if len(digits) < 8:
        return set()
    return {vat, bare, digits} | ({f"PL{digits}"} if digits.isdigit() else set())
