"""The dashboard of a manager: what stands above the charts, then each chart as the page asks."""


def prepare(env, probe, today):
    """Keep the month ends, as the first night after installation does."""
    company = _company(env)
    with probe(env.cr) as measured:
        env["debt.snapshot"]._rebuild(company, today)
    return measured.result


def tiles(env, probe, today):
    """Answer the first question of the page; asked twice, as a person looks more than once."""
    dashboard = _dashboard(env)
    dashboard.get_data({})
    env.invalidate_all()
    with probe(env.cr) as measured:
        data = dashboard.get_data({})
    return measured.result | {"tiles": {tile["key"]: tile["value"] for tile in data["tiles"]}}


def charts(env, probe, today):
    """Read all charts one after another; `each`: seconds of the slowest."""
    dashboard, seconds = _dashboard(env), {}
    with probe(env.cr) as measured:
        for key in dashboard._chart_keys(dashboard._filters({})):
            with probe(env.cr) as one:
                dashboard.get_chart(key, {})
            seconds[key] = one.result["wall"]
    return measured.result | {"each": seconds}


def _company(env):
    return env["res.company"].search([("name", "=like", "Bench %")], order="id", limit=1)


def _dashboard(env):
    company = _company(env)
    return env["debt.dashboard"].with_company(company).with_context(allowed_company_ids=company.ids)
