"""How the demo's people share the work: limits, a holiday, a rule, a task that nobody did."""

from odoo import Command

from .customers import rng_for
from .partners import find_customer
from .plan import days
from .scenes import open_lines

# their colleague from key accounts follows them in the chatter
FOLLOWED = ("vip_late_once", "vip_credit", "habitual_big")
TEAMS = {"anna": "Windykacja Kraków", "piotr": "Windykacja Warszawa"}
LATE_TASKS = (
    ("escalated", "Ustalić, czy oddać sprawę do sądu", 9),
    ("no_email", "Zapytać o adres e-mail do rozliczeń", 4),
)


def share_work(env, company, users, today):
    """Collectors' limits and absences, a rule for big debts, followers, late tasks."""
    _set_limits(env, company, users, today)
    env["debt.collector.rule"].create(
        {
            "name": "Duże należności",
            "company_id": company.id,
            "currency_id": company.currency_id.id,
            "net_from": 30000.0,
            "collector_ids": [Command.set(users["anna"].ids)],
            "mode": "fixed",
            "takes_over": True,
        }
    )
    for key in FOLLOWED:
        customer = find_customer(env, company, key)
        customer.message_subscribe(partner_ids=users["kinga"].partner_id.ids)
    for key, summary, late in LATE_TASKS:
        _leave_task(env, company, users["piotr"], key, summary, today - days(late))


def _set_limits(env, company, users, today):
    rows = env["debt.collector"].search([("company_id", "=", company.id)])
    by_user = {row.user_id: row for row in rows}
    by_user[users["anna"]].cap = 60
    by_user[users["piotr"]].write(
        {
            "cap": 40,
            "substitute_id": users["anna"].id,
            "away_from": today + days(rng_for("holiday").randint(8, 12)),
            "away_until": today + days(21),
        }
    )
    # two teams: the dashboard can be narrowed to one
    for login, name in TEAMS.items():
        values = {"name": name, "company_id": company.id}
        by_user[users[login]].team_id = env["crm.team"].create(values)


def _leave_task(env, company, user, key, summary, day):
    """A case opened by hand, with a task that should have been done."""
    customer = find_customer(env, company, key)
    debtor = env["debt.debtor"]._get_or_create(company, customer)
    case = debtor._get_or_open_case(day, collector_id=user.id)
    # with its documents: a case without any is closed by the next refresh
    env["debt.item"]._get_or_create(open_lines(debtor.partner_id))
    case.activity_schedule(
        "debt_collection.activity_type_task",
        user_id=user.id,
        summary=summary,
        date_deadline=day,
    )
