"""Payment profiles of all customers: the nightly pass, and the pass again when nothing changed."""

from odoo.tools import SQL


def nightly(env, probe, today):
    """Compute and store the profiles of all debtors, as the nightly run does before it decides."""
    companies = env["res.company"].search([("name", "=like", "Bench %")], order="id")
    env.flush_all()
    env.invalidate_all()
    with probe(env.cr) as measured:
        for company in companies:
            env["debt.debtor"]._profile(company, today)
    return measured.result | _counted(env, companies)


def _counted(env, companies):
    """How many customers, from how many invoices, and what became of them."""
    rows = env.execute_query(
        SQL(
            """SELECT profile, COUNT(*) FROM debt_debtor
                WHERE company_id = ANY(%s) AND profile_on IS NOT NULL GROUP BY 1""",
            companies.ids,
        )
    )
    [(invoices,)] = env.execute_query(
        SQL(
            """SELECT COUNT(*) FROM account_move
                WHERE company_id = ANY(%s) AND move_type = 'out_invoice' AND state = 'posted'""",
            companies.ids,
        )
    )
    return {"profiles": dict(rows), "items": sum(dict(rows).values()), "invoices": invoices}
