from odoo import api, fields, models
from odoo.tools import SQL


class DebtSaleRelease(models.Model):
    """A person's permission to sell to a blocked customer: one order, or an amount until a day."""

    _name = "debt.sale.release"
    _description = "Sale Release"
    _order = "id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    debtor_id = fields.Many2one(
        "debt.debtor", "Debtor", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        related="debtor_id.partner_id", store=True, index=True, string="Customer"
    )
    order_id = fields.Many2one("sale.order", index="btree_not_null", ondelete="cascade")
    order_currency_id = fields.Many2one("res.currency", readonly=True)
    order_amount = fields.Monetary(
        "Order total at release",
        currency_field="order_currency_id",
        help="An order that has grown since needs a new release.",
    )
    amount = fields.Monetary("Up to")
    date_until = fields.Date("Until")
    user_id = fields.Many2one(
        "res.users", "Released by", required=True, default=lambda self: self.env.user
    )
    reason = fields.Char(required=True)
    overdue = fields.Monetary("Overdue at release")
    used_order_ids = fields.Many2many("sale.order", string="Used by")
    used_count = fields.Integer(
        default=0,
        aggregator=None,
        help="Written with each use, so that two orders confirmed at once can't both use it.",
    )
    remaining = fields.Monetary("Left", compute="_compute_remaining")

    _amount_positive = models.Constraint(
        "CHECK (order_id IS NOT NULL OR amount > 0)",
        "A release needs an order or an amount.",
    )

    @api.depends("amount", "used_order_ids.state", "used_order_ids.amount_total")
    def _compute_remaining(self):
        for release in self:
            # the release may be read by people who don't see the orders of others
            orders_sudo = release.sudo().used_order_ids.filtered(lambda o: o.state != "cancel")
            used = sum(release._order_value(order) for order in orders_sudo)
            release.remaining = 0.0 if release.order_id else max(release.amount - used, 0.0)

    def _order_value(self, order):
        """Return the order's total in the release's currency, at the rate of the order's day."""
        return order.currency_id._convert(
            order.amount_total, self.currency_id, self.company_id, order.date_order.date()
        )

    @api.model
    def _for_order(self, order, debtor):
        """Return the release that lets `order` pass for `debtor` now, or an empty recordset.

        One of the order itself wins over an amount, and the amount that ends first over the others.
        """
        releases = self.search(
            [("debtor_id", "=", debtor.id), *self._open_domain(order)],
            order="order_id, date_until, id",
        )
        return releases._paid_down().filtered(lambda release: release._covers(order))[:1]

    @api.model
    def _open_domain(self, order):
        return [
            ("order_id", "in", [order._origin.id, False]),
            "|",
            ("date_until", "=", False),
            ("date_until", ">=", order.company_id._debt_today()),
        ]

    @api.model
    def _may_cover(self, order):
        """Tell whether a release could let `order` pass, whatever its total."""
        partners = order._debt_partners()
        releases = self.search(
            [
                ("partner_id", "in", partners.ids),
                ("company_id", "=", order.company_id.id),
                *self._open_domain(order),
            ]
        )
        return any(
            not release.used_order_ids if release.order_id else release.remaining > 0
            for release in releases._paid_down()
        )

    def _covers(self, order):
        if self.order_id:
            return (
                not self.used_order_ids
                and self.order_currency_id == order.currency_id
                and order.currency_id.compare_amounts(order.amount_total, self.order_amount) <= 0
            )
        value = self._order_value(order)
        return self.currency_id.compare_amounts(value, self.remaining) <= 0

    @api.model
    def _lock(self, debtors):
        """Wait for another confirmation that uses releases of these debtors.

        If it used one, PostgreSQL then reports a conflict and Odoo repeats our request.
        """
        if debtors:
            self.env.execute_query(
                SQL(
                    "SELECT id FROM debt_sale_release WHERE debtor_id IN %s FOR NO KEY UPDATE",
                    tuple(debtors.ids),
                )
            )

    def _use(self, order):
        for release in self:
            release.write(
                {
                    "used_order_ids": [fields.Command.link(order.id)],
                    "used_count": release.used_count + 1,
                }
            )
