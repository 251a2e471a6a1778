"""Promises to pay: what an amount reaches, and whether it was paid. No clock, no currency."""

from decimal import Decimal

OPEN, KEPT, PART_KEPT, BROKEN, CANCELLED = "open", "kept", "part_kept", "broken", "cancelled"


def reached(amount, debts):
    """How many of `debts` (open amounts, oldest due first) a promised `amount` reaches.

    >>> reached(150, [100, 100, 100])
    2
    >>> reached(100, [100, 100])
    1
    """
    left = Decimal(str(amount))
    for count, debt in enumerate(debts):
        if left <= 0:
            return count
        left -= Decimal(str(debt))
    return len(debts)


def share(receipts, wants):
    """Share receipts nobody has allocated among promises, the earliest promise first.

    :param receipts: [(day, number, amount)] of one customer and currency
    :param wants: [(key, (from day, from number on that day), last day, missing)] of his promises,
        by promised day; None as last day: any
    :return: {key: amount} of those that get something

    >>> from datetime import date
    >>> day = date(2026, 3, 2)
    >>> receipts = [(day, 7, 50), (day, 8, 150)]
    >>> share(receipts, [("a", (day, 8), day, 100), ("b", (day, 8), None, 100)])
    {'a': Decimal('100'), 'b': Decimal('50')}
    """
    left = [[day, number, Decimal(str(amount))] for day, number, amount in sorted(receipts)]
    result = {}
    for key, since, until, missing in wants:
        missing = Decimal(str(missing))
        for receipt in left:
            day, number, amount = receipt
            part = min(amount, missing)
            if (day, number) < since or (until and day > until) or part <= 0:
                continue
            receipt[2] -= part
            missing -= part
            result[key] = result.get(key, 0) + part
    return result


def verdict(promised, in_time, paid, left, tolerance, is_over):
    """What became of a promise.

    :param in_time: paid after it was made and by its last day
    :param paid: paid after it was made, whenever
    :param left: still open on its documents, remainders not counted
    :param tolerance: what may be missing (bank charges, PRACTICE 1.6)
    :param is_over: whether its last day has passed
    :return: open, kept, part_kept, broken; cancelled: nothing is owed any more, without payment

    >>> verdict(100, 98, 98, 2, 5, True), verdict(100, 60, 60, 40, 5, True)
    ('kept', 'part_kept')
    >>> verdict(100, 0, 100, 0, 5, True), verdict(100, 0, 0, 0, 5, False)
    ('broken', 'cancelled')
    """
    is_enough = in_time + tolerance >= promised or (left <= 0 and paid == in_time)
    if in_time > 0 and is_enough:
        return KEPT
    if left <= 0 and paid <= 0:
        return CANCELLED
    if not is_over:
        return OPEN
    return PART_KEPT if in_time > 0 else BROKEN
