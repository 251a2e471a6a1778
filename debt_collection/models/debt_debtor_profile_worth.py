from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import SQL

from .debt_debtor_profile_facts import SALES, TURNOVER_MONTHS


class DebtDebtor(models.Model):
    """What a customer brought in, what became of his cases and promises."""

    _inherit = "debt.debtor"

    def _sales_sql(self, company, day):
        """Without tax, company currency; credit notes take away."""
        return SQL(
            """
            SELECT w.partner_id, SUM(m.amount_untaxed_signed) AS lifetime,
                   SUM(m.amount_untaxed_signed) FILTER (WHERE m.invoice_date > %(since)s)
                       AS turnover,
                   MIN(m.invoice_date) AS since
              FROM who w
              JOIN res_partner p ON p.commercial_partner_id = w.partner_id
              JOIN account_move m ON m.partner_id = p.id
             WHERE m.company_id = %(company)s AND m.state = 'posted' AND m.move_type IN %(sales)s
               AND m.invoice_date <= %(day)s
          GROUP BY w.partner_id
            """,
            since=day - relativedelta(months=TURNOVER_MONTHS),
            company=company.id,
            sales=SALES,
            day=day,
        )

    def _margins_sql(self, company, day):
        """On lines whose product has a cost, at its present cost: an estimate."""
        return SQL(
            """
            SELECT partner_id, SUM(known) AS known, SUM(cost) AS cost
              FROM (%s) k WHERE day <= %s GROUP BY partner_id
            """,
            self._margin_lines_sql(company),
            day,
        )

    def _margin_lines_sql(self, company):
        """Invoice lines of `who` whose product has a cost: partner_id, day, known sales, cost."""
        return SQL(
            """
            SELECT w.partner_id, m.invoice_date AS day, -l.balance AS known,
                   ((g.standard_price ->> %(key)s)::numeric * l.quantity * u.factor / v.factor
                       * CASE m.move_type WHEN 'out_refund' THEN -1 ELSE 1 END)::numeric AS cost
              FROM product_product g
              JOIN product_template t ON t.id = g.product_tmpl_id
              JOIN account_move_line l ON l.product_id = g.id
              JOIN account_move m ON m.id = l.move_id
              JOIN uom_uom u ON u.id = COALESCE(l.product_uom_id, t.uom_id)
              JOIN uom_uom v ON v.id = t.uom_id
              JOIN res_partner p ON p.id = m.partner_id
              JOIN who w ON w.partner_id = p.commercial_partner_id
             WHERE g.standard_price IS NOT NULL AND (g.standard_price ->> %(key)s)::numeric > 0
               AND l.display_type = 'product' AND m.company_id = %(company)s
               AND m.state = 'posted' AND m.move_type IN %(sales)s
            """,
            key=str(company.id),
            company=company.id,
            sales=SALES,
        )

    def _past_sql(self):
        """Cases that had something overdue; promises not kept."""
        return SQL(
            """
            SELECT w.partner_id,
                   (SELECT COUNT(*) FROM debt_promise b
                     WHERE b.debtor_id = w.debtor_id AND b.state = 'broken') AS broken,
                   (SELECT COUNT(*) FROM debt_case c
                     WHERE c.debtor_id = w.debtor_id AND c.overdue_since IS NOT NULL) AS cases
              FROM who w WHERE w.debtor_id IS NOT NULL
            """
        )

    def _joined_sql(self, day, count):
        """All figures of a customer in one row, rounded as they are stored."""
        counts = SQL("").join(SQL(", s.%s", SQL.identifier(f"rule_{n}")) for n in range(count))
        return SQL(
            """
            SELECT w.*, COALESCE(ROUND(s.average, 1), 0) AS days_late_avg,
                   COALESCE(d.median, 0) AS days_late_median,
                   COALESCE(ROUND(s.share, 1), 0) AS late_share,
                   COALESCE(ROUND(s.trend, 1), 0) AS late_trend,
                   COALESCE(h.cases, 0) AS case_count, COALESCE(h.broken, 0) AS broken_promises,
                   COALESCE(s.was_late, FALSE) AS was_late,
                   COALESCE(s.is_late AND NOT s.was_late, FALSE) AS first_late,
                   COALESCE(g.months, '{}') AS profile_months,
                   LEAST(v.since, b.since) AS customer_since,
                   ROUND(COALESCE(v.lifetime, 0), 2) AS lifetime_value,
                   ROUND(COALESCE(m.known - m.cost, 0), 2) AS lifetime_margin,
                   COALESCE(ROUND(100 * (m.known - m.cost) / NULLIF(m.known, 0), 1), 0)
                       AS margin_percent,
                   ROUND(COALESCE(v.turnover, 0), 2) AS turnover_24,
                   COALESCE(b.exposure, 0) AS exposure, COALESCE(b.overdue, 0) AS overdue,
                   COALESCE(b.days, 0) AS days %(counts)s
              FROM who w
         LEFT JOIN stats s USING (partner_id)
         LEFT JOIN medians d USING (partner_id)
         LEFT JOIN graphs g USING (partner_id)
         LEFT JOIN balances b USING (partner_id)
         LEFT JOIN sales v USING (partner_id)
         LEFT JOIN margins m USING (partner_id)
         LEFT JOIN past h USING (partner_id)
            """,
            counts=counts,
        )
