"""The aging report beside one raw GROUP BY on the same ledger, for today and for a month ago."""

from datetime import timedelta

from odoo.tools import SQL

BUCKETS = (30, 60, 90, 180)


def report(env, probe, today, days_ago=0):
    """Group the report by customer, all buckets, as its list does; `total` proves it agrees."""
    report = _report(env, today - timedelta(days=days_ago))
    sums = [f"{column}:sum" for column in report._amount_columns(report._scope())]
    env.flush_all()
    with probe(env.cr) as measured:
        groups = report._read_group([], ["partner_id"], sums)
    return measured.result | {
        "groups": len(groups),
        "total": round(sum(group[-1] for group in groups), 2),
    }


def raw(env, probe, today, days_ago=0):
    """One GROUP BY with as many sums over receivable lines less what was matched until the day: also
    today, as payments dated later may be matched already.
    """
    day = today - timedelta(days=days_ago)
    accounts = _report(env, day)._accounts("receivable", _companies(env))
    with probe(env.cr) as measured:
        env.cr.execute(
            SQL(
                QUERY,
                day=day,
                accounts=accounts.ids,
                companies=_companies(env).ids,
                buckets=_buckets(day),
            )
        )
        rows = env.cr.fetchall()
    total = sum(row[-1] for row in rows)
    return measured.result | {"groups": len(rows), "total": round(total, 2)}


def _report(env, day):
    companies = _companies(env)
    report = env["debt.aging"].with_context(allowed_company_ids=companies.ids)
    scope = report._usual_scope(companies[0], day=day)._replace(limits=BUCKETS)
    return report.with_context(**scope.context())


def _companies(env):
    return env["res.company"].search([("name", "=like", "Bench %")], order="id")


def _buckets(day):
    late = SQL("%s - COALESCE(l.date_maturity, l.date)", day)
    limits = [None, 0, *BUCKETS, None]
    sums = []
    for low, high in zip(limits, limits[1:], strict=False):
        above = SQL("%s > %s", late, low) if low is not None else SQL("TRUE")
        below = SQL("%s <= %s", late, high) if high is not None else SQL("TRUE")
        sums.append(SQL("SUM(l.open) FILTER (WHERE l.open > 0 AND %s AND %s)", above, below))
    return SQL(", ").join([*sums, SQL("SUM(l.open) FILTER (WHERE l.open < 0)"), SQL("SUM(l.open)")])


QUERY = """
    SELECT p.commercial_partner_id, %(buckets)s
      FROM (SELECT a.partner_id, a.date, a.date_maturity,
                   a.balance - COALESCE(d.amount, 0) + COALESCE(c.amount, 0) AS open
              FROM account_move_line a
         LEFT JOIN (SELECT debit_move_id, SUM(amount) AS amount FROM account_partial_reconcile
                     WHERE max_date <= %(day)s GROUP BY 1) d ON d.debit_move_id = a.id
         LEFT JOIN (SELECT credit_move_id, SUM(amount) AS amount FROM account_partial_reconcile
                     WHERE max_date <= %(day)s GROUP BY 1) c ON c.credit_move_id = a.id
             WHERE a.parent_state = 'posted' AND a.date <= %(day)s
               AND a.account_id = ANY(%(accounts)s) AND a.company_id = ANY(%(companies)s)) l
 LEFT JOIN res_partner p ON p.id = l.partner_id
     WHERE l.open <> 0
  GROUP BY 1
"""
