"""What may be demanded of open items once the customer's own credits are counted (PRACTICE 1.7)."""

from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)


class Net(NamedTuple):
    """One open item after credits and holds, all amounts in the item's currency.

    `demandable` is what is open less the held part, before credits. `credits` are pairs (key of the
    credit, amount used, positive): a letter prints each as a minus row. `hold_reason` is None or
    (reason code, data) when nothing at all may be demanded now.
    """

    open: Decimal
    demandable: Decimal
    credits: tuple = ()
    hold_reason: tuple | None = None

    @property
    def net(self):
        """What is left to pay after credits."""
        return self.demandable - sum((amount for _key, amount in self.credits), ZERO)


def cover(debits, credits):
    """Let credits cover the oldest due items first, without reconciling anything.

    :param debits: (key, due date, amount > 0) of one company, customer and currency; the part under
        a hold and items that aren't collected are left out by the caller
    :param credits: (key, amount > 0) of the same; without advances for a named order
    :return: ({key: (rest, ((credit key, used), ...))} for every debit, credit that is left over)

    >>> rests, left = cover([("b", 2, Decimal(70)), ("a", 1, Decimal(50))], [("c", Decimal(60))])
    >>> [str(rests[key][0]) for key in "ab"], str(left)
    (['0', '60'], '0')
    """
    if not credits:
        return {key: (amount, ()) for key, _due, amount in debits}, ZERO
    queue = [[key, amount] for key, amount in reversed(credits)]
    result = {}
    for key, _due, amount in sorted(debits, key=lambda debit: (debit[1], debit[0])):
        used = []
        while amount > 0 and queue:
            part = min(amount, queue[-1][1])
            used.append((queue[-1][0], part))
            amount -= part
            queue[-1][1] -= part
            if not queue[-1][1]:
                queue.pop()
        result[key] = (amount, tuple(used))
    return result, sum((amount for _key, amount in queue), ZERO)


def share(company_amount, open_amount, part):
    """Value in company currency of a part of an open item, at its booked rate (unrounded).

    >>> share(Decimal("430"), Decimal("100"), Decimal("25"))
    Decimal('107.5')
    """
    if part == open_amount:
        return company_amount
    return company_amount * part / open_amount if open_amount else ZERO
