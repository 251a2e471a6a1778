from odoo import api, models
from odoo.tools import SQL

from ..tools.suspects import references
from .debt_debtor_fitting import COMPACT


class DebtDebtor(models.Model):
    """Advances for a named order: money that isn't there to pay invoices (PRACTICE 1.7)."""

    _inherit = "debt.debtor"

    @api.model
    def _order_advances(self, company, partners=None):
        """Return the ids of credit lines that are advances for a named order: they aren't netted.

        What a person said of a receipt wins; else its online payment or its title tells. An order
        counts while it is open: not cancelled and not fully invoiced.
        :param partners: commercial partners to look at; None: all of the company
        """
        advances, titles = set(), {}
        for line, said, by_transaction, text in self.env.execute_query(
            self._advance_query(company, partners)
        ):
            if said or (said is None and by_transaction):
                advances.add(line)
            elif said is None:
                titles[line] = references(text)
        orders = self._named_orders(company, sorted(set().union(*titles.values())))
        return advances | {line for line, names in titles.items() if names & orders}

    @api.model
    def _named_orders(self, company, names):
        """Return which of these compact names are those of open orders."""
        if not names:
            return set()
        query = SQL(
            """
            SELECT name FROM (
                SELECT UPPER(REGEXP_REPLACE(o.name, %(compact)s)) AS name FROM sale_order o
                 WHERE o.company_id = %(company)s AND %(open)s
            ) AS open WHERE name = ANY(%(names)s)
            """,
            compact=COMPACT,
            company=company.id,
            open=self._open_order_condition(),
            names=names,
        )
        return {name for (name,) in self.env.execute_query(query)}

    @api.model
    def _open_order_condition(self):
        return SQL(
            "o.state IN ('draft', 'sent', 'sale')"
            " AND COALESCE(o.invoice_status, 'no') NOT IN ('invoiced', 'upselling')"
        )

    def _advance_query(self, company, partners):
        for model in ("account.move.line", "account.payment", "payment.transaction", "sale.order"):
            self.env[model].flush_model()
        return SQL(
            """
            SELECT l.id,
                   CASE WHEN said.id IS NOT NULL
                        THEN said.is_advance AND (said.order_id IS NULL OR EXISTS (
                             SELECT 1 FROM sale_order o WHERE o.id = said.order_id AND %(open)s))
                    END,
                   EXISTS (SELECT 1 FROM sale_order_transaction_rel r
                             JOIN sale_order o ON o.id = r.sale_order_id
                            WHERE r.transaction_id = y.payment_transaction_id AND %(open)s),
                   CONCAT_WS(' ', y.memo, l.name, l.ref, s.payment_ref)
              FROM account_move_line l
              JOIN account_account a ON a.id = l.account_id
              JOIN res_partner p ON p.id = l.partner_id
         LEFT JOIN account_payment y ON y.id = l.payment_id
         LEFT JOIN account_bank_statement_line s ON s.id = l.statement_line_id
         %(said)s
             WHERE a.account_type = 'asset_receivable' AND l.reconciled IS NOT TRUE
               AND l.parent_state = 'posted' AND l.company_id = %(company)s
               AND l.amount_residual < 0 AND %(partners)s
               AND (l.payment_id IS NOT NULL OR l.statement_line_id IS NOT NULL
                    OR said.id IS NOT NULL)
            """,
            open=self._open_order_condition(),
            company=company.id,
            partners=self._partner_condition(partners),
            said=self.env["debt.advance"]._said_sql(),
        )
