"""The worklist: its order, reckoned for all open cases as the night does, and its opening."""

from lxml import etree

from odoo import Command

PAGE = 50


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


def opening(env, probe, today, share=1.0):
    """Answer what the browser asks when a collector opens the worklist: view, page, counters.

    :param share: of all open cases of the company that are his and have to be done today
    """
    company = env["res.company"].search([("name", "=like", "Bench %")], order="id", limit=1)
    collector = _collector(env, company)
    env.flush_all()
    env.cr.execute(
        """UPDATE debt_case SET collector_id = %s, todo_on = %s
            WHERE state = 'open' AND company_id = %s AND random() < %s""",
        [collector.id, today, company.id, share],
    )
    cases = env.cr.rowcount
    env.cr.execute("ANALYZE debt_case")
    env.invalidate_all()
    context = {**env.context, "allowed_company_ids": company.ids, "debt_worklist": 1}
    worklist = env["debt.case"].with_user(collector).with_context(context)
    _open(worklist)  # the registry's caches are warm, as in any running server
    env.invalidate_all()
    with probe(env.cr) as measured:
        shown = _open(worklist)
    # nothing of it is kept
    env.cr.rollback()
    return measured.result | {"cases": cases, "shown": shown}


def _collector(env, company):
    return env["res.users"].create(
        {
            "name": "Collector",
            "login": "bench_collector",
            "company_id": company.id,
            "company_ids": [Command.set(company.ids)],
            "group_ids": [Command.set(env.ref("debt_collection.group_collector_all").ids)],
        }
    )


def _open(worklist):
    """Return how many rows the first page has."""
    views = worklist.get_views([(False, "list"), (False, "search")], {"toolbar": True})
    arch = etree.fromstring(views["views"]["list"]["arch"])
    names = {node.get("name") for node in arch.iter("field")}
    domain = [("is_mine", "=", True), ("state", "=", "open"), ("todo_on", "<=", "today")]
    page = worklist.web_search_read(
        domain,
        {name: _wanted(worklist._fields[name]) for name in names},
        limit=PAGE,
        order="priority desc, id",
        count_limit=10001,
    )
    worklist.get_counters([])
    return len(page["records"])


def _wanted(field):
    """What the browser wants of a field."""
    return {"fields": {"display_name": {}}} if field.type == "many2one" else {}
