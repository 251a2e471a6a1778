"""Which debts are settled with which credits, when a person has chosen how much of each."""

from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)


class Item(NamedTuple):
    """A debt or a credit; `group` is its account, `amount` (Decimal, more than 0) what is used."""

    key: object
    group: object
    amount: Decimal


def pairs(debits, credits):
    """Pair debts and credits in the order given; those of one group first.

    Two keys make at most one pair: after the first round a group has debts or credits left, never
    both.

    :return: [(debit key, credit key, Decimal)], as much as the smaller side has in all
    """
    left = {("debit", d.key): d.amount for d in debits}
    left.update({("credit", c.key): c.amount for c in credits})
    result = []
    for same_group in (True, False):
        for debit in debits:
            for credit in credits:
                if (debit.group == credit.group) is not same_group:
                    continue
                amount = min(left["debit", debit.key], left["credit", credit.key])
                if amount > ZERO:
                    result.append((debit.key, credit.key, amount))
                    left["debit", debit.key] -= amount
                    left["credit", credit.key] -= amount
    return result


def fill(limit, amounts):
    """Use up `limit` on `amounts` in their order: what is taken of each, zero for the last ones.

    >>> [str(part) for part in fill(Decimal(70), [Decimal(50), Decimal(50)])]
    ['50', '20']
    """
    taken = []
    for amount in amounts:
        part = max(min(limit, amount), ZERO)
        taken.append(part)
        limit -= part
    return taken
