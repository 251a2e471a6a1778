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
