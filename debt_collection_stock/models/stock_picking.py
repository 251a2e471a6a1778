from odoo import models
from odoo.exceptions import UserError

OPEN_STATES = ("confirmed", "waiting", "assigned")


class StockPicking(models.Model):
    """A delivery to a customer whose sales are limited waits, where the company holds deliveries.

    Only what leaves for the customer is held: picking and packing go on, so that the goods are
    ready when he pays.
    """

    _inherit = "stock.picking"

    def _pre_action_done_hook(self):
        """Refuse before anybody is asked about back orders."""
        self._debt_check_delivery()
        return super()._pre_action_done_hook()

    def _action_done(self):
        """The last way all deliveries go, batches and scanners included."""
        self._debt_check_delivery()
        return super()._action_done()

    def _debt_check_delivery(self):
        """Let no delivery pass that is held.

        :raises UserError: naming delivery, customer and who may release it; no amounts, the
            warehouse needn't know them
        """
        if held := self._debt_held():
            raise UserError("\n".join(self._debt_refusal(p, held[p]) for p in held))

    def _debt_refusal(self, picking, debtors):
        return self.env._(
            "%(delivery)s can't leave: deliveries to %(customer)s are held. It may be released by "
            "%(head)s; it is freed when the order or the arrears are paid.",
            delivery=picking.name,
            customer=", ".join(debtors.partner_id.mapped("name")),
            head=picking.company_id._debt_head_name(),
        )

    # which are held

    def _debt_held(self):
        """Return {picking: debtors because of whom it is held}."""
        held = {}
        for company, pickings in self.grouped("company_id").items():
            least = company.sudo().debt_stops_deliveries
            if not least:
                continue
            judged = pickings._debt_judged()
            levels = judged._debt_delivery_levels(company)
            limited = [debtor for debtor, level in levels.items() if level >= least]
            for picking in judged:
                partners = picking._debt_partners()
                debtors = [debtor for debtor in limited if debtor.partner_id in partners]
                if debtors := picking._debt_without_release(debtors):
                    held[picking] = debtors
        return held

    def _debt_without_release(self, debtors):
        """Return those of `debtors` that hold this delivery: not paid for, not released."""
        none = self.env["debt.debtor"].sudo()
        order = self._debt_order()
        if not debtors or (order and order.amount_total and order._debt_is_prepaid()):
            return none
        releases_sudo = self.env["debt.sale.release"].sudo()
        return none.concat(
            *(debtor for debtor in debtors if not releases_sudo._for_delivery(self, debtor))
        )

    def _debt_judged(self):
        """What leaves for a customer now; sold at a till, it has left already."""
        return self.filtered(
            lambda picking: (
                picking.picking_type_code == "outgoing"
                and picking.location_dest_id.usage == "customer"
                and picking.state not in ("done", "cancel")
                and not ("pos_session_id" in picking._fields and picking.pos_session_id)
            )
        )

    def _debt_delivery_levels(self, company):
        """Return {debtor: level} of the customers of these deliveries, in bulk."""
        partners = self.env["res.partner"].concat(*(p._debt_partners() for p in self))
        # the warehouse has no access to collection data, only to its effect
        debtors_sudo = (
            self.env["debt.debtor"]
            .sudo()
            .search([("company_id", "=", company.id), ("partner_id", "in", partners.ids)])
        )
        return debtors_sudo._sale_levels(company._debt_today()) if debtors_sudo else {}

    def _debt_partners(self):
        """Customers this delivery is judged by: of its order, else its own."""
        order = self._debt_order()
        return order._debt_partners() if order else self.partner_id.commercial_partner_id

    def _debt_order(self):
        return self.sudo().sale_id  # orders are no business of the warehouse
