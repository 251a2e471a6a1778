"""The order of the worklist: reckoned for all open cases, as the night does."""


def order(env, probe, today):
    """Put all cases in order on a day on which each of them has become older."""
    companies = env["res.company"].search([("name", "=like", "Bench %")], order="id")
    cases = env["debt.case"].search_count([("state", "=", "open")])
    # a day on which the order of all of them is another
    env.cr.execute("UPDATE debt_case SET priority = -1 WHERE state = 'open'")
    env.invalidate_all()
    with probe(env.cr) as measured:
        for company in companies:
            env["debt.case"]._refresh_company_priority(company, today)
        env.flush_all()
    return measured.result | {"cases": cases}
