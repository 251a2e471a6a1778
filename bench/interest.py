"""Interest to date: every item open or paid late, beside one grouped SQL query."""

from datetime import timedelta

from odoo import Command
from odoo.tools import SQL

# rates by half-year, each unlike the next: more rows an item than most customers will ever see
HALF_YEARS = (14.0, 15.25, 15.75, 15.5, 16.75, 16.5, 16.0, 11.75)


def to_date(env, probe, today):
    """Value all items as of today, from the ledger, with rows."""
    companies = _companies(env)
    env.flush_all()
    env.invalidate_all()
    with probe(env.cr) as measured:
        claims = [env["debt.interest"]._claims(company, today) for company in companies]
    found = [claim for some in claims for claim in some.values()]
    return measured.result | {
        "items": len(found),
        "rows": sum(len(claim.rows) for claim in found),
        "errors": sum(bool(claim.error) for claim in found),
        "total": str(sum(claim.interest for claim in found)),
    }


def grouped_query(env, probe, today):
    """One grouped query for today's residual only: no value dates, nothing that was paid late."""
    with probe(env.cr) as measured:
        env.cr.execute(
            SQL(
                """
                SELECT l.id, l.currency_id, MAX(l.amount_residual_currency),
                       SUM(ROUND(l.amount_residual_currency * r.percent
                           * (LEAST(r.date_to, %(day)s)
                              - GREATEST(r.date_from, l.date_maturity + 1) + 1) / 36500, 2))
                  FROM account_move_line l
                  JOIN account_account a ON a.id = l.account_id
             LEFT JOIN (VALUES %(rates)s) AS r(date_from, date_to, percent)
                    ON r.date_to > l.date_maturity AND r.date_from <= %(day)s
                 WHERE a.account_type = 'asset_receivable' AND l.parent_state = 'posted'
                   AND l.amount_currency > 0 AND l.reconciled IS NOT TRUE
              GROUP BY l.id
                """,
                day=today,
                rates=_rates(env, today),
            )
        )
        rows = env.cr.fetchall()
    return measured.result | {"items": len(rows)}


def same_query(env, probe, today):
    """The figures of `to_date` by one grouped query: due dates moved to working days, payments by
    value date, items paid late. What bench data has nothing of (contracts, notes, compensation,
    corrections, rules by kind of customer) it doesn't look for. `total` proves that it agrees.
    """
    with probe(env.cr) as measured:
        env.cr.execute(
            SQL(
                SAME_FIGURES,
                day=today,
                rates=_rates(env, today),
                rolled=_rolled_dues(env),
                companies=_companies(env).ids,
            )
        )
        rows = env.cr.fetchall()
    total = round(sum(interest for *_others, interest in rows), 2)
    return measured.result | {"items": len(rows), "total": str(total)}


SAME_FIGURES = """
    WITH line AS (
        SELECT l.id, l.currency_id, l.amount_currency AS amount, due.rolled + 1 AS first
          FROM account_move_line l
          JOIN account_account a ON a.id = l.account_id
          JOIN (VALUES %(rolled)s) AS due(day, rolled) ON due.day = l.date_maturity
         WHERE a.account_type = 'asset_receivable' AND l.parent_state = 'posted'
           AND l.amount_currency > 0 AND l.company_id = ANY(%(companies)s) AND l.date <= %(day)s
           AND l.payment_id IS NULL AND l.statement_line_id IS NULL
    ), payment AS (
        SELECT line.id, GREATEST(CASE WHEN c.payment_id IS NOT NULL
                                      THEN COALESCE(bank.day, pay.date, c.date)
                                      ELSE c.date END + 1, line.first) AS day,
               -r.debit_amount_currency AS amount
          FROM line
          JOIN account_partial_reconcile r ON r.debit_move_id = line.id
          JOIN account_move_line c ON c.id = r.credit_move_id
     LEFT JOIN account_payment pay ON pay.id = c.payment_id
     LEFT JOIN LATERAL (
               SELECT MIN(b.date) AS day
                 FROM account_move_line o
                 JOIN account_partial_reconcile s ON s.debit_move_id = o.id
                 JOIN account_move_line b ON b.id = s.credit_move_id
                WHERE c.payment_id IS NOT NULL AND o.move_id = c.move_id AND o.id <> c.id
                  AND b.statement_line_id IS NOT NULL) bank ON TRUE
    ), step AS (
        SELECT id, day, SUM(amount) AS change
          FROM (SELECT id, first AS day, amount FROM line
                 UNION ALL SELECT id, day, amount FROM payment WHERE day <= %(day)s + 1) AS s
      GROUP BY id, day
    ), span AS (
        SELECT id, day, SUM(change) OVER (PARTITION BY id ORDER BY day) AS owed,
               LEAD(day) OVER (PARTITION BY id ORDER BY day) - 1 AS until
          FROM step
    )
    SELECT line.id, line.currency_id,
           (ARRAY_AGG(span.owed ORDER BY span.day DESC))[1],
           COALESCE(SUM(ROUND(span.owed * rate.percent
               * (LEAST(rate.date_to, span.until, %(day)s) - GREATEST(rate.date_from, span.day) + 1)
               / 36500, 2)) FILTER (WHERE span.owed > 0), 0)
      FROM line
 LEFT JOIN span ON span.id = line.id
 LEFT JOIN (VALUES %(rates)s) AS rate(date_from, date_to, percent)
        ON rate.date_to >= span.day
       AND rate.date_from <= LEAST(span.until, %(day)s) AND span.day <= %(day)s
  GROUP BY line.id, line.currency_id
"""


def _rates(env, today):
    rule = env["debt.interest.rule"].search([("company_id", "!=", False)], limit=1)
    return SQL(", ").join(
        SQL(
            "(%s::date, %s::date, %s::numeric)",
            period.date_from,
            period.date_to or today,
            str(period.percent),
        )
        for period in rule.period_ids
    )


def _rolled_dues(env):
    """(due date, next working day) of all due dates of the data."""
    env.cr.execute(
        "SELECT DISTINCT date_maturity FROM account_move_line WHERE date_maturity IS NOT NULL"
    )
    days = [day for (day,) in env.cr.fetchall()]
    rolled = env["debt.calendar"]._effective_due(_companies(env)[0], days)
    pairs = [SQL("(%s::date, %s::date)", day, rolled[day]) for day in days]
    return SQL(", ").join(pairs)


def _companies(env):
    return env["res.company"].search([("name", "=like", "Bench %")], order="id")


def prepare(env, probe, today):
    """A rule for each company, as its own rates win over those of the law."""
    with probe(env.cr) as measured:
        for company in _companies(env):
            _rule(env, company, today)
    return measured.result


def _rule(env, company, today):
    """A commercial rate that changes each half-year, so that items have several rows."""
    rules = env["debt.interest.rule"]
    if rules.search([("company_id", "=", company.id)], limit=1):
        return
    start, periods = today.replace(month=7 if today.month > 6 else 1, day=1), []
    for percent in HALF_YEARS:
        values = {"date_from": start, "percent": percent}
        if periods:
            values["date_to"] = periods[-1]["date_from"] - timedelta(days=1)
        periods.append(values)
        start = (start - timedelta(days=1)).replace(day=1)
        start = start.replace(month=7 if start.month > 6 else 1)
    periods[-1]["date_from"] = start.replace(year=2000)
    rules.create(
        {
            "name": "Bench",
            "kind": "commercial",
            "company_id": company.id,
            "country_id": env.ref("base.pl").id,
            "for_business": True,
            "for_consumer": True,
            "period_ids": [Command.create(values) for values in periods],
        }
    )
