"""What was done about invoices that are paid by now, so that its effect can be looked at: letters
and calls before they were paid; a trial of two strategies that is over, one of two texts not begun.
"""

from datetime import datetime, time, timedelta

from odoo import Command
from odoo.tools import SQL

from ..tools.split import variant
from .customers import rng_for

# days after the due date: what was done, its letter, its channel, what was paid for it
STEPS = (
    (3, "letter", "letter_type_monit", "email", 0.0),
    (7, "contact", None, None, 0.0),
    (14, "letter", "letter_type_demand", "post", 5.8),
    (22, "letter", "letter_type_second_demand", "registered", 9.9),
)
PHASE = "1_amicable"


def tell_past_steps(env, company, today):
    """Add the steps of paid invoices, and two trials. Returns the actions."""
    lines = _paid_late(env, company, today)
    items = env["debt.item"]._get_or_create(lines)
    cases = {
        debtor: _past_case(debtor, same) for debtor, same in items.grouped("debtor_id").items()
    }
    values = [vals for item in items for vals in _steps_of(item, cases[item.debtor_id], today)]
    actions = env["debt.action"].create(values)
    for item in items:
        item.write({"case_id": cases[item.debtor_id].id, "closed_on": _paid_on(item)})
    _add_strategy_trial(env, company, today)
    _add_text_trial(env, company)
    return actions


def _paid_late(env, company, today):
    """Receivable lines of the last two years that were paid in full some days late."""
    query = SQL(
        """
        SELECT l.id FROM account_move_line l
          JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
         WHERE l.company_id = %s AND l.parent_state = 'posted' AND l.balance > 0 AND l.reconciled
           AND NOT EXISTS (SELECT FROM debt_item i WHERE i.move_line_id = l.id)
           AND (SELECT MAX(r.max_date) FROM account_partial_reconcile r
                 WHERE r.debit_move_id = l.id) BETWEEN l.date_maturity + 4 AND %s
         ORDER BY l.date_maturity, l.id
        """,
        company.id,
        today,
    )
    return env["account.move.line"].browse([line for (line,) in env.execute_query(query)])


def _paid_on(item):
    return max(item.move_line_id.matched_credit_ids.mapped("max_date"))


def _past_case(debtor, items):
    """A closed case of what he paid late then."""
    return debtor.env["debt.case"].create(
        {
            "company_id": debtor.company_id.id,
            "debtor_id": debtor.id,
            "partner_id": debtor.partner_id.id,
            "strategy_id": debtor.env["debt.strategy"]._default(debtor.company_id).id,
            "collector_id": debtor.company_id.debt_collector_ids[:1].id,
            "state": "closed",
            "phase": PHASE,
            "opened_on": min(items.mapped("date_due")),
            "overdue_since": min(items.mapped("date_due")) + timedelta(days=1),
            "closed_on": max(map(_paid_on, items)),
        }
    )


def _steps_of(item, case, today):
    """Values of what was done before the payment; the last step brought it."""
    paid_on, rng = _paid_on(item), rng_for(f"{item.name}/steps")
    for days, kind, letter_type, channel, cost in STEPS:
        day = item.date_due + timedelta(days=days)
        if day > min(paid_on, today) or (kind == "contact" and rng.random() < 0.5):
            continue
        yield {
            **_values(item, case, day, kind),
            "cost": cost,
            **(_contact() if kind == "contact" else _letter(item.env, letter_type, channel)),
        }


def _values(item, case, day, kind):
    total = item.move_line_id.amount_currency
    line = {
        "item_id": item.id,
        "role": "demanded",
        "name": item.name,
        "date_due": item.date_due,
        "days_late": (day - item.date_due).days,
        "currency_id": item.currency_id.id,
        "amount_total": total,
        "amount_open": total,
        "amount_demanded": total,
    }
    return {
        "company_id": case.company_id.id,
        "case_id": case.id,
        "debtor_id": case.debtor_id.id,
        "partner_id": case.partner_id.id,
        "kind": kind,
        "phase": PHASE,
        "state": "done",
        "date_planned": day,
        "done_on": datetime.combine(day, time(8, 5)),
        "amount": item.move_line_id.balance,
        "user_id": case.collector_id.id,
        "line_ids": [Command.create(line)],
    }


def _letter(env, letter_type, channel):
    return {
        "letter_type_id": env.ref(f"debt_collection.{letter_type}").id,
        "channel_ids": [Command.link(env.ref(f"debt_collection.channel_{channel}").id)],
    }


def _contact():
    return {
        "contact_channel": "call",
        "contact_result": "call_back",
        "outcome": "Obiecał zapłacić w tym tygodniu.",
    }


def _add_strategy_trial(env, company, today):
    """Two strategies, over."""
    usual, other = (
        env["debt.strategy"]._default(company),
        env.ref("debt_collection.strategy_valued"),
    )
    trial = env["debt.trial"].create(
        {
            "name": "Łagodniejszy scenariusz",
            "company_id": company.id,
            "compares": "strategy",
            "strategy_id": usual.id,
            "strategy_b_id": other.id,
            "date_from": today - timedelta(days=365),
            "date_to": today - timedelta(days=30),
            "days": 30,
            "note": "Czy łagodniejszy scenariusz przynosi pieniądze równie szybko?",
        }
    )
    lots = [
        (debtor.id, trial.id, variant(trial.id, debtor.partner_id.id, trial.share))
        for debtor in env["debt.debtor"].search([("company_id", "=", company.id)])
    ]
    env["debt.trial.member"]._join(lots, trial.date_from)
    trial.write({"state": "closed", "closed_on": trial.date_to})


def _add_text_trial(env, company):
    """Two texts, not begun."""
    monit = env.ref("debt_collection.letter_type_monit")
    short = monit.copy({"name": "Monit krótki (próba)"})
    env["debt.trial"].create(
        {
            "name": "Krótszy monit",
            "company_id": company.id,
            "compares": "text",
            "letter_type_id": monit.id,
            "letter_type_b_id": short.id,
            "note": "Czy krótszy tekst działa szybciej?",
        }
    )
