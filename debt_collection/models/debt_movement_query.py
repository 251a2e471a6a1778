from datetime import date

from odoo import models
from odoo.tools import SQL, Query

from .debt_action_effect import MONEY_JOURNALS
from .debt_movement_period import ASKED, DAYS, EPOCH


class DebtMovement(models.Model):
    """Rows of the period that a domain names; its first day has the opening balances."""

    _inherit = "debt.movement"

    _depends = {
        "account.move.line": [
            "account_id", "balance", "amount_currency", "date", "partner_id", "parent_state",
            "move_name", "name",
        ],
        "account.move": ["invoice_user_id", "move_type", "reversed_entry_id", "journal_id"],
        "account.journal": ["type"],
        "res.partner": ["commercial_partner_id", "country_id", "user_id"],
        "debt.debtor": [
            "company_id", "partner_id", "collector_id", "strategy_id", "profile", "kind",
        ],
        "debt.case": ["debtor_id", "state", "collector_id", "strategy_id"],
        "debt.interest.note": ["move_id"],
        "debt.compensation": ["move_id"],
        "debt.remainder": ["move_id"],
    }  # fmt: skip

    @property
    def _table_query(self):
        asked, companies = self.env.context.get(ASKED, {}), self.env.companies
        return SQL(
            """
            WITH lines AS (%(lines)s),
                 starts AS (%(starts)s),
                 opening AS (%(opening)s)
            SELECT r.*, %(columns)s,
                   r.opening + r.change AS closing,
                   r.opening_document + r.change_document AS closing_document,
                   COALESCE(c.collector_id, d.collector_id) AS collector_id,
                   COALESCE(c.strategy_id, d.strategy_id) AS strategy_id,
                   COALESCE(q.user_id, u.invoice_user_id) AS salesperson_id,
                   d.profile, d.kind AS customer_kind, q.country_id
              FROM (%(rows)s) r
            %(joins)s
            """,
            lines=self._lines_sql(companies, asked),
            starts=self._starts_sql(asked),
            opening=self._opening_sql(),
            columns=self._columns_sql(),
            rows=self._rows_sql(asked.get("first")),
            joins=self._joins_sql(),
        )

    def _lines_sql(self, companies, asked):
        """All journal items of customers until the last day asked for; of rows that are read again,
        those of their customers.
        """
        line_ids, only = asked.get("line_ids"), SQL("TRUE")
        if line_ids is not None:
            only = SQL(
                "(l.partner_id IS NULL OR p.commercial_partner_id IN ("
                "SELECT c.commercial_partner_id FROM account_move_line x"
                " JOIN res_partner c ON c.id = x.partner_id WHERE x.id = ANY(%s)))",
                line_ids,
            )
        return SQL(
            """
            SELECT l.id, l.move_id, l.company_id, l.company_currency_id, l.currency_id, l.date,
                   l.balance, l.amount_currency, COALESCE(l.move_name, l.name) AS name,
                   p.commercial_partner_id AS partner_id
              FROM account_move_line l LEFT JOIN res_partner p ON p.id = l.partner_id
             WHERE l.account_id = ANY(%s) AND l.company_id = ANY(%s)
               AND l.parent_state = 'posted' AND l.date <= %s AND %s
            """,
            self.env["debt.aging"]._accounts("receivable", companies).ids,
            companies.ids,
            asked.get("last") or date.max,
            only,
        )

    def _starts_sql(self, asked):
        """The days that have opening balances, numbered."""
        first, days, step = (asked.get(name) for name in ("first", "days", "step"))
        if days is not None:
            found = SQL("SELECT UNNEST(%s::date[]) AS day", days)
        else:
            found = SQL("SELECT UNNEST(%s::date[]) AS day", asked.get("firsts", []))
            if step:
                # as the ORM cuts days into weeks and months
                query = Query(self.env, "l", SQL.identifier("lines"))
                cut = self._read_group_groupby("l", f"date:{step}", query)
                found = SQL("%s UNION SELECT %s FROM lines l", found, cut)
        return SQL(
            "SELECT s.day, ROW_NUMBER() OVER (ORDER BY s.day) AS number"
            "  FROM (%s) s WHERE s.day >= %s",
            found,
            max(first or EPOCH, EPOCH),
        )

    def _opening_sql(self):
        """What was owed before each of those days, by customer and currency."""
        return SQL(
            """
            SELECT s.day, t.company_id, t.partner_id, t.company_currency_id, t.currency_id,
                   MIN(t.line_id) AS line_id, SUM(t.balance) AS balance, SUM(t.own) AS own
              FROM starts s
              JOIN (SELECT company_id, partner_id, company_currency_id, currency_id,
                           WIDTH_BUCKET(date, (SELECT ARRAY_AGG(day ORDER BY day) FROM starts))
                           AS number,
                           MIN(id) AS line_id, SUM(balance) AS balance, SUM(amount_currency) AS own
                      FROM lines GROUP BY 1, 2, 3, 4, 5) t ON t.number < s.number
          GROUP BY 1, 2, 3, 4, 5
            HAVING SUM(t.balance) <> 0 OR SUM(t.own) <> 0
            """
        )

    def _rows_sql(self, first):
        return SQL(
            """
            SELECT (o.line_id::bigint * %(days)s + (o.day - %(epoch)s::date)) * 2 + 1 AS id,
                   'opening' AS kind, NULL AS name, o.day AS date, o.company_id, o.partner_id,
                   NULL::int AS move_line_id, NULL::int AS move_id,
                   o.company_currency_id AS currency_id, o.currency_id AS document_currency_id,
                   o.balance AS opening, 0::numeric AS change,
                   o.own AS opening_document, 0::numeric AS change_document
              FROM opening o
             UNION ALL
            SELECT l.id::bigint * 2, %(kind)s, l.name, l.date, l.company_id, l.partner_id,
                   l.id, l.move_id, l.company_currency_id, l.currency_id,
                   0, l.balance, 0, l.amount_currency
              FROM lines l
              JOIN account_move m ON m.id = l.move_id
              JOIN account_journal j ON j.id = m.journal_id
              JOIN res_company k ON k.id = l.company_id
             WHERE l.date >= %(first)s
            """,
            days=DAYS,
            epoch=EPOCH,
            kind=self._kind_sql(),
            first=first or date.min,
        )

    def _kind_sql(self):
        """What a journal item is, by the journal and the type of its entry."""
        notes = SQL(
            "SELECT move_id FROM debt_interest_note WHERE move_id IS NOT NULL"
            " UNION SELECT move_id FROM debt_compensation WHERE move_id IS NOT NULL"
        )
        payable = SQL(
            "SELECT FROM account_move_line x JOIN account_account a ON a.id = x.account_id"
            " WHERE x.move_id = m.id AND a.account_type = 'liability_payable'"
        )
        return SQL(
            """
            CASE WHEN m.move_type = 'out_refund' THEN 'credit_note'
                 WHEN m.move_type IN ('out_invoice', 'out_receipt') THEN 'invoice'
                 WHEN j.type IN %(money)s THEN 'payment'
                 WHEN j.type = 'sale' THEN 'invoice'
                 WHEN j.id = k.currency_exchange_journal_id THEN 'exchange'
                 WHEN COALESCE(m.reversed_entry_id, m.id) IN (%(notes)s) THEN 'note'
                 WHEN COALESCE(m.reversed_entry_id, m.id) IN
                      (SELECT move_id FROM debt_remainder WHERE move_id IS NOT NULL)
                 THEN 'write_off'
                 WHEN EXISTS (%(payable)s) THEN 'set_off'
                 ELSE 'other' END
            """,
            money=MONEY_JOURNALS,
            notes=notes,
            payable=payable,
        )

    def _columns_sql(self):
        """Each movement in the column of its kind."""
        columns = {
            "invoiced": ("invoice", "note"),
            "credited": ("credit_note",),
            "paid": ("payment",),
            "set_off": ("set_off",),
            "other": ("write_off", "exchange", "other"),
        }
        return SQL(", ").join(
            SQL(
                "CASE WHEN r.kind IN %s THEN r.change ELSE 0 END AS %s", kinds, SQL.identifier(name)
            )
            for name, kinds in columns.items()
        )

    def _joins_sql(self):
        """With whom a customer has to do; a grouping that doesn't need it doesn't read it."""
        return SQL(
            """
         LEFT JOIN res_partner q ON q.id = r.partner_id
         LEFT JOIN debt_debtor d ON d.partner_id = r.partner_id AND d.company_id = r.company_id
         LEFT JOIN (SELECT debtor_id, MAX(id) AS id FROM debt_case
                     WHERE state = 'open' GROUP BY debtor_id) e ON e.debtor_id = d.id
         LEFT JOIN debt_case c ON c.id = e.id
         LEFT JOIN (SELECT DISTINCT ON (commercial_partner_id, company_id)
                           commercial_partner_id, company_id, invoice_user_id
                      FROM account_move
                     WHERE move_type = 'out_invoice' AND state = 'posted'
                       AND invoice_user_id IS NOT NULL
                  ORDER BY commercial_partner_id, company_id, invoice_date DESC, id DESC) u
                ON u.commercial_partner_id = r.partner_id AND u.company_id = r.company_id
            """
        )
