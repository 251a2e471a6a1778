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

        An order counts while it is open: not cancelled and not fully invoiced.
        :param partners: commercial partners to look at; None: all of the company
        """
        credits = self.env.execute_query(self._advance_query(company, partners))
        advances = {line for line, by_transaction, _text in credits if by_transaction}
        titles = {line: references(text) for line, _sure, text in credits if line not in advances}
        wanted = sorted(set().union(*titles.values()))
        if not wanted:
            return advances
        query = SQL(
            """
            SELECT name FROM (
                SELECT UPPER(REGEXP_REPLACE(o.name, %(compact)s)) AS name FROM sale_order o
                 WHERE o.company_id = %(company)s AND %(open)s
            ) AS open WHERE name = ANY(%(wanted)s)
            """,
            compact=COMPACT,
            company=company.id,
            open=self._open_order_condition(),
            wanted=wanted,
        )
        orders = {name for (name,) in self.env.execute_query(query)}
        return advances | {line for line, names in titles.items() if names & orders}

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
                   EXISTS (SELECT 1 FROM sale_order_transaction_rel r
                             JOIN sale_order o ON o.id = r.sale_order_id
                            WHERE r.transaction_id = y.payment_transaction_id AND %(open)s),
                   CONCAT_WS(' ', y.memo, l.name, l.ref, s.payment_ref)
              FROM account_move_line l
              JOIN account_account a ON a.id = l.account_id
              JOIN res_partner p ON p.id = l.partner_id
         LEFT JOIN account_payment y ON y.id = l.payment_id
         LEFT JOIN account_bank_statement_line s ON s.id = l.statement_line_id
             WHERE a.account_type = 'asset_receivable' AND l.reconciled IS NOT TRUE
               AND l.parent_state = 'posted' AND l.company_id = %(company)s
               AND l.amount_residual < 0 AND %(partners)s
               AND (l.payment_id IS NOT NULL OR l.statement_line_id IS NOT NULL)
            """,
            open=self._open_order_condition(),
            company=company.id,
            partners=self._partner_condition(partners),
        )
