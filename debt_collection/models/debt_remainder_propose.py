from decimal import Decimal
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class Left(NamedTuple):
    """A journal item of which only a part is open; amounts as text, for Decimal."""

    line_id: int
    partner_id: int
    country_id: int | None
    currency_id: int
    amount: str
    amount_company: str
    due: object
    name: str


class DebtRemainder(models.Model):
    """Which remainders are proposed."""

    _inherit = "debt.remainder"

    @api.model
    def _propose(self, company, day, partners=None):
        """Propose the remainders of `company` within its limits of `day`, once each.

        Never what is disputed, under an agreement or in a proceeding. A small overpayment only
        where the customer owes nothing it could pay. Proposals that fit no more are dropped.

        :param partners: commercial partners, None for all
        :return: the new proposals
        """
        # people decide on proposals, they don't make them
        model = self.sudo().with_company(company)
        limits = model._limits(company, day)
        found = {left.line_id: left for left in model._read_left(company, partners)}
        kinds = {key: model._kind(company, left, limits) for key, left in found.items()}
        found = {key: left for key, left in found.items() if kinds[key]}
        known = model._known(company, partners, found)
        wanted = [left for key, left in found.items() if key not in known]
        customers = self.env["res.partner"].browse({left.partner_id for left in wanted})
        debtors = model.env["debt.debtor"]._get_or_create(company, customers)
        debtors = debtors.grouped(lambda debtor: debtor.partner_id.id)
        return model.create(
            [
                {
                    **model._prepare_vals(left),
                    "company_id": company.id,
                    "debtor_id": debtors[left.partner_id].id,
                    "kind": kinds[left.line_id],
                    "date": day,
                }
                for left in wanted
            ]
        ).sudo(self.env.su)

    def _prepare_vals(self, left):
        return {
            "partner_id": left.partner_id,
            "move_line_id": left.line_id,
            "name": left.name,
            "date_due": left.due,
            "currency_id": left.currency_id,
            "amount": float(left.amount),
            "amount_company": float(left.amount_company),
        }

    def _limits(self, company, day):
        """{currency id: (at home, from abroad)}; currencies without a rate are left out."""
        minimums = self.env["debt.minimum"]
        limits = {}
        for currency in self.env["res.currency"].search([]):
            try:
                minimum = minimums._for(company, currency, day)
            except UserError:
                continue
            limits[currency.id] = (minimum.remainder, minimum.remainder_foreign)
        return limits

    def _kind(self, company, left, limits):
        """Key of the kind of this remainder, None above the limits."""
        home, abroad = limits.get(left.currency_id, (Decimal(0), Decimal(0)))
        amount = Decimal(left.amount)
        if amount < 0:
            return "overpaid" if -amount <= home else None
        if amount <= home:
            return "small"
        own = company.account_fiscal_country_id or company.country_id
        is_foreign = left.country_id and left.country_id != own.id
        return "charges" if is_foreign and amount <= abroad else None

    def _known(self, company, partners, found):
        """Journal items that need no new proposal; proposals that fit no more are dropped."""
        domain = [("company_id", "=", company.id), ("state", "!=", "posted")]
        if partners is not None:
            domain.append(("partner_id", "in", partners.commercial_partner_id.ids))
        known, stale = set(), self.browse()
        for row in self.search(domain):
            left = found.get(row.move_line_id.id)
            if left and float(left.amount) == row.amount:
                known.add(left.line_id)
            elif row.state != "rejected":
                stale |= row
        stale.unlink()
        return known

    def _read_left(self, company, partners):
        """[Left]: part-paid receivables and part-used credits that nobody disputes."""
        for name in ("account.move.line", "res.partner", "debt.hold", "debt.item", "debt.debtor"):
            self.env[name].flush_model()
        accounts = self.env["debt.run"].new({"company_id": company.id})._receivable_accounts()
        scope = SQL("TRUE")
        if partners is not None:
            ids = partners.commercial_partner_id.ids
            scope = SQL("p.commercial_partner_id = ANY(%s)", ids)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT l.id, p.commercial_partner_id, c.country_id, l.currency_id,
                       l.amount_residual_currency::text, l.amount_residual::text,
                       COALESCE(l.date_maturity, l.date), l.move_name
                  FROM account_move_line l
                  JOIN res_partner p ON p.id = l.partner_id
                  JOIN res_partner c ON c.id = p.commercial_partner_id
                 WHERE l.account_id = ANY(%(accounts)s) AND l.company_id = %(company)s
                   AND l.parent_state = 'posted' AND l.reconciled IS NOT TRUE
                   AND l.amount_residual_currency <> 0
                   AND ABS(l.amount_residual_currency) < ABS(l.amount_currency)
                   AND l.no_followup IS NOT TRUE AND %(scope)s
                   AND (l.amount_residual_currency > 0 OR NOT (%(owes)s))
                   AND NOT (%(held)s)
              ORDER BY l.id
                """,
                accounts=accounts.ids,
                company=company.id,
                scope=scope,
                owes=self._owes_sql(),
                held=self._held_sql(),
            )
        )
        return [Left(*row) for row in rows]

    def _owes_sql(self):
        """The customer of line `l` owes something in its currency: a credit is used for that."""
        return SQL(
            """EXISTS (SELECT FROM account_move_line o JOIN res_partner q ON q.id = o.partner_id
                        WHERE q.commercial_partner_id = p.commercial_partner_id
                          AND o.company_id = l.company_id AND o.currency_id = l.currency_id
                          AND o.account_id = l.account_id AND o.parent_state = 'posted'
                          AND o.reconciled IS NOT TRUE AND o.amount_residual_currency > 0)"""
        )

    def _held_sql(self):
        """Line `l` is under a hold that a write-off would get in the way of."""
        return SQL(
            """EXISTS (SELECT FROM debt_hold h
                         JOIN debt_debtor d ON d.id = h.debtor_id
                    LEFT JOIN debt_item i ON i.move_line_id = l.id
                        WHERE d.partner_id = p.commercial_partner_id
                          AND d.company_id = l.company_id AND h.ended_on IS NULL
                          AND h.kind IN ('dispute', 'plan', 'proceeding', 'insolvency')
                          AND (h.item_id = i.id OR h.item_id IS NULL
                               AND (h.case_id IS NULL OR h.case_id = i.case_id)))"""
        )

    @api.model
    def _cron_propose(self):
        """Every night, for companies that want it."""
        for company in self.env["res.company"].search([("debt_remainder_propose", "=", True)]):
            company = self.env["debt.calendar"]._for_company(company, company)
            self.with_env(company.env)._propose(company, company._debt_today())
            self.env["ir.cron"]._commit_progress(1)
