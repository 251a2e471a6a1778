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
