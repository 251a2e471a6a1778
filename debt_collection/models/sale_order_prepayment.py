from odoo import api, models

from .sale_order_check import PREPAYMENT


class SaleOrder(models.Model):
    """Conditional sale: a quotation for a customer on prepayment asks for all its money first."""

    _inherit = "sale.order"

    @api.depends("company_id")
    def _compute_payment_term_id(self):
        result = super()._compute_payment_term_id()
        for order in self._debt_asking_prepayment():
            order.payment_term_id = order._debt_prepayment_term() or order.payment_term_id
        return result

    @api.depends("partner_id")
    def _compute_require_payment(self):
        result = super()._compute_require_payment()
        for order in self._debt_asking_prepayment():
            order.require_payment = order.require_payment or order._debt_can_pay_online()
        return result

    @api.depends("partner_id")
    def _compute_prepayment_percent(self):
        result = super()._compute_prepayment_percent()
        self._debt_asking_prepayment().prepayment_percent = 1.0
        return result

    def action_quotation_send(self):
        """A hold may be younger than the quotation: what the customer gets asks for prepayment."""
        self._debt_ask_prepayment()
        return super().action_quotation_send()

    def _debt_ask_prepayment(self):
        """Let those of these quotations that only prepayment can confirm ask for all the money."""
        for order in self.filtered(lambda order: order._debt_is_prepayment_only()):
            values = {"prepayment_percent": 1.0}
            if term := order._debt_prepayment_term():
                values["payment_term_id"] = term.id
            if order._debt_can_pay_online():
                values["require_payment"] = True
            order.write(values)

    def _debt_ask_usual_terms(self):
        """A released quotation is sold on the customer's own terms again."""
        for order in self.filtered(lambda order: order._debt_has_prepayment_term()):
            order._compute_payment_term_id()
            order._compute_require_payment()
            order._compute_prepayment_percent()

    # who

    def _debt_asking_prepayment(self):
        """Quotations whose customer is on prepayment and has no release, in bulk.

        By holds only: what the credit limit says depends on the total, which depends on the terms.
        """
        result = self.browse()
        quotations = self.filtered(
            lambda order: order._debt_is_quotation() and order.partner_id and order.company_id
        )
        for company, orders in quotations.grouped("company_id").items():
            # salespeople and the public see the effect of a hold, not the hold
            levels = orders.sudo()._debt_levels_by_partner(company)
            for order in orders if levels else ():
                found = {levels[p] for p in order._debt_partners() if p in levels}
                is_released = self.env["debt.sale.release"].sudo()._may_cover(order)
                if max(found, default="") == PREPAYMENT and not is_released:
                    result += order
        return result

    def _debt_prepayment_term(self):
        """Return the company's terms for customers on prepayment, or none."""
        company_sudo = self.company_id.sudo()  # its settings are no business of salespeople
        immediate = self.env.ref("account.account_payment_term_immediate", False)
        term = company_sudo.debt_prepayment_term_id or immediate
        if term and term.company_id and term.company_id not in self.company_id.parent_ids:
            return self.env["account.payment.term"]
        return (term or self.env["account.payment.term"]).sudo(self.env.su)

    def _debt_has_prepayment_term(self):
        return self._debt_is_quotation() and self.payment_term_id == self._debt_prepayment_term()

    def _debt_can_pay_online(self):
        """Tell whether the company takes money online at all."""
        # providers may be read by administrators only
        return bool(
            self.env["payment.provider"]
            .sudo()
            .search_count(
                [
                    ("company_id", "parent_of", self.company_id.id),
                    ("state", "!=", "disabled"),
                    ("is_published", "=", True),
                ],
                limit=1,
            )
        )
