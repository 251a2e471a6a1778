"""Interest to date: every item open or paid late, beside one grouped SQL query."""

from datetime import timedelta

from odoo import Command
from odoo.tools import SQL

# commercial rates by half-year: more rows an item than most customers will ever see
HALF_YEARS = (14.0, 15.25, 15.75, 15.75, 16.75, 16.75, 16.0, 11.75)


def to_date(env, probe, today):
    """Value all items as of today, from the ledger, with rows."""
    companies = env["res.company"].search([("name", "=like", "Bench %")], order="id")
    env.flush_all()
    env.invalidate_all()
    with probe(env.cr) as measured:
        claims = [env["debt.interest"]._claims(company, today) for company in companies]
    found = [claim for some in claims for claim in some.values()]
    return measured.result | {
        "items": len(found),
        "rows": sum(len(claim.rows) for claim in found),
        "errors": sum(bool(claim.error) for claim in found),
    }


def grouped_query(env, probe, today):
    """The same figure by one grouped query, without all that makes it right: interest by item on
    today's residual, without value dates of payments, contracts, notes and compensation.
    """
    rule = env["debt.interest.rule"].search([("company_id", "!=", False)], limit=1)
    rates = SQL(", ").join(
        SQL("(%s::date, %s::date, %s)", period.date_from, period.date_to or today, period.percent)
        for period in rule.period_ids
    )
    with probe(env.cr) as measured:
        env.cr.execute(
            SQL(
                """
                SELECT l.id, l.currency_id, MAX(l.amount_residual_currency),
                       SUM(ROUND(l.amount_residual_currency * r.percent::numeric
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
                rates=rates,
            )
        )
        rows = env.cr.fetchall()
    return measured.result | {"items": len(rows)}


def prepare(env, probe, today):
    """A rule for each company, as its own rates win over those of the law."""
    with probe(env.cr) as measured:
        for company in env["res.company"].search([("name", "=like", "Bench %")]):
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
