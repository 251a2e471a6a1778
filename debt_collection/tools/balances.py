"""What is owed over time: [(day, amount)], each amount owed from its day on."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

ZERO = Decimal(0)
DAY = timedelta(days=1)


def after_payments(principal, first, payments, inclusive=True):
    """Return [(day, amount)] owed from `first` on, after payments [(value day, amount)].

    A payment lowers the debt from the day after (the day of payment still bears interest); with
    `inclusive` False from its own day. A payment taken back is a negative one.
    """
    steps = defaultdict(Decimal)
    steps[first] = principal
    for day, amount in payments:
        steps[max(day + DAY if inclusive else day, first)] -= amount
    result, owed = [], ZERO
    for day in sorted(steps):
        owed += steps[day]
        if not result or result[-1][1] != owed:
            result.append((day, owed))
    return result


def capitalised(balances, interest, day):
    """Return the balances with `interest` (> 0) added to the debt from `day` on.

    Only by suing for it, from that day, or by an agreement made after the delay (art. 482 KC).
    """
    if interest < 0:
        raise ValueError("interest can't be negative")
    steps = dict(balances)
    before = [start for start in steps if start <= day]
    steps[day] = steps[max(before)] if before else ZERO
    return [
        (start, amount + interest if start >= day else amount)
        for start, amount in sorted(steps.items())
    ]
