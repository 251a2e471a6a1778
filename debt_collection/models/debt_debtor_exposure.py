from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ..tools.exposure import Exposure


class DebtDebtor(models.Model):
    """What a customer owes and will owe, beside his credit limit: company currency, read live."""

    _inherit = "debt.debtor"

    @api.model
    def _exposures(self, company, partners):
        """Return {commercial partner: Exposure} of the customers whose credit counts in `company`.

        With the rule "either" these are all, else those with a limit. A fixed number of
        statements. Salespeople may know the result: limits and journal items are read past access
        rights.
        :param partners: commercial partners
        """
        limits = self._credit_limits(company, partners)
        if not limits:
            return {}
        partners = partners.browse().concat(*limits)
        receivable = self._receivables(company, partners)
        ordered = self._ordered(company, partners)
        overdue = self._overdue_of(
            company, partners.filtered(lambda partner: receivable.get(partner.id, 0) > 0)
        )
        zero = Decimal(0)
        return {
            partner: Exposure(
                limit,
                receivable.get(partner.id, zero),
                ordered.get(partner, zero),
                overdue.get(partner, zero),
            )
            for partner, limit in limits.items()
        }

    @api.model
    def _credit_limits(self, company, partners):
        """Return {partner: limit} of those whose credit counts: the insurer's if it is lower."""
        rule = company.sudo().debt_credit_rule
        if rule == "none":
            return {}
        in_use = company.sudo().account_use_credit_limit
        insured = self._insured_limits(company, partners)
        # another company may have other limits; only accountants may read the field
        partners_sudo = partners.sudo().with_company(company)
        limits = {}
        for partner in partners_sudo:
            own = Decimal(str(partner.credit_limit if in_use else 0))
            known = [limit for limit in (own, insured.get(partner.id)) if limit and limit > 0]
            limits[partner.with_env(self.env)] = min(known, default=Decimal(0))
        if rule == "either":
            return limits
        return {partner: limit for partner, limit in limits.items() if limit > 0}

    @api.model
    def _insured_limits(self, company, partners):
        """Return {partner id: the insurer's limit} of customers insured today."""
        day = company._debt_today()
        insured_sudo = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", partners.ids),
                ("insurance_policy", "!=", False),
                ("insurance_limit", ">", 0),
                "|",
                ("insurance_until", "=", False),
                ("insurance_until", ">=", day),
            ]
        )
        return {
            debtor.partner_id.id: Decimal(str(debtor.insurance_limit)) for debtor in insured_sudo
        }

    @api.model
    def _receivables(self, company, partners):
        """Return {partner id: open receivables of it and its contacts}, credits included."""
        self.env["account.move.line"].flush_model()
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.commercial_partner_id, SUM(line.amount_residual)
                  FROM res_partner partner
                  JOIN account_move_line line ON line.partner_id = partner.id
                  JOIN account_account account ON account.id = line.account_id
                   AND account.account_type = 'asset_receivable'
                 WHERE partner.commercial_partner_id = ANY(%(partners)s)
                   AND line.company_id = %(company)s
                   AND line.parent_state = 'posted' AND line.reconciled IS NOT TRUE
              GROUP BY partner.commercial_partner_id
                """,
                partners=partners.ids,
                company=company.id,
            )
        )
        return {partner: Decimal(str(amount)) for partner, amount in rows}

    @api.model
    def _ordered(self, company, partners):
        """Return {partner: what its confirmed orders, locked ones too, will still be invoiced}."""
        orders_sudo = self.env["sale.order"].sudo()  # also those of other salespeople
        found = orders_sudo.search(orders_sudo._debt_uninvoiced_domain(company, partners))
        result = {}
        for order in found:
            partner = order.partner_invoice_id.commercial_partner_id.with_env(self.env)
            value = Decimal(str(order._debt_uninvoiced()))
            result[partner] = result.get(partner, Decimal(0)) + value
        return result

    @api.model
    def _overdue_of(self, company, partners):
        """Return {partner: overdue after credits}."""
        # what is overdue is known of debtors: who owes something is one, before any run
        debtors_sudo = self.sudo()._get_or_create(company, partners.sudo())
        overdue = debtors_sudo._live_overdue(company._debt_today())
        return {
            debtor.partner_id.with_env(self.env): Decimal(str(amount))
            for debtor, (amount, _days) in overdue.items()
        }
