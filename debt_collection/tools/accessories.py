"""Which interest and costs belong to which debt, when they are items of their own in the ledger."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)


class Owed(NamedTuple):
    """An open item: `amount` (Decimal, more than 0) is what is left of it.

    `part`: principal, interest (an interest note) or costs (a compensation). `shares`: for which
    principal items it was charged, [(key, Decimal)], in the order they are taken to be paid.
    """

    key: object
    due: date
    amount: Decimal
    part: str = "principal"
    shares: tuple = ()


def debts(owed, alone=()):
    """Put every accessory amount beside its debt.

    What was paid of a note is taken to have paid its first shares. A share whose principal isn't
    open any more, and items in `alone` (named by the debtor themselves), are debts of their own.

    :param owed: [Owed]
    :param alone: keys of accessory items to be left apart
    :return: ({debt key: {"due", "principal", "interest", "costs"}},
        {(debt key, part): [(key of the open item, Decimal)]})
    """
    table, sources = {}, defaultdict(list)
    principals = {item.key for item in owed if item.part == "principal"}

    def add(key, part, item, amount, due):
        row = table.setdefault(
            key, {"due": due, "principal": ZERO, "interest": ZERO, "costs": ZERO}
        )
        row[part] += amount
        sources[key, part].append((item.key, amount))

    for item in owed:
        if item.part == "principal":
            add(item.key, "principal", item, item.amount, item.due)
    by_due = {item.key: item.due for item in owed}
    for item in owed:
        if item.part == "principal":
            continue
        for principal, amount in _open_shares(item):
            is_beside = principal in principals and item.key not in alone
            key = principal if is_beside else item.key
            add(key, item.part, item, amount, by_due[key])
    return table, dict(sources)


def _open_shares(item):
    """Shares of an accessory item that are still open, together exactly what is left of it."""
    paid = max(sum((amount for _key, amount in item.shares), ZERO) - item.amount, ZERO)
    left, result = item.amount, []
    for key, amount in item.shares:
        gone = min(paid, amount)
        paid -= gone
        open_part = min(amount - gone, left)
        if open_part > ZERO:
            result.append((key, open_part))
            left -= open_part
    if left > ZERO:
        result.append((None, left))
    return result


def spread(parts, sources):
    """Say from which open items the parts of an allocation are taken.

    :param parts: [(debt key, part, Decimal)]; debt key None (surplus) is left out
    :param sources: as returned by `debts`
    :return: [(debt key, part, key of the open item, Decimal)] in the order of the parts
    """
    result = []
    for key, part, amount in parts:
        for item, available in sources.get((key, part), ()):
            taken = min(amount, available)
            if taken > ZERO:
                result.append((key, part, item, taken))
                amount -= taken
    return result
