from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from .debt_action_effect import MONEY_JOURNALS
from .debt_debtor_profile_facts import SALES


class Span(NamedTuple):
    """A column of the picture: both days included."""

    label: str
    first: object
    last: object


class DebtDebtor(models.Model):
    """What a customer brought in and what he cost, in several periods, in one statement."""

    _inherit = "debt.debtor"

    def _picture_facts(self, company, spans):
        """Return {debtor: [{measure: company currency} for each span]}; what is zero is missing.

        Measures: turnover (without tax), known and cost (sales whose cost is known), interest
        (notes and compensation that were paid), late (money x days overdue), collecting.

        :param spans: list of Span
        """
        self._flush_profile()
        self.env["debt.action"].flush_model()
        values = [SQL("(%s, %s::date, %s::date)", n, s.first, s.last) for n, s in enumerate(spans)]
        rows = self.env.execute_query(
            SQL(
                "WITH who AS MATERIALIZED (%s), spans (n, first, last) AS (VALUES %s) %s",
                self._who_sql(company, self),
                SQL(", ").join(values),
                SQL(" UNION ALL ").join(self._picture_parts_sql(company)),
            )
        )
        found = {debtor: [{} for _span in spans] for debtor in self}
        by_partner = {debtor.partner_id.id: debtor for debtor in self}
        for partner_id, number, measure, amount in rows:
            found[by_partner[partner_id]][number][measure] = float(amount or 0.0)
        return found

    def _picture_parts_sql(self, company):
        """List of SELECTs (partner_id, n, measure, amount) over `who` and `spans`."""
        margins = self._margin_lines_sql(company)
        return [
            self._picture_sales_sql(company),
            self._summed_sql("known", "known", margins),
            self._summed_sql("cost", "cost", margins),
            self._picture_interest_sql(company),
            self._picture_late_sql(company),
            self._picture_collecting_sql(),
        ]

    def _summed_sql(self, measure, column, rows):
        """Sum a column of `rows` (partner_id, day) over the spans."""
        return SQL(
            """
            SELECT x.partner_id, s.n, %s, SUM(x.%s)::numeric
              FROM (%s) x JOIN spans s ON x.day BETWEEN s.first AND s.last GROUP BY 1, 2
            """,
            measure,
            SQL.identifier(column),
            rows,
        )

    def _picture_sales_sql(self, company):
        rows = SQL(
            """
            SELECT w.partner_id, m.invoice_date AS day, m.amount_untaxed_signed AS amount
              FROM who w
              JOIN res_partner p ON p.commercial_partner_id = w.partner_id
              JOIN account_move m ON m.partner_id = p.id
             WHERE m.company_id = %s AND m.state = 'posted' AND m.move_type IN %s
            """,
            company.id,
            SALES,
        )
        return self._summed_sql("turnover", "amount", rows)

    def _picture_interest_sql(self, company):
        """What was paid on notes of interest and compensation."""
        tables = self.env["debt.interest"]._accessory_tables()
        notes = [SQL("SELECT n.move_id FROM %s n", SQL.identifier(name)) for name in tables]
        rows = SQL(
            """
            SELECT w.partner_id, k.date AS day, r.amount
              FROM who w
              JOIN res_partner p ON p.commercial_partner_id = w.partner_id
              JOIN account_move_line l ON l.partner_id = p.id
              JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
              JOIN account_partial_reconcile r ON r.debit_move_id = l.id
              JOIN account_move_line k ON k.id = r.credit_move_id
              JOIN account_journal j ON j.id = k.journal_id AND j.type IN %s
             WHERE l.company_id = %s AND l.parent_state = 'posted' AND k.parent_state = 'posted'
               AND l.move_id IN (%s)
            """,
            MONEY_JOURNALS,
            company.id,
            SQL(" UNION ALL ").join(notes),
        )
        return self._summed_sql("interest", "amount", rows)

    def _picture_late_sql(self, company):
        """Money x days overdue in each span: 100 paid ten days late are 1000. A customer in credit
        ties nothing up.
        """
        return SQL(
            """
            SELECT x.partner_id, s.n, 'late',
                   GREATEST(SUM(x.amount * GREATEST(LEAST(x.until, s.last)
                                                    - GREATEST(x.due, s.first - 1), 0)), 0)
              FROM (%s) x CROSS JOIN spans s GROUP BY 1, 2
            """,
            self._late_pieces_sql(company),
        )

    def _late_pieces_sql(self, company):
        """Pieces of the receivables of `who`: partner_id, amount, due, until (null: still open).

        A credit is a piece with a minus: it takes away what it covers from its own day on.
        """
        accounts = self.env["debt.run"].new({"company_id": company.id})._receivable_accounts()
        return SQL(
            """
            SELECT w.partner_id, z.amount, z.until, COALESCE(l.date_maturity, l.date) AS due
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

    def _picture_collecting_sql(self):
        rows = SQL(
            """
            SELECT w.partner_id, t.done_on::date AS day, t.full_cost AS amount
              FROM who w JOIN debt_action t ON t.debtor_id = w.debtor_id
             WHERE t.state = 'done' AND t.full_cost <> 0
            """
        )
        return self._summed_sql("collecting", "amount", rows)
