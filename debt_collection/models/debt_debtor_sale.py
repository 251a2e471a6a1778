from typing import NamedTuple

from odoo import models
from odoo.tools import SQL


class Overdue(NamedTuple):
    """What a debtor owes past its due date after credits: company currency, days of the oldest."""

    amount: float
    days: int


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _compute_sale_level(self):
        for company, debtors in self.grouped("company_id").items():
            levels = debtors._sale_levels(company._debt_today()) if company else {}
            for debtor in debtors:
                debtor.sale_level = levels.get(debtor, False)

    def _search_sale_level(self, operator, value):
        """By the rows in force today; unlike the field itself it doesn't look into the ledger."""
        if operator != "in":
            return NotImplemented
        in_force = [("is_in_force", "=", True)]
        levels = [level for level in value if level]
        domain = [("sale_hold_ids", "any", [*in_force, ("level", "in", levels)])]
        if len(levels) < len(value):
            domain = ["|", *domain, ("sale_hold_ids", "not any", in_force)]
        return domain

    def _sale_levels(self, day):
        """Return {debtor: level} of the debtors of one company whose sales are limited on `day`."""
        highest = self.env["debt.sale.hold"]._highest(self, day)
        return {debtor.sudo(self.env.su): row.level for debtor, row in highest.items()}

    def _sale_level(self, day):
        """Return the level of one debtor on `day`, or False."""
        self.ensure_one()
        return self._sale_levels(day).get(self, False)

    def _sale_level_label(self, level):
        """Return the level in words, in the reader's language."""
        return dict(self._fields["sale_level"]._description_selection(self.env)).get(level, "")

    # live from the ledger

    def _live_overdue(self, day):
        """Return {debtor: Overdue} of those who owe something past its due date on `day`."""
        result = {}
        for row in self._net_rows():
            if row["due"] >= day or row["net"] <= 0:
                continue
            debtor = self.browse(row["debtor_id"])
            amount, days = result.get(debtor, Overdue(0.0, 0))
            share = float(row["net_company"])
            result[debtor] = Overdue(amount + share, max(days, (day - row["due"]).days))
        return result

    def _net_rows(self):
        """Open items of these debtors after credits, which cover the oldest due first.

        One statement for all of them; leaner than `debt.run._open_net`, because holds and suspected
        payments don't lift a sale hold. Items that aren't followed up are left out. Reads journal
        items past access rights: salespeople may know the sum, not the documents.

        :return: dicts debtor_id, line_id, currency_id, due, net, net_company; amounts are float,
            `net` in the item's currency
        """
        if not self.ids:
            return []
        self.env["account.move.line"].flush_model()
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        self.env["debt.item"].flush_model(["move_line_id", "date_due"])
        self.flush_model(["company_id", "partner_id"])
        advances = set()
        for company, debtors in self.sudo().grouped("company_id").items():
            advances |= self.sudo()._order_advances(company, debtors.partner_id)
        return self.env.execute_query_dict(self._net_query(sorted(advances)))

    def _net_query(self, advances):
        """The statement of `_net_rows`; `advances`: ids of lines that are kept for an order."""
        return SQL(
            """
            WITH lines AS (
                SELECT line.id, debtor.id AS debtor_id, line.currency_id,
                       COALESCE(item.date_due, line.date_maturity, line.date) AS due,
                       line.amount_residual_currency AS residual,
                       line.amount_residual AS residual_company
                  FROM debt_debtor debtor
                  JOIN res_partner partner ON partner.commercial_partner_id = debtor.partner_id
                  JOIN account_move_line line ON line.partner_id = partner.id
                   AND line.company_id = debtor.company_id
                  JOIN account_account account ON account.id = line.account_id
                   AND account.account_type = 'asset_receivable'
             LEFT JOIN debt_item item ON item.move_line_id = line.id
                 WHERE debtor.id IN %(debtors)s
                   AND line.parent_state = 'posted' AND line.reconciled IS NOT TRUE
                   AND line.id != ALL(%(advances)s)
                   AND (line.amount_residual < 0 OR line.no_followup IS NOT TRUE)
            ), credits AS (
                SELECT debtor_id, currency_id, -SUM(residual) AS total
                  FROM lines WHERE residual < 0 GROUP BY debtor_id, currency_id
            ), nets AS (
                SELECT *, GREATEST(0, LEAST(residual, SUM(residual) OVER (
                           PARTITION BY debtor_id, currency_id ORDER BY due, lines.id
                       ) - COALESCE(total, 0))) AS net
                  FROM lines LEFT JOIN credits USING (debtor_id, currency_id)
                 WHERE residual > 0
            )
            SELECT debtor_id, id AS line_id, currency_id, due, net,
                   residual_company * net / residual AS net_company
              FROM nets
            """,
            debtors=tuple(self.ids),
            advances=advances,
        )
