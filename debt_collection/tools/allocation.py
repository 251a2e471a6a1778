"""Which debts a payment pays, and which parts of them: art. 451 of the Polish Civil Code."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)
# the order of parts; "principal_first" pays all principal before any interest (PRACTICE 1.11)
MODES = {
    "principal_first": ("principal", "interest", "costs"),
    "interest_first": ("interest", "principal", "costs"),
    "costs_interest_principal": ("costs", "interest", "principal"),
}


class Debt(NamedTuple):
    """What is owed of one debt; `key` is the caller's."""

    key: object
    due: date
    principal: Decimal
    interest: Decimal = ZERO
    costs: Decimal = ZERO


class Part(NamedTuple):
    """Money for one part of a debt: "costs", "interest", "principal"; "surplus" has no debt."""

    key: object
    part: str
    amount: Decimal


def allocate(amount, debts, mode="principal_first", indicated=()):
    """Share a payment among debts; the parts add up to it exactly.

    Debts named by the debtor come first, in his order, which binds the creditor: he may only take
    interest and costs of that same debt before its principal. Then due debts, the oldest first.
    Within the rest, "principal_first" pays every principal before the first interest; the other
    modes finish one debt after the other.

    :param amount: Decimal >= 0, in the currency of the debts
    :param debts: [Debt] in any order
    :param mode: a key of MODES: contract, decision of the creditor, or the default
    :param indicated: keys of debts the debtor named; unknown ones are an error
    :return: [Part] in the order of payment; what exceeds all debts is the last one, "surplus"
    """
    if amount < 0:
        raise ValueError("a payment can't be negative")
    order = MODES[mode]
    by_key = {debt.key: debt for debt in debts}
    if len(by_key) < len(debts):
        raise ValueError("two debts with one key")
    named = [by_key[key] for key in dict.fromkeys(indicated)]
    rest = sorted(
        (debt for debt in debts if debt not in named), key=lambda debt: (debt.due, str(debt.key))
    )
    queue = [(debt, part) for debt in named for part in order]
    if mode == "principal_first":
        queue += [(debt, part) for part in order for debt in rest]
    else:
        queue += [(debt, part) for debt in rest for part in order]
    return _pay(amount, queue)


def _pay(amount, queue):
    parts = []
    for debt, part in queue:
        paid = min(amount, max(getattr(debt, part), ZERO))
        if paid > 0:
            parts.append(Part(debt.key, part, paid))
            amount -= paid
    if amount > 0:
        parts.append(Part(None, "surplus", amount))
    return parts


def left(debts, parts):
    """Return {key: Debt} after the parts were paid."""
    after = {debt.key: debt for debt in debts}
    for key, part, amount in parts:
        if key in after:
            debt = after[key]
            after[key] = debt._replace(**{part: getattr(debt, part) - amount})
    return after
