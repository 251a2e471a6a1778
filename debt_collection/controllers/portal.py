from odoo import http
from odoo.addons.sale.controllers.portal import CustomerPortal, PaymentPortal
from odoo.exceptions import AccessError, MissingError, ValidationError


class DebtCustomerPortal(CustomerPortal):
    def _debt_stopped_order(self, order_id, access_token):
        """Return the order if the visitor may see it and collection stops it, else None."""
        try:
            order_sudo = self._document_check_access("sale.order", order_id, access_token)
        except (AccessError, MissingError):
            return None
        return order_sudo if order_sudo._debt_is_stopped_online() else None

    @http.route()
    def portal_order_page(self, order_id, access_token=None, payment_amount=None, **kw):
        # a payment link would show the payment form even where nothing has to be paid
        if payment_amount and self._debt_stopped_order(order_id, access_token):
            payment_amount = None
        return super().portal_order_page(
            order_id, access_token=access_token, payment_amount=payment_amount, **kw
        )

    @http.route()
    def portal_quote_accept(self, order_id, access_token=None, name=None, signature=None):
        token = access_token or http.request.httprequest.args.get("access_token")
        order_sudo = self._debt_stopped_order(order_id, token)
        if order_sudo:
            return {"error": order_sudo._debt_neutral_text()}
        return super().portal_quote_accept(
            order_id, access_token=access_token, name=name, signature=signature
        )


class DebtPaymentPortal(PaymentPortal):
    @http.route()
    def portal_order_transaction(self, order_id, access_token, **kwargs):
        try:
            order_sudo = self._document_check_access("sale.order", order_id, access_token)
        except (AccessError, MissingError):
            # refused by Odoo in its own words
            return super().portal_order_transaction(order_id, access_token, **kwargs)
        if order_sudo._debt_is_stopped_online():
            raise ValidationError(order_sudo._debt_neutral_text())
        return super().portal_order_transaction(order_id, access_token, **kwargs)
