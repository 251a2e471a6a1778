"""Bulk data: N invoices with payments, credits, two currencies, two companies and holds, by SQL.

Rows are clones of prototypes that the ORM made (so every column is what Odoo would have written)
with the few columns changed that differ. `proof.check` proves that the result is what the ORM would
say.
Shape (as in earlier measurements, plus credits, EUR, a second company and holds):

* N/10 customers; a customer is picked by P * u^2.5, so a few have thousands of invoices
* 35 % paid, 10 % partly paid, 30 % not due, 25 % overdue and unpaid, most of it since a short time,
  so that something is due on each step of the ladder
* 5 % unallocated credit notes, 5 % in EUR, 10 % in a second company, holds on 3 % of the debtors
"""

import clones
import prototypes

from odoo import fields
from odoo.tools import SQL

CREDIT_SHARE, EUR_SHARE, SECOND_COMPANY_SHARE, HOLD_SHARE = 0.05, 0.05, 0.10, 0.03


def seed(env, count, today):
    """Fill an empty database that has the add-on; return the two companies."""
    companies = [
        prototypes.company(env, name)
        for name in ("Bench Hurt sp. z o.o.", "Bench Detal sp. z o.o.")
    ]
    partner = prototypes.customer(env, companies)
    originals = {
        (company.id, currency.name): prototypes.documents(env, company, currency, partner, today)
        for company in companies
        for currency in (company.currency_id, prototypes.euro(env))
    }
    env.flush_all()
    _plan(env, count, today, companies)
    _trust(env)
    clones.partners(env, count, partner)
    for (company_id, currency), made in originals.items():
        clones.documents(env, company_id, currency, made)
    clones.partials(env)
    clones.sequences(env)
    env.invalidate_all()
    for table in ("account_move", "account_move_line", "account_partial_reconcile", "res_partner"):
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
    return companies


def _trust(env):
    """Don't check foreign keys row by row where we may: `proof.check` looks at the result."""
    env.cr.execute("SELECT rolsuper FROM pg_roles WHERE rolname = CURRENT_USER")
    if env.cr.fetchone()[0]:
        env.cr.execute("SET LOCAL session_replication_role = replica")


def _plan(env, count, today, companies):
    """One row for each document to be made; the same seed gives the same plan."""
    env.cr.execute("SELECT setseed(0.42)")
    env.cr.execute(
        SQL(
            """
            CREATE UNLOGGED TABLE bench_plan AS
            WITH dice AS (
                SELECT n, random() AS who, random() AS what, random() AS kind, random() AS company,
                       random() AS currency, random() AS age, random() AS size, random() AS part
                  FROM generate_series(1, %(count)s) AS n
            )
            SELECT n,
                   floor(%(partners)s * power(who, 2.5))::int AS customer,
                   CASE WHEN company < %(second)s THEN %(b)s ELSE %(a)s END AS company_id,
                   CASE WHEN currency < %(eur)s THEN 'EUR' ELSE 'PLN' END AS currency,
                   CASE WHEN kind < %(credit)s THEN 'credit' ELSE 'invoice' END AS kind,
                   round((40 + 4000 * size * size)::numeric, 2) AS amount,
                   CASE WHEN kind < %(credit)s THEN 'open'
                        WHEN what < 0.35 THEN 'paid' WHEN what < 0.45 THEN 'part'
                        WHEN what < 0.75 THEN 'not_due' ELSE 'open' END AS status,
                   part,
                   CASE WHEN what >= 0.45 AND what < 0.75
                        THEN %(today)s::date + (age * 30)::int
                        ELSE %(today)s::date - 1 - (age * age * age * 700)::int END AS due
              FROM dice
            """,
            count=count,
            partners=max(count // 10, 1),
            second=SECOND_COMPANY_SHARE,
            eur=EUR_SHARE,
            credit=CREDIT_SHARE,
            a=companies[0].id,
            b=companies[1].id,
            today=fields.Date.to_string(today),
        )
    )
    env.cr.execute("ALTER TABLE bench_plan ADD PRIMARY KEY (n)")


def hold(env, companies, today):
    """Put holds on a share of the debtors, as collectors would have done before the run."""
    for company in companies:
        partners = env["res.partner"].search([("name", "=like", "Klient %")], order="id")
        step = int(1 / HOLD_SHARE)
        debtors = env["debt.debtor"]._get_or_create(company, partners[::step])
        env["debt.hold"].create(
            [
                {
                    "company_id": company.id,
                    "debtor_id": debtor.id,
                    "kind": "dispute",
                    "date_from": today,
                    "reason": "bench",
                }
                for debtor in debtors
            ]
        )
