from odoo import models


class DebtEdeliveryProvider(models.AbstractModel):
    """How letters reach e-Doręczenia, and how proofs come back: an adapter for one provider.

    A provider is a model `debt.edelivery.provider.<code>` that inherits this one, and `<code>` in
    `res.company.debt_edelivery_provider` (selection_add). It changes no letter itself: it tells
    `debt.edelivery` by `_sent`, `_delivered` and `_failed`.
    """

    _name = "debt.edelivery.provider"
    _description = "Provider of e-Delivery"

    def _hand_over(self, deliveries, now):
        """Pass these deliveries on at `now` (UTC); call `_sent` on those the provider took.

        Those not taken stay on the list "To hand over".

        :param deliveries: `debt.edelivery` of one company in state waiting
        :raise UserError: the provider can't be reached or isn't set up
        """
        raise NotImplementedError

    def _fetch(self, deliveries):
        """Ask for proofs of these deliveries (state sent); call `_delivered` or `_failed`."""


class DebtEdeliveryManual(models.AbstractModel):
    """A person passes the letters on: they wait on the list, a ZIP file holds them."""

    _name = "debt.edelivery.provider.manual"
    _inherit = ["debt.edelivery.provider"]
    _description = "e-Delivery by Hand"

    def _hand_over(self, deliveries, now):
        return None
