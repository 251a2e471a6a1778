from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ..tools import aging
from .debt_aging_scope import SIDES

LONG_AGO = timedelta(days=180)
# columns of the ledger that a row shows
LEDGER = (
    "id", "company_id", "partner_id", "move_id", "account_id", "currency_id",
    "company_currency_id", "date", "invoice_date", "date_maturity", "move_name", "name",
)  # fmt: skip


class DebtAging(models.Model):
    """Rebuilds what was open on a day from the reconciliations, in one statement.

    Last year's report stays last year's. Joins that a grouping doesn't need are left out by the
    planner, so they must not multiply rows: each is by a unique key.
    """

    _inherit = "debt.aging"

    _depends = {
        "account.move.line": [
            *LEDGER, "amount_residual", "amount_residual_currency", "reconciled", "parent_state",
            "balance", "amount_currency",
        ],
        "account.partial.reconcile": [
            "debit_move_id", "credit_move_id", "amount", "debit_amount_currency",
            "credit_amount_currency", "max_date",
        ],
        "account.move": ["invoice_user_id"],
        "res.partner": ["commercial_partner_id", "country_id", "user_id"],
        "debt.debtor": [
            "company_id", "partner_id", "collector_id", "strategy_id", "profile", "kind",
        ],
        "debt.item": ["move_line_id", "phase"],
        "debt.case": ["debtor_id", "state", "collector_id", "strategy_id"],
    }  # fmt: skip

    @property
    def _table_query(self):
        return self._query(self._scope(), self.env.companies)

    def _query(self, scope, companies):
        """Return the SELECT of all rows of `scope`; each amount is signed as what `side` owes.

        Receivables count as plus; payables count as plus where they are alone, as minus beside
        receivables.
        """
        sign = SQL("-1") if scope.side == "payable" else SQL("1")
        shown = SQL("o.own") if scope.in_currency else SQL("o.company")
        return SQL(
            """
            SELECT v.*, %(buckets)s, %(apart)s AS credit,
                   CASE WHEN v.step > 0 AND NOT v.is_apart THEN v.amount ELSE 0 END AS overdue,
                   %(names)s AS bucket,
                   CASE WHEN v.is_apart THEN -1 ELSE v.step END AS bucket_number
              FROM (SELECT r.*, CASE WHEN r.days_late <= 0 THEN 0
                                     ELSE WIDTH_BUCKET(r.days_late, %(limits)s) END AS step,
                           %(is_apart)s AS is_apart
                      FROM (%(rows)s) r) v
            """,
            buckets=self._bucket_columns(scope),
            apart=SQL("CASE WHEN v.is_apart THEN v.amount ELSE 0 END"),
            names=self._bucket_names(scope),
            limits=[first for first, _last in aging.spans(scope.limits)],
            is_apart=SQL("r.is_credit") if scope.credits_apart else SQL("FALSE"),
            rows=self._rows_sql(scope, companies, SQL("%s * %s", sign, shown)),
        )

    def _bucket_columns(self, scope):
        columns = []
        for number in range(aging.MOST_LIMITS + 2):
            amount = SQL("0::numeric")
            if number <= len(scope.limits) + 1:
                amount = SQL(
                    "CASE WHEN v.step = %s AND NOT v.is_apart THEN v.amount ELSE 0 END", number
                )
            columns.append(SQL("%s AS %s", amount, SQL.identifier(f"b{number}")))
        return SQL(", ").join(columns)

    def _bucket_names(self, scope):
        """The name of a row's bucket; numbered, so that names sort as ages do."""
        credits = self.env._("Unallocated credits")
        names = [self.env._("Not due yet"), *aging.names(scope.limits)]
        whens = [
            SQL("WHEN v.step = %s THEN %s", number, f"{number}. {name}")
            for number, name in enumerate(names)
        ]
        apart = f"{len(names)}. {credits}"
        return SQL("CASE WHEN v.is_apart THEN %s %s END", apart, SQL(" ").join(whens))

    def _rows_sql(self, scope, companies, amount):
        """What was open, with whom it has to do; `amount` is SQL on `o`."""
        day = SQL("%s::date", scope.day)
        return SQL(
            """
            SELECT o.id, o.id AS move_line_id, o.move_id, o.account_id, o.company_id,
                   p.commercial_partner_id AS partner_id, o.date,
                   COALESCE(o.invoice_date, o.date) AS date_invoice,
                   COALESCE(o.date_maturity, o.date) AS date_due,
                   %(day)s - COALESCE(o.date_maturity, o.date) AS days_late,
                   COALESCE(o.move_name, o.name) AS name,
                   CASE WHEN a.account_type = 'asset_receivable' THEN 'receivable'
                        ELSE 'payable' END AS side,
                   CASE WHEN a.account_type = 'asset_receivable' THEN o.company
                        ELSE -o.company END < 0 AS is_credit,
                   %(currency)s AS currency_id, o.currency_id AS document_currency_id,
                   o.own AS amount_document, %(amount)s AS amount,
                   c.id AS case_id, COALESCE(c.collector_id, d.collector_id) AS collector_id,
                   i.phase, COALESCE(c.strategy_id, d.strategy_id) AS strategy_id,
                   COALESCE(m.invoice_user_id, q.user_id) AS salesperson_id,
                   d.profile, d.kind, q.country_id
              FROM (%(open)s) o
              JOIN account_account a ON a.id = o.account_id
         LEFT JOIN res_partner p ON p.id = o.partner_id
         LEFT JOIN res_partner q ON q.id = p.commercial_partner_id
         LEFT JOIN account_move m ON m.id = o.move_id
         LEFT JOIN debt_item i ON i.move_line_id = o.id
         LEFT JOIN debt_debtor d ON d.partner_id = p.commercial_partner_id
               AND d.company_id = o.company_id
         LEFT JOIN (SELECT debtor_id, MAX(id) AS id FROM debt_case
                     WHERE state = 'open' GROUP BY debtor_id) k ON k.debtor_id = d.id
         LEFT JOIN debt_case c ON c.id = k.id
             WHERE %(wanted)s
            """,
            day=day,
            currency=SQL("o.currency_id" if scope.in_currency else "o.company_currency_id"),
            amount=amount,
            open=self._open_sql(scope, companies),
            wanted=SQL("o.own <> 0" if scope.in_currency else "(o.company <> 0 OR o.own <> 0)"),
        )

    def _open_sql(self, scope, companies):
        """Lines with what was open of them on the day: `company` and `own` currency, signed."""
        columns = SQL(", ").join(SQL.identifier("l", column) for column in LEDGER)
        condition = SQL(
            "l.account_id = ANY(%s) AND l.company_id = ANY(%s) AND l.parent_state = 'posted'"
            " AND l.date <= %s",
            self._accounts(scope.side, companies).ids,
            companies.ids,
            scope.day,
        )
        query = self._recent_sql if scope.day > self._long_ago() else self._old_sql
        return query(scope.day, columns, condition)

    def _long_ago(self):
        """The day before which there are fewer matches than since, as a rule."""
        # only the way it is read depends on today, not what is read
        return self.env.company._debt_today() - LONG_AGO

    def _recent_sql(self, day, columns, condition):
        """What is open now, and what was matched since: hardly more work than today's report."""
        return SQL(
            """
            WITH later AS MATERIALIZED (%(later)s)
            SELECT %(columns)s, l.amount_residual + COALESCE(t.company, 0) AS company,
                   l.amount_residual_currency + COALESCE(t.own, 0) AS own
              FROM account_move_line l LEFT JOIN later t ON t.line_id = l.id
             WHERE l.reconciled IS NOT TRUE AND %(condition)s
             UNION ALL
            SELECT %(columns)s, l.amount_residual + t.company, l.amount_residual_currency + t.own
              FROM later t JOIN account_move_line l ON l.id = t.line_id
             WHERE l.reconciled IS TRUE AND %(condition)s
            """,
            later=self._matched_sql(SQL("max_date > %s", day)),
            columns=columns,
            condition=condition,
        )

    def _old_sql(self, day, columns, condition):
        """The lines of those days less what was matched until then."""
        return SQL(
            """
            SELECT %(columns)s, l.balance - COALESCE(t.company, 0) AS company,
                   l.amount_currency - COALESCE(t.own, 0) AS own
              FROM account_move_line l LEFT JOIN (%(matched)s) t ON t.line_id = l.id
             WHERE %(condition)s
            """,
            matched=self._matched_sql(SQL("max_date <= %s", day)),
            columns=columns,
            condition=condition,
        )

    def _matched_sql(self, condition):
        """What was matched of each line, with the sign of the line."""
        return SQL(
            """
            SELECT s.line_id, SUM(s.company) AS company, SUM(s.own) AS own
              FROM (SELECT debit_move_id AS line_id, amount AS company,
                           debit_amount_currency AS own
                      FROM account_partial_reconcile WHERE %(condition)s
                     UNION ALL
                    SELECT credit_move_id, -amount, -credit_amount_currency
                      FROM account_partial_reconcile WHERE %(condition)s) s
          GROUP BY s.line_id
            """,
            condition=condition,
        )

    def _accounts(self, side, companies):
        """Return the accounts of a side in `companies`, also those no longer in use."""
        # sudo: which accounts there are is no secret to whoever may read the report
        accounts = self.env["account.account"].sudo().with_context(active_test=False)
        return accounts.search(
            [
                *accounts._check_company_domain(companies),
                ("account_type", "in", SIDES[side]),
            ]
        )
