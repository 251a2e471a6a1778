from itertools import chain

from odoo import models
from odoo.exceptions import UserError

PREPAYMENT = "2_prepayment"
BLOCKED = "3_blocked"


class SaleOrder(models.Model):
    """Whether a new order of a customer in collection may be confirmed, on every path."""

    _inherit = "sale.order"

    def _confirmation_error_message(self):
        return super()._confirmation_error_message() or self._debt_error_message()

    def _debt_error_message(self):
        """Return why collection stops this order (neutral words for people outside), or False."""
        stops = self._debt_stops()
        return self._debt_refusal(stops) if stops else False

    def action_confirm(self):
        limits = {order: order._debt_limits() for order in self}
        releases_sudo = self.env["debt.sale.release"].sudo()
        releases_sudo._lock(self.env["debt.debtor"].concat(*chain(*limits.values())))
        result = super().action_confirm()
        for order, levels in limits.items():
            order._debt_use_releases(levels)
        if len(self) > 1:
            self._debt_check_together(limits)
        return result

    def _debt_check_together(self, limits):
        """Refuse a batch whose orders fit under a credit limit one by one, but not together.

        :param limits: {order: {debtor: level}} of those already judged one by one
        """
        for company, orders in self.grouped("company_id").items():
            level = company.sudo().debt_credit_level
            if not company.sudo().debt_stops_orders or level not in (PREPAYMENT, BLOCKED):
                continue
            # all of them are confirmed now: what customers owe is the same for each order
            exposures = self.env["debt.debtor"]._exposures(company, orders._debt_partners())
            for order in orders:
                known = [debtor.partner_id for debtor in limits[order]]
                over = order._debt_over_credit(exposures)
                if new := [partner for partner in over if partner not in known]:
                    raise UserError(
                        self.env._(
                            "These orders of %(customer)s together are above the credit limit. "
                            "Please confirm them one by one.",
                            customer=new[0].name,
                        )
                    )

    def _debt_use_releases(self, levels):
        """Write down which releases let this order pass; orders before it in the batch count.

        :param levels: {debtor: level} of those who need one
        """
        for debtor, level in levels.items():
            # used for whoever confirms: a salesperson, the customer on the portal
            release_sudo = self.env["debt.sale.release"].sudo()._for_order(self, debtor)
            if not release_sudo:
                raise UserError(self._debt_refusal({debtor: level}))
            release_sudo._use(self)

    # who stops it

    def _debt_debtors(self):
        """Debtors this order is judged by: of its invoice address and of its customer."""
        self.ensure_one()
        # salespeople, portal users and the public have no access to collection data
        debtors_sudo = self.env["debt.debtor"].sudo().with_company(self.company_id)
        return debtors_sudo.search(
            [
                ("company_id", "=", self.company_id.id),
                ("partner_id", "in", self._debt_partners().ids),
            ]
        )

    def _debt_levels(self):
        """Return {debtor: level} of this order's debtors whose sales are limited, read live: by
        holds, and by what the credit limit says of this order.
        """
        debtors = self._debt_debtors()
        levels = debtors._sale_levels(self.company_id._debt_today()) if debtors else {}
        over_credit = self._debt_over_credit()
        credit_level = self.company_id.sudo().debt_credit_level
        for partner in over_credit:
            # who is above his limit is a debtor from now on: a release needs one
            debtor = debtors._get_or_create(self.company_id, partner)
            levels[debtor] = max(levels.get(debtor, credit_level), credit_level)
        return levels

    def _debt_limits(self, levels=None):
        """Return {debtor: level} of those who need a release before this order may be confirmed,
        given or not.

        :param levels: as `_debt_levels` returns them, if the caller has them already
        """
        if not self.company_id.sudo().debt_stops_orders:
            return {}
        levels = self._debt_levels() if levels is None else levels
        limits = {PREPAYMENT, BLOCKED}.intersection(levels.values())
        if not limits or self._debt_is_sold_at_till():
            return {}
        if PREPAYMENT in limits and self._debt_is_prepaid():
            limits.remove(PREPAYMENT)
        return {debtor: level for debtor, level in levels.items() if level in limits}

    def _debt_stops(self, levels=None):
        """Return {debtor: level} of those because of whom this order can't be confirmed now.

        :param levels: as in `_debt_limits`
        """
        releases_sudo = self.env["debt.sale.release"].sudo()
        return {
            debtor: level
            for debtor, level in self._debt_limits(levels).items()
            if not releases_sudo._for_order(self, debtor)
        }

    # what lets it pass

    def _debt_is_sold_at_till(self):
        """Whether the goods were already sold in a shop: refusing would break the till's sync."""
        # pos_sale links the lines before it confirms the order; without pos_sale no such field
        lines = self.sudo().order_line
        return "pos_order_line_ids" in lines._fields and bool(lines.pos_order_line_ids)
