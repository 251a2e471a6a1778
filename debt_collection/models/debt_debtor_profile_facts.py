from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

# months that make the trend: the last ones against those before
TREND_MONTHS = 6
GRAPH_MONTHS = 12
TURNOVER_MONTHS = 24
SALES = ("out_invoice", "out_refund", "out_receipt")


class DebtDebtor(models.Model):
    """The figures of the payment profile: one query over the ledger, whoever is asked about."""

    _inherit = "debt.debtor"

    @api.model
    def _facts_sql(self, company, day, counts=()):
        """Return the WITH queries that end in `facts`, one row a customer.

        They read `who` (partner_id, debtor_id, kind, is_person), which goes before them.

        :param counts: columns that rules ask of `parts` beside the usual ones
        """
        queries = {
            "lines": self._lines_sql(company, day),
            "parts": self._parts_sql(day, company._debt_profile_since(day)),
            "stats": self._stats_sql(company.debt_profile_grace, day, counts),
            "medians": self._medians_sql(),
            "graphs": self._graphs_sql(day),
            "balances": self._balances_sql(day),
            "sales": self._sales_sql(company, day),
            "margins": self._margins_sql(company, day),
            "past": self._past_sql(),
            "facts": self._joined_sql(day, len(counts)),
        }
        return SQL(", ").join(
            SQL("%s AS MATERIALIZED (%s)", SQL.identifier(name), query)
            for name, query in queries.items()
        )

    def _lines_sql(self, company, day):
        """All receivable journal items; what is accessory (notes) says nothing about paying."""
        accounts = self.env["debt.run"].new({"company_id": company.id})._receivable_accounts()
        return SQL(
            """
            SELECT w.partner_id, l.id, COALESCE(l.date_maturity, l.date) AS due,
                   COALESCE(l.invoice_date, l.date) AS issued, l.balance,
                   l.amount_residual AS open, %(accessory)s AS is_accessory
              FROM who w
              JOIN res_partner p ON p.commercial_partner_id = w.partner_id
              JOIN account_move_line l ON l.partner_id = p.id
             WHERE l.account_id = ANY(%(accounts)s) AND l.company_id = %(company)s
               AND l.parent_state = 'posted' AND l.date <= %(day)s
            """,
            accessory=self.env["debt.interest"]._accessory_sql(),
            accounts=accounts.ids,
            company=company.id,
            day=day,
        )

    def _parts_sql(self, day, since):
        """Each payment of an item, and what is overdue of it: how late, of how much.

        Credit notes aren't payments, nor are exchange differences. Early counts as in time. What
        was paid after `day` was still open then.
        """
        return SQL(
            """
            SELECT l.partner_id, l.id AS line_id, r.id AS partial_id, r.amount,
                   LEAST(paid.day, %(day)s) AS moment,
                   GREATEST(LEAST(paid.day, %(day)s) - l.due, 0) AS days,
                   paid.day <= %(day)s AS is_paid
              FROM lines l
              JOIN account_partial_reconcile r ON r.debit_move_id = l.id
              JOIN account_move_line c ON c.id = r.credit_move_id
              JOIN account_move m ON m.id = c.move_id
         LEFT JOIN account_payment pay ON pay.id = c.payment_id
        CROSS JOIN LATERAL (SELECT COALESCE(pay.date, c.date) AS day) paid
             WHERE l.balance > 0 AND NOT l.is_accessory AND r.amount > 0
               AND c.parent_state = 'posted' AND m.move_type <> 'out_refund'
               AND paid.day > %(since)s AND (paid.day <= %(day)s OR l.due < %(day)s)
               AND NOT EXISTS (SELECT FROM account_partial_reconcile x
                                WHERE x.exchange_move_id = c.move_id)
         UNION ALL
            SELECT partner_id, id, NULL, open, %(day)s, %(day)s - due, FALSE
              FROM lines
             WHERE open > 0 AND due < %(day)s AND NOT is_accessory
            """,
            day=day,
            since=since,
        )

    def _stats_sql(self, grace, day, counts):
        last = day - relativedelta(months=TREND_MONTHS)
        before = last - relativedelta(months=TREND_MONTHS)
        average = "SUM(days * amount) FILTER (WHERE %s) / SUM(amount) FILTER (WHERE %s)"
        recent = SQL("moment > %s", last)
        earlier = SQL("moment <= %s AND moment > %s", last, before)
        return SQL(
            """
            SELECT partner_id, SUM(days * amount) / SUM(amount) AS average,
                   100 * COALESCE(SUM(amount) FILTER (WHERE days > %(grace)s), 0) / SUM(amount)
                       AS share,
                   (%(recent)s) - (%(earlier)s) AS trend,
                   BOOL_OR(is_paid AND days > %(grace)s) AS was_late,
                   BOOL_OR(NOT is_paid AND days > 0) AS is_late
                   %(counts)s
              FROM parts
          GROUP BY partner_id
            """,
            grace=grace,
            recent=SQL(average, recent, recent),
            earlier=SQL(average, earlier, earlier),
            counts=SQL("").join(SQL(", %s", count) for count in counts),
        )

    def _medians_sql(self):
        """Weighted by amount: by then half of the money had come."""
        return SQL(
            """
            SELECT partner_id, MIN(days) AS median
              FROM (SELECT partner_id, days, total,
                           SUM(amount) OVER (PARTITION BY partner_id ORDER BY days) AS so_far
                      FROM (SELECT partner_id, days, SUM(amount) AS amount,
                                   SUM(SUM(amount)) OVER (PARTITION BY partner_id) AS total
                              FROM parts GROUP BY partner_id, days) by_days) sums
             WHERE so_far >= total / 2
          GROUP BY partner_id
            """
        )

    def _graphs_sql(self, day):
        first = (day - relativedelta(months=GRAPH_MONTHS - 1)).replace(day=1)
        return SQL(
            """
            SELECT partner_id, JSONB_OBJECT_AGG(month, days) AS months
              FROM (SELECT partner_id, TO_CHAR(moment, 'YYYY-MM-01') AS month,
                           ROUND(SUM(days * amount) / SUM(amount), 1) AS days
                      FROM parts WHERE moment >= %s GROUP BY 1, 2) by_month
          GROUP BY partner_id
            """,
            first,
        )

    def _balances_sql(self, day):
        """Company currency; overdue less all credits, as the sale block reckons it."""
        return SQL(
            """
            SELECT partner_id, SUM(open) AS exposure, MIN(issued) AS since,
                   GREATEST(SUM(open) FILTER (WHERE open < 0 OR due < %(day)s), 0) AS overdue,
                   %(day)s - MIN(due) FILTER (WHERE open > 0 AND due < %(day)s
                                                AND NOT is_accessory) AS days
              FROM lines GROUP BY partner_id
            """,
            day=day,
        )
