"""The debt register: one customer stands in it and has paid a part since, one is to be entered.

Told after the night, like demo/history.py: the demands that warned of it went out 45 days before.
"""

from datetime import timedelta

from odoo import Command, fields

from .partners import find_customer

ENTERED, TO_ENTER = "ladder_75", "escalated"
WARNED_BEFORE = 45


def enter_debts(env, company, today):
    """Propose, approve and enter. Returns the entries, none where the cases aren't there."""
    head = company.debt_head_id
    entries = env["debt.register.entry"].sudo()
    for key in (ENTERED, TO_ENTER):
        partner = find_customer(env, company, key)
        case = env["debt.case"].search([("partner_id", "=", partner.id), ("state", "=", "open")])
        if case and head:
            _warn(case[0], today - timedelta(WARNED_BEFORE))
            entries |= _propose(case[0], head)
    first = entries.filtered(lambda one: one.partner_id == find_customer(env, company, ENTERED))
    first._enter(today, "RD-448120")
    return entries


def _propose(case, head):
    """The head approves at once; what may not be entered (paid, disputed) makes no entry."""
    now, day = fields.Datetime.now(), case.company_id._debt_today()
    action = case.sudo()._new_action(day, {"kind": "register"})
    action._run_register(now)
    if action.state == "waiting":
        action._approve(head, now)
        action._send_register(now)
    return action.register_entry_ids


def _warn(case, day):
    """The final demand of `day`, by registered post, as the post's book has it."""
    env = case.sudo().env
    items = case.open_item_ids.filtered(lambda item: item.date_due < day)
    final = env.ref("debt_collection.letter_type_final")
    action = env["debt.action"].create(
        {
            **{name: case[name].id for name in ("company_id", "debtor_id", "partner_id")},
            "case_id": case.id,
            "kind": "letter",
            "letter_type_id": final.id,
            "phase": "2_pre_court",
            "date_planned": day,
            "amount": sum(items.move_line_id.mapped("amount_residual")),
            "line_ids": [demanded_line(item) for item in items],
        }
    )
    action.letter_id = env["debt.letter"].create(_letter_vals(action, day))
    action.write({"state": "done", "done_on": fields.Datetime.to_datetime(day)})


def _letter_vals(action, day):
    return {
        **{name: action[name].id for name in ("company_id", "case_id", "partner_id")},
        "letter_type_id": action.letter_type_id.id,
        "action_id": action.id,
        "name": f"OW/{day.year}/{action.id:04d}",
        "heading": action.letter_type_id.with_context(lang="pl_PL").name,
        "lang": "pl_PL",
        "state": "final",
        "date": day,
        "as_of": day,
        "posted_on": day,
        "delivered_on": day + timedelta(3),
        "warns_register": True,
        "channel_ids": [
            Command.set(action.env.ref("debt_collection.channel_registered").ids),
        ],
    }


def demanded_line(item):
    """What an action told of demanded, with what is open now."""
    return Command.create(
        {
            "item_id": item.id,
            "role": "demanded",
            "round": item.round,
            "name": item.name,
            "date_due": item.date_due,
            "currency_id": item.currency_id.id,
            "amount_total": item.move_line_id.amount_currency,
            "amount_open": item.amount_residual,
            "amount_demanded": item.amount_residual,
        }
    )
