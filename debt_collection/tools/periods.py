"""Calendar weeks and months."""

from datetime import timedelta

WEEKLY, MONTHLY = "weekly", "monthly"


def period_before(kind, day):
    """Return (first, last) day of the last whole week (Monday to Sunday) or month before `day`."""
    if kind == WEEKLY:
        last = day - timedelta(days=day.isoweekday())
        return last - timedelta(days=6), last
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def start_after(kind, day):
    """Return the first day of the next week (a Monday) or month after `day`."""
    if kind == WEEKLY:
        return day + timedelta(days=8 - day.isoweekday())
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def months_around(day, today, count):
    """Return [(first, last, whether after)] of up to `count` whole months before the month of
    `day`, and of up to `count` from that month on; the last one may be the unfinished one of today.
    """
    begin = day.replace(day=1)
    before, last = [], begin - timedelta(days=1)
    for _number in range(count):
        before.insert(0, (last.replace(day=1), last, False))
        last = last.replace(day=1) - timedelta(days=1)
    after, first = [], begin
    while first <= today and len(after) < count:
        follows = start_after(MONTHLY, first)
        after.append((first, min(follows - timedelta(days=1), today), True))
        first = follows
    return before + after
