"""The schedule of an instalment agreement, and what payments do to it.

Pure: amounts are Decimal of one currency, `cent` is its smallest unit, days are dates.
"""

from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

ZERO = Decimal(0)
DAY = timedelta(days=1)


class Part(NamedTuple):
    """One instalment: `amount` = principal + interest; `balance` is the principal left after it."""

    date: date
    amount: Decimal
    principal: Decimal
    interest: Decimal
    balance: Decimal


def dates(first, count, every):
    """Days of `count` instalments from `first` on, every "month" or "fortnight".

    A day that a month doesn't have is its last one.

    >>> [str(day) for day in dates(date(2026, 12, 31), 3, "month")]
    ['2026-12-31', '2027-01-31', '2027-02-28']
    """
    if every == "fortnight":
        return [first + 14 * n * DAY for n in range(count)]
    return [_months_later(first, n) for n in range(count)]


def _months_later(day, number):
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    last = date(year + (month == 11), (month + 1) % 12 + 1, 1) - DAY
    return date(year, month + 1, min(day.day, last.day))


def split(total, weights, cent):
    """Split `total` in the proportion of `weights`; the first parts take the odd cents.

    >>> [str(part) for part in split(Decimal("100"), [1, 1, 1], Decimal("0.01"))]
    ['33.34', '33.33', '33.33']
    """
    whole = sum(weights)
    parts = [(total * w / whole).quantize(cent, ROUND_DOWN) for w in weights]
    for n in range(int((total - sum(parts)) / cent)):
        parts[n % len(parts)] += cent
    return parts


def schedule(principal, extra, days, kind, cent, since=None, daily=ZERO):
    """Return the [Part] of an agreement; they add up to principal + extra + interest meanwhile.

    Interest meanwhile is in the instalment it arises before; payments count for principal first,
    so `extra` (interest and costs of before) is in the last ones.

    :param principal, extra: what is spread over the instalments
    :param days: dates of the instalments, in order
    :param kind: "equal" (each the same), "decreasing" (the first about twice the last)
    :param since: day from which interest runs; `daily` is that of one day on the whole principal
    """
    count = len(days)
    # "decreasing": from 2 to 1 in equal steps
    weights = [1] * count
    if kind == "decreasing" and count > 1:
        weights = [2 * (count - 1) - n for n in range(count)]
    base = split(principal + extra, weights, cent)
    if daily and kind == "equal":
        base = _level(principal, extra, days, since, daily, cent)
    return parts(base, principal, extra, days, cent, since, daily)


def parts(amounts, principal, extra, days, cent, since=None, daily=ZERO):
    """Return the [Part] of instalments that pay `amounts` of the debt, interest meanwhile added."""
    result, left, whole = [], principal, principal
    for day, amount in zip(days, amounts, strict=True):
        meanwhile = _interest(left, whole, since, day, daily, cent)
        paid = min(amount, left)
        left -= paid
        result.append(Part(day, amount + meanwhile, paid, amount - paid + meanwhile, left))
        since = day
    return result


def _interest(left, whole, since, day, daily, cent):
    if not daily or not whole or day <= since:
        return ZERO
    return (daily * left / whole * (day - since).days).quantize(cent, ROUND_HALF_UP)


def _level(principal, extra, days, since, daily, cent):
    """Amounts of debt in each instalment such that all instalments are the same, but the last."""
    none, one = (_rest(principal, extra, days, since, daily, level) for level in (ZERO, Decimal(1)))
    level = (none / (none - one)).quantize(cent, ROUND_HALF_UP)
    amounts, left, before = [], principal + extra, since
    for day in days[:-1]:
        owed = max(left - extra, ZERO)
        amount = min(level - _interest(owed, principal, before, day, daily, cent), left)
        amounts.append(max(amount, ZERO))
        left, before = left - amounts[-1], day
    return [*amounts, left]


def _rest(principal, extra, days, since, daily, level):
    """What is left when each instalment is `level`, unrounded: a straight line in `level`."""
    left, interest_per = principal + extra, daily / principal
    for day in days:
        left += interest_per * (left - extra) * (day - since).days - level
        since = day
    return left


def explain(amounts, principal, days, cent, since=None, daily=ZERO):
    """Return the [Part] of instalments of given amounts, interest meanwhile inside them."""
    result, left = [], principal
    for day, amount in zip(days, amounts, strict=True):
        meanwhile = min(_interest(left, principal, since, day, daily, cent), amount)
        paid = min(amount - meanwhile, left)
        left -= paid
        result.append(Part(day, amount, paid, amount - paid, left))
        since = day
    return result


def meanwhile(found, principal, cent, since=None, daily=ZERO):
    """Sum of the interest that arises while the [Part] `found` are paid."""
    total, left = ZERO, principal
    for part in found:
        total += _interest(left, principal, since, part.date, daily, cent)
        left, since = part.balance, part.date
    return total
