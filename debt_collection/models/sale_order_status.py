from odoo import api, fields, models
from odoo.tools import formatLang


class SaleOrder(models.Model):
    """Where the customer of a quotation stands in collection, also while sales aren't limited."""

    _inherit = "sale.order"

    debt_status = fields.Char(
        "Collection", compute="_compute_debt_status", compute_sudo=True, groups="base.group_user"
    )

    @api.depends_context("lang")
    @api.depends("partner_id", "partner_invoice_id", "company_id", "state")
    def _compute_debt_status(self):
        """In bulk: the list of quotations shows it."""
        for company, orders in self.grouped("company_id").items():
            texts = orders._debt_status_by_partner(company) if company else {}
            for order in orders:
                found = [texts[partner] for partner in order._debt_partners() if partner in texts]
                order.debt_status = "; ".join(found)

    def _debt_status_by_partner(self, company):
        """Return {customer: phase and collector} of those with an overdue case."""
        partners = self._debt_partners()
        cases = self.env["debt.case"].search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", partners.ids),
                ("state", "=", "open"),
                ("overdue_since", "!=", False),
            ]
        )
        return {case.partner_id: case._status_text() for case in cases}

    @api.depends_context("uid", "lang")
    @api.depends("partner_id", "partner_invoice_id", "company_id", "state", "amount_total")
    def _compute_debt_alerts(self):
        result = super()._compute_debt_alerts()
        for order in self.filtered(lambda order: order.state in ("draft", "sent")):
            if not order.debt_alerts and order.partner_id and order.company_id:
                order.debt_alerts = order._debt_status_alerts() or False
        return result

    def _debt_status_alerts(self):
        """Return banners that only inform: the customer is in collection, sales aren't limited."""
        debtors_sudo = self._debt_debtors()
        overdue = debtors_sudo._live_overdue(self.company_id._debt_today()) if debtors_sudo else {}
        texts = debtors_sudo._status_texts()
        return {
            f"debt_status_{debtor.id}": {
                "level": "info",
                "message": self.env._(
                    "%(customer)s is in collection: %(amount)s overdue, %(days)s days. %(status)s.",
                    customer=debtor.partner_id.name,
                    amount=formatLang(
                        self.env, overdue[debtor].amount, currency_obj=debtor.currency_id
                    ),
                    days=overdue[debtor].days,
                    status=texts[debtor][0],
                ),
                **debtor._open_case()._banner_link(),
            }
            for debtor in debtors_sudo
            if debtor in overdue and debtor in texts
        }
