"""The aging of a day added up by hand: journal items less their matches, no residuals, no SQL."""

from collections import Counter, defaultdict
from typing import NamedTuple

SIDES = {
    "receivable": {"asset_receivable"},
    "payable": {"liability_payable"},
    "both": {"asset_receivable", "liability_payable"},
}


class Line(NamedTuple):
    """A journal item; amounts in grosze, `matches`: [(day, what it takes off)]."""

    kind: str
    account: int
    partner: int
    day: object
    due: object
    balance: int
    matches: list


def read(env, company):
    """Return what was ever posted on receivable and payable accounts of `company`, as Lines."""
    matches = defaultdict(list)
    for part in env["account.partial.reconcile"].search([("company_id", "=", company.id)]):
        debit, credit = part.debit_move_id, part.credit_move_id
        day = max(debit.date, credit.date)
        matches[debit.id].append((day, _grosze(part.amount)))
        matches[credit.id].append((day, -_grosze(part.amount)))
    items = env["account.move.line"].search(
        [
            ("company_id", "=", company.id),
            ("account_id.account_type", "in", sorted(SIDES["both"])),
            ("parent_state", "=", "posted"),
        ]
    )
    return [
        Line(
            item.account_id.account_type,
            item.account_id.id,
            item.partner_id.commercial_partner_id.id,
            item.date,
            item.date_maturity or item.date,
            _grosze(item.balance),
            matches[item.id],
        )
        for item in items
    ]


def aged(lines, day, side, limits):
    """Return {(partner, column of the report): grosze} as of `day`.

    Signed as the report: plus is what customers owe, beside them minus what we owe; own debts
    alone are plus.
    """
    found = Counter()
    for line in _of(lines, day, side):
        left = line.balance - sum(amount for on, amount in line.matches if on <= day)
        late = (day - line.due).days
        owed = left if line.kind == "asset_receivable" else -left
        column = "credit" if owed < 0 else f"b{sum(late > limit for limit in (0, *limits))}"
        for name in (column, "amount"):
            found[line.partner, name] += owed if side == "payable" else left
    return {key: amount for key, amount in found.items() if amount}


def ledger(lines, day, side):
    """Return {account: balance in grosze} as of `day`: it knows nothing of matches."""
    found = Counter()
    for line in _of(lines, day, side):
        found[line.account] += -line.balance if side == "payable" else line.balance
    return {account: amount for account, amount in found.items() if amount}


def shown(report, group, columns):
    """Return {(group, column): grosze} of the `debt.aging` of a scope."""
    rows = report._read_group([], [group], [f"{column}:sum" for column in columns])
    found = {
        (record.id, column): _grosze(amount)
        for record, *amounts in rows
        for column, amount in zip(columns, amounts, strict=True)
    }
    return {key: amount for key, amount in found.items() if amount}


def _of(lines, day, side):
    return (line for line in lines if line.kind in SIDES[side] and line.day <= day)


def _grosze(amount):
    return round(amount * 100)
