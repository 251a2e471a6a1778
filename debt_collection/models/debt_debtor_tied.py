from odoo import models
from odoo.tools import SQL


class DebtDebtor(models.Model):
    """Money that customers kept past its due date: what a late payment really costs."""

    _inherit = "debt.debtor"

    def _late_days_sql(self, first, last):
        """SQL of the days of a piece `x` in the period on which it was overdue."""
        return SQL(
            "GREATEST(LEAST(COALESCE(x.until, %(last)s), %(last)s)"
            " - GREATEST(x.due, %(first)s - 1), 0)",
            first=SQL("%s::date", first),
            last=SQL("%s::date", last),
        )

    def _late_pieces_sql(self, company):
        """Pieces of the receivables of `who`: partner_id, debtor_id, amount, due, until (or null).

        A credit is a piece with a minus: it takes away what it covers from its own day on.
        """
        accounts = self.env["debt.run"].new({"company_id": company.id})._receivable_accounts()
        return SQL(
            """
            SELECT w.partner_id, w.debtor_id, z.amount, z.until,
                   COALESCE(l.date_maturity, l.date) AS due
              FROM who w
              JOIN res_partner p ON p.commercial_partner_id = w.partner_id
              JOIN account_move_line l ON l.partner_id = p.id
        CROSS JOIN LATERAL (
                   SELECT r.amount, r.max_date AS until
                     FROM account_partial_reconcile r WHERE r.debit_move_id = l.id
                    UNION ALL
                   SELECT -r.amount, r.max_date
                     FROM account_partial_reconcile r WHERE r.credit_move_id = l.id
                    UNION ALL
                   SELECT l.amount_residual, NULL WHERE l.amount_residual <> 0) z
             WHERE l.account_id = ANY(%(accounts)s) AND l.company_id = %(company)s
               AND l.parent_state = 'posted'
            """,
            accounts=accounts.ids,
            company=company.id,
        )
