from odoo import api, fields, models


class DebtSaleRelease(models.Model):
    """A release may be for one delivery."""

    _inherit = "debt.sale.release"

    picking_id = fields.Many2one("stock.picking", "Delivery", index="btree_not_null")

    _amount_positive = models.Constraint(
        "CHECK (order_id IS NOT NULL OR picking_id IS NOT NULL OR amount > 0)",
        "A release needs an order, a delivery or an amount.",
    )

    @api.model
    def _open_domain(self, order):
        """What was released for a delivery lets no order pass."""
        return [*super()._open_domain(order), ("picking_id", "=", False)]

    @api.model
    def _for_delivery(self, picking, debtor):
        """Return the releases that let `picking` leave: its own, that of the delivery it is the
        rest of, or those its order was confirmed with.
        """
        day = picking.company_id._debt_today()
        domain = [("debtor_id", "=", debtor.id), "|", ("date_until", "=", False)]
        own = self.search(
            [
                *domain,
                ("date_until", ">=", day),
                ("picking_id", "in", (picking | picking.backorder_id).ids),
            ]
        )
        order = picking._debt_order()
        used = self.search([("debtor_id", "=", debtor.id), ("used_order_ids", "in", order.ids)])
        # a hold set after the release is a new decision
        row = self.env["debt.sale.hold"]._highest(debtor, day).get(debtor)
        since = row.date_from if row else False
        used = used.filtered(lambda release: not since or release.released_on >= since)
        return (own | used)._paid_down()
