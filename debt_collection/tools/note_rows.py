"""What interest notes have charged against what is owed: days left, differences. No Odoo, no clock.

Periods are (first day, last day), both counted.
"""

from datetime import timedelta
from typing import NamedTuple

DAY = timedelta(days=1)


class Pair(NamedTuple):
    """One stretch of days as it was charged and as it should be; None: not charged, not owed."""

    start: object
    end: object
    before: object
    after: object
    is_changed: bool


def gaps(first, last, charged):
    """Return the periods from `first` to `last` that aren't charged yet, in order.

    :param charged: [(first day, last day, ...)] in any order, may touch or overlap
    """
    found = []
    for start, end, *_rest in sorted(charged, key=lambda period: period[:2]):
        if start > last:
            break
        if start > first:
            found.append((first, start - DAY))
        first = max(first, end + DAY)
    if first <= last:
        found.append((first, last))
    return found


def joined(periods):
    """Return the periods in order, those that touch or overlap made one."""
    result = []
    for start, end, *_rest in sorted(periods, key=lambda period: period[:2]):
        if result and start <= result[-1][1] + DAY:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def paired(before, after):
    """Put two calculations of one item side by side, on the days where either begins or ends.

    :param before: rows with start, end, base, percent, in order, without overlaps
    :param after: the same
    :return: [Pair]; `is_changed` where base or rate differ. Amounts stay with the rows: a part of
        a row has none of its own (it would be rounded anew)
    """
    cuts = sorted({row.start for row in [*before, *after]})
    cuts = sorted({*cuts, *(row.end + DAY for row in [*before, *after])})
    pairs = []
    for start, following in zip(cuts, cuts[1:], strict=False):
        old, new = _on(before, start), _on(after, start)
        if old or new:
            is_changed = not (old and new and (old.base, old.percent) == (new.base, new.percent))
            pairs.append(Pair(start, following - DAY, old, new, is_changed))
    return pairs


def differ(before, after):
    """Tell whether two calculations of one item charge different amounts."""
    return sum(row.amount for row in before) != sum(row.amount for row in after)


def _on(rows, day):
    return next((row for row in rows if row.start <= day <= row.end), None)
