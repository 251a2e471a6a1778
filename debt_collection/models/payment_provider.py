from odoo import api, models

# ways of custom providers by which the goods leave before they are paid
PAID_LATER = ("cash_on_delivery", "on_site")


class PaymentProvider(models.Model):
    _inherit = "payment.provider"

    @api.model
    def _get_compatible_providers(self, *args, sale_order_id=None, **kwargs):
        """A customer on prepayment isn't offered to pay on delivery."""
        providers = super()._get_compatible_providers(*args, sale_order_id=sale_order_id, **kwargs)
        if "custom_mode" not in providers._fields or not sale_order_id:
            return providers
        # asked for the customer himself, on the portal and in the shop
        order_sudo = self.env["sale.order"].sudo().browse(sale_order_id).exists()
        if not order_sudo or not order_sudo._debt_is_prepayment_only():
            return providers
        return providers.filtered(lambda provider: provider.custom_mode not in PAID_LATER)
