from odoo.addons.website_sale.controllers.main import WebsiteSale
from odoo.http import request


class DebtWebsiteSale(WebsiteSale):
    def _get_shop_payment_errors(self, order):
        """Show the neutral text instead of ways to pay; once a payment is under way it is left
        alone, whatever happened to the customer since.
        """
        errors = super()._get_shop_payment_errors(order)
        payment = order.get_portal_last_transaction()
        is_paying = payment.state in ("pending", "authorized", "done")
        if not is_paying and order._debt_is_stopped_in_shop():
            title = request.env._("We can't take this order online")
            errors.append((title, order._debt_neutral_text()))
        return errors
