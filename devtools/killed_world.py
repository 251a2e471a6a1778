"""Customers for the killed night, with an earlier night done. `odoo shell` runs this."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from freezegun import freeze_time

from odoo import Command
from odoo.addons.debt_collection.tools import instalments

env = globals()["env"]
# Mondays and Wednesdays without holidays near; nine o'clock UTC is inside all contact hours
FIRST = date(2026, 3, 2)
NIGHT = date(2026, 3, 11)
CUSTOMERS = 40
# days overdue in the killed night; each customer takes two neighbours and a third far from them
DAYS = (-5, -1, 2, 4, 8, 12, 15, 17, 23, 26, 28)
PASSWORD = "nobody logs in"


def make_company():
    company = env.company
    company.write(
        {
            "name": "Hurtownia Testowa sp. z o.o.",
            "street": "ul. Składowa 14",
            "zip": "31-752",
            "city": "Kraków",
            "country_id": env.ref("base.pl").id,
            "currency_id": env.ref("base.PLN").id,
            "email": "biuro@hurtownia.example.com",
        }
    )
    company.partner_id.write({"lang": "pl_PL", "tz": "Europe/Warsaw"})
    env["account.chart.template"].try_loading("pl", company, install_demo=False)
    journal = env["account.journal"].search([("type", "=", "bank")], limit=1)
    journal.set_bank_account("PL61109010140000071219812874")
    people = make_people()
    company.write(
        {
            "debt_automation": True,
            "debt_start_mode": "all",
            "debt_start_date": FIRST - timedelta(days=365),
            "debt_strategy_id": env.ref("debt_collection.strategy_standard").id,
            "debt_collector_ids": [Command.set(people[:2].ids)],
            "debt_head_id": people[2].id,
            "debt_approver_id": people[2].id,
            "debt_freshness_gate": False,
            # Odoo's printing of invoices would take most of the time
            "debt_make_copies": False,
        }
    )
    env["debt.strategy.rule"].search([]).active = False
    return people


def make_people():
    """Two collectors, the head, two salesmen."""
    groups = ["group_collector", "group_collector", "group_approver", None, None]
    names = ("anna", "piotr", "jan", "marek", "kinga")
    base = env.ref("base.group_user") | env.ref("account.group_account_invoice")
    quiet = env["res.users"].with_context(no_reset_password=True)
    return quiet.create(
        [
            {
                "name": name.capitalize(),
                "login": name,
                "password": PASSWORD,
                "email": f"{name}@hurtownia.example.com",
                "group_ids": [
                    Command.set(
                        base.ids
                        + (env.ref(f"debt_collection.{group}").ids if group else [])
                        + (
                            env.ref("debt_collection.group_manager").ids
                            if group == "group_approver"
                            else []
                        )
                    )
                ],
            }
            for name, group in zip(names, groups, strict=True)
        ]
    )


def make_customers(salesmen):
    """Most with e-mail and a mobile number; every sixth only with an address."""
    return env["res.partner"].create(
        [
            {
                "name": f"Klient {n:02}",
                "is_company": True,
                "customer_rank": 1,
                "street": f"ul. Polna {n + 1}",
                "zip": "00-950",
                "city": "Warszawa",
                "country_id": env.ref("base.pl").id,
                "lang": "pl_PL",
                "email": f"klient{n}@example.com" if n % 6 else False,
                "phone": f"+48 501 200 {n + 100}" if n % 2 else False,
                "user_id": salesmen[n % 2].id,
            }
            for n in range(CUSTOMERS)
        ]
    )


def make_invoices(partners):
    """Three for each customer; credit notes that cover a part for some."""
    bills = []
    for n, partner in enumerate(partners):
        first = n % len(DAYS)
        for k in (first, first + 1, first + 5):
            due = NIGHT - timedelta(days=DAYS[k % len(DAYS)])
            bills.append(prepare_bill(partner, "out_invoice", due, 700 + 400 * k + 10 * n))
        if n % 10 == 3:
            bills.append(prepare_bill(partner, "out_refund", FIRST, 150))
    moves = env["account.move"].create(bills)
    moves.action_post()


def prepare_bill(partner, kind, due, price):
    line = {"name": "Towar", "quantity": 1, "price_unit": price, "tax_ids": [Command.clear()]}
    return {
        "move_type": kind,
        "partner_id": partner.id,
        "invoice_date": due - timedelta(days=30) if kind == "out_invoice" else due,
        "invoice_date_due": due,
        "invoice_payment_term_id": False,
        "invoice_line_ids": [Command.create(line)],
    }


def first_night(head):
    """Done in peace, with the consent of the head: what comes later needs demands before it."""
    env["debt.run"]._start(env.company, "nightly", FIRST)._go()
    actions = env["debt.action"]
    actions._cron_act()
    actions._cron_render()
    actions.search([("state", "=", "waiting"), ("kind", "!=", "decision")])._approve(head)
    actions._cron_act()
    on_paper = actions.search([("letter_id.to_print", "=", True)]).letter_id
    for letter in on_paper:
        letter._mark_posted(FIRST, f"R-{letter.id}")


def make_promises():
    """What the killed night judges: one agreement that breaks, one that runs, a broken promise."""
    cases = env["debt.case"].search([("overdue", ">", 0)], order="partner_id", limit=3)
    agree(cases[0], [NIGHT - timedelta(days=8), NIGHT - timedelta(days=7)])
    agree(cases[1], [NIGHT + timedelta(days=7), NIGHT + timedelta(days=14)])
    env["debt.promise"]._make(cases[2], {"date": FIRST + timedelta(days=3)})


def agree(case, days):
    """An agreement about all that is overdue, signed on the first day, of equal instalments."""
    items = case._overdue_items(FIRST)
    total = Decimal(str(round(sum(items.mapped("amount_residual")), 2)))
    parts = instalments.schedule(total, Decimal(0), days, "equal", Decimal("0.01"))
    schedule = [env["debt.plan.line"]._prepare_part_vals(part) for part in parts]
    plan = env["debt.plan"]._draft(case.debtor_id, items, schedule, FIRST, waives_interest=True)
    plan.user_id = case.collector_id
    plan._offer(FIRST)
    plan._accept(case.partner_id, "other", FIRST)


def leave_only_our_crons():
    ours = env["ir.cron"].browse(
        env.ref(f"debt_collection.ir_cron_{name}").id
        for name in ("nightly", "act", "render", "refresh")
    )
    (env["ir.cron"].search([]) - ours).active = False


def build():
    with freeze_time(datetime(FIRST.year, FIRST.month, FIRST.day, 9)):
        people = make_company()
        make_invoices(make_customers(people[3:]))
        leave_only_our_crons()
        env.cr.commit()
        first_night(people[2])
        make_promises()
        env.cr.commit()


build()
