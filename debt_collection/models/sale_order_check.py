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
        stopping = self._debt_stopping_debtors()
        return self._debt_refusal(stopping) if stopping else False

    def action_confirm(self):
        limiting = {order: order._debt_limiting_debtors() for order in self}
        releases_sudo = self.env["debt.sale.release"].sudo()
        releases_sudo._lock(self.env["debt.debtor"].concat(*limiting.values()))
        result = super().action_confirm()
        for order, debtors in limiting.items():
            order._debt_use_releases(debtors)
        if len(self) > 1:
            self._debt_check_together(limiting)
        return result

    def _debt_check_together(self, limiting):
        """Refuse a batch whose orders fit under a credit limit one by one, but not together."""
        for order in self:
            known = limiting[order].partner_id
            level = order.company_id.sudo().debt_credit_level
            stops = order.company_id.sudo().debt_stops_orders and level in (PREPAYMENT, BLOCKED)
            new = [partner for partner in order._debt_over_credit() if partner not in known]
            if stops and new:
                raise UserError(
                    self.env._(
                        "These orders of %(customer)s together are above the credit limit. "
                        "Please confirm them one by one.",
                        customer=new[0].name,
                    )
                )

    def _debt_use_releases(self, debtors):
        """Write down which releases let this order pass; orders before it in the batch count."""
        for debtor in debtors:
            # used for whoever confirms: a salesperson, the customer on the portal
            release_sudo = self.env["debt.sale.release"].sudo()._for_order(self, debtor)
            if not release_sudo:
                raise UserError(self._debt_refusal(debtor))
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

    def _debt_limiting_debtors(self):
        """Debtors who need a release before this order may be confirmed, given or not."""
        if not self.company_id.sudo().debt_stops_orders:
            return self.env["debt.debtor"].sudo()
        levels = self._debt_levels()
        limits = {PREPAYMENT, BLOCKED}.intersection(levels.values())
        if not limits or self._debt_is_sold_at_till():
            return self.env["debt.debtor"].sudo()
        if PREPAYMENT in limits and self._debt_is_prepaid():
            limits.remove(PREPAYMENT)
        debtors = [debtor for debtor, level in levels.items() if level in limits]
        return self.env["debt.debtor"].sudo().concat(*debtors)

    def _debt_stopping_debtors(self):
        """Debtors because of whom this order can't be confirmed now."""
        releases_sudo = self.env["debt.sale.release"].sudo()
        return self._debt_limiting_debtors().filtered(
            lambda debtor: not releases_sudo._for_order(self, debtor)
        )

    # what lets it pass

    def _debt_is_sold_at_till(self):
        """Whether the goods were already sold in a shop: refusing would break the till's sync."""
        # pos_sale links the lines before it confirms the order; without pos_sale no such field
        lines = self.sudo().order_line
        return "pos_order_line_ids" in lines._fields and bool(lines.pos_order_line_ids)
