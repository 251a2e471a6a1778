"""What happened in some cases before the night: calls and notes, and payments that followed them.

Told after the night has opened the cases, dated before it.
"""

from datetime import datetime, time, timedelta

from . import contacts, letters, partners, past_steps, register

# customer of customers.py, days between the call and his payment
CALLS = (("part_payer", 4), ("habitual_big", 2), ("ladder_26", 3))


def tell(env, today):
    """Add a call and a note to each of these customers' open cases. Returns the calls."""
    calls = env["debt.action"]
    for key, days in CALLS:
        partner = partners.find_customer(env, env.company, key)
        case = env["debt.case"].search([("partner_id", "=", partner.id), ("state", "=", "open")])
        if case:
            calls |= _call(case[0], days, today)
            _note(case[0], today)
    _court_deadline(env, today)
    letters.write_letters(env, env.company)
    past_steps.tell_past_steps(env, env.company, today)
    register.enter_debts(env, env.company, today)
    return calls | contacts.log_contacts(env, env.company)


def _court_deadline(env, today):
    """The court wants something of us in the oldest case."""
    partner = partners.find_customer(env, env.company, "escalated")
    case = env["debt.case"].search([("partner_id", "=", partner.id), ("state", "=", "open")])
    if case:
        day = today + timedelta(days=12)
        case[0]._set_court_deadline(day, "Uzupełnić braki pozwu I Nc 123/26")


def _call(case, days, today):
    """A call that brought a promise by word of mouth, some days before the last payment."""
    paid = case.item_ids.move_line_id.matched_credit_ids.sorted("max_date")[-1:]
    day = (paid.credit_move_id.date or today) - timedelta(days=days)
    item = case.item_ids.filtered(lambda item: item.move_line_id == paid.debit_move_id)
    return case.env["debt.action"].create(
        {
            "company_id": case.company_id.id,
            "case_id": case.id,
            "debtor_id": case.debtor_id.id,
            "partner_id": case.partner_id.id,
            "kind": "contact",
            "phase": case.phase,
            "contact_channel": "call",
            "contact_result": "call_back",
            "cause": "unpaid_himself",
            "state": "done",
            "date_planned": day,
            "done_on": datetime.combine(day, time(9, 12)),
            "user_id": case.collector_id.id,
            "outcome": "Czeka na przelew od swojego odbiorcy, zapłaci część do końca tygodnia.",
            "line_ids": [register.demanded_line(one) for one in item or case.open_item_ids[:1]],
        }
    )


NOTE = "Księgowość przyjmuje telefony do 14:00, decyzje podejmuje właściciel."


def _note(case, today):
    author = case.collector_id.partner_id or case.company_id.partner_id
    case.message_post(
        body=NOTE,
        message_type="comment",
        author_id=author.id,
        date=datetime.combine(today - timedelta(days=6), time(11, 40)),
    )
