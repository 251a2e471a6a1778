from decimal import Decimal

from odoo import models
from odoo.fields import Domain
from odoo.tools import formatLang

from ..tools.exposure import is_limited
from .debt_advance import INVOICED


class SaleOrder(models.Model):
    """What credit limit and overdue amount together say about a new order."""

    _inherit = "sale.order"

    def _debt_partners(self):
        """Customers these orders are judged by: who is invoiced, and who orders."""
        return (self.partner_invoice_id | self.partner_id).commercial_partner_id._origin

    def _compute_partner_credit_warning(self):
        """Odoo's own warning only where ours doesn't say it: one sentence on one thing."""
        result = super()._compute_partner_credit_warning()
        for order in self.filtered("partner_credit_warning"):
            if order._debt_over_credit():
                order.partner_credit_warning = ""
        return result

    def _debt_over_credit(self, exposures=None):
        """Return {commercial partner: Exposure} because of whom this order needs a decision.

        :param exposures: of its customers, if the caller has them already
        """
        self.ensure_one()
        if exposures is None:
            exposures = self.env["debt.debtor"]._exposures(self.company_id, self._debt_partners())
        found = self._debt_limited(exposures)
        return {} if found and self._debt_is_prepaid() else found

    def _debt_limited(self, exposures):
        """Return those of `exposures` that speak against this order unless it is paid."""
        company = self.company_id.sudo()
        tolerated = Decimal(str(company.debt_credit_overdue))
        return {
            partner: exposure
            for partner, exposure in exposures.items()
            if partner in self._debt_partners()
            and is_limited(
                exposure, self._debt_new_value(partner), company.debt_credit_rule, tolerated
            )
        }

    def _debt_new_value(self, partner):
        """Return what this order adds to what `partner` owes, in company currency."""
        is_invoiced = partner == self.partner_invoice_id.commercial_partner_id._origin
        if self.state not in ("draft", "sent") or not is_invoiced:
            return Decimal(0)  # a confirmed order is among the confirmed ones
        return Decimal(str(self._debt_uninvoiced()))

    # values

    def _debt_uninvoiced_domain(self, company, partners):
        """Confirmed orders, locked or not, with something that isn't on a posted invoice."""
        return Domain(
            [
                ("company_id", "=", company.id),
                ("state", "=", "sale"),
                ("partner_invoice_id.commercial_partner_id", "in", partners.ids),
            ]
        ) & (
            Domain("invoice_status", "not in", INVOICED)
            | Domain("order_line.invoice_lines.parent_state", "=", "draft")
        )

    def _debt_uninvoiced(self):
        """Return what isn't on posted invoices yet, in company currency at the order's rate.

        Odoo's own `amount_to_invoice` leaves out what isn't delivered, and counts down payments
        twice.
        """
        self.ensure_one()
        down_payments = self.order_line.filtered("is_downpayment")
        if self.state == "sale":
            lines = self.order_line - down_payments
            open_amount = sum(line._debt_uninvoiced() for line in lines)
        else:
            open_amount = self.amount_total
        open_amount -= sum(down_payments.mapped("amount_invoiced"))
        return max(self._debt_to_company(open_amount, self.company_id.currency_id), 0.0)

    def _debt_to_company(self, amount, currency):
        return self.currency_id._convert(amount, currency, self.company_id, self.date_order.date())

    # words

    def _debt_credit_sentence(self, partner, exposure):
        """Return the figures behind the decision, for those who may see them."""
        if not exposure.limit or exposure.total(self._debt_new_value(partner)) <= exposure.limit:
            return ""
        amounts = {
            "limit": exposure.limit,
            "open": exposure.receivable,
            "ordered": exposure.ordered,
            "order": self._debt_new_value(partner),
        }
        currency = self.company_id.currency_id
        return self.env._(
            "Credit limit %(limit)s: open %(open)s, ordered %(ordered)s, this order %(order)s.",
            **{
                name: formatLang(self.env, float(amount), currency_obj=currency)
                for name, amount in amounts.items()
            },
        )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _debt_uninvoiced(self):
        """Return what of this line, with tax, isn't on a posted invoice; more may be delivered than
        was ordered.
        """
        if not self.product_uom_qty:
            return 0.0
        quantity = max(self.product_uom_qty, self.qty_delivered) - self.qty_invoiced_posted
        return self.price_total / self.product_uom_qty * quantity
