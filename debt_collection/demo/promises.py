"""What late customers promised: one for today, one broken twice, one who kept his word."""

from .debtors import _debtor
from .plan import days, work_day

# (customer, state, made so many days ago, for so many days later, who was spoken to)
PROMISES = (
    ("never_paid", "broken", 30, 5, "Księgowość: zapłacą po wypłacie transzy"),
    ("never_paid", "broken", 16, 7, "Prezes: przelew w piątek"),
    ("part_payer", "part_kept", 20, 6, "Zapłaci w dwóch ratach"),
    ("by_hand", "open", 3, 3, "Czeka na podpis kierownika"),
    ("allocated", "open", 1, 6, "Zapłacą po zamknięciu miesiąca"),
)


def add_promises(env, company, today):
    """Promises with their cases, which the first night finds; holds of the open ones."""
    for key, state, ago, later, note in PROMISES:
        case = _debtor(env, company, key)._get_or_open_case(today, phase="1_amicable")
        _promise(env, case, state, today - days(ago), later, note)


def _promise(env, case, state, made_on, later, note):
    items = _overdue_items(env, case)
    items.write({"case_id": case.id})
    day = work_day(made_on + days(later))
    until = env["debt.promise"]._until(case.company_id, day)
    left = sum(items.mapped("amount_residual"))
    paid = items.currency_id.round(left / 3) if state == "part_kept" else 0.0
    promise = env["debt.promise"].create(
        {
            "company_id": case.company_id.id,
            "debtor_id": case.debtor_id.id,
            "case_id": case.id,
            "currency_id": items.currency_id.id,
            "amount": left + paid,
            "date": day,
            "date_until": until,
            "made_on": made_on,
            "note": note,
            "state": state,
            "judged_on": state != "open" and until + days(1),
            "paid": paid,
            "user_id": case.company_id.debt_collector_ids[:1].id,
            "line_ids": [(0, 0, {"item_id": item.id, "amount": left + paid}) for item in items],
        }
    )
    if state == "open":
        promise._hold()


def _overdue_items(env, case):
    """Items of his oldest open invoice."""
    line = env["account.move.line"].search(
        [
            ("company_id", "=", case.company_id.id),
            ("partner_id.commercial_partner_id", "=", case.partner_id.id),
            ("account_id.account_type", "=", "asset_receivable"),
            ("move_id.move_type", "=", "out_invoice"),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
        ],
        order="date_maturity, id",
        limit=1,
    )
    return env["debt.item"]._get_or_create(line)
