"""Buckets of an aging report: limits in days, their names, which one a day falls into."""

import re
from itertools import pairwise

# columns of the report: not due, then one for each limit and one above the last
MOST_LIMITS = 6


def parse_limits(text):
    """Return the limits written as "30, 60, 90": a tuple of days, each above the one before.

    :raises ValueError: nothing, too many, not whole days above zero, or not rising
    """
    parts = [part for part in re.split(r"[\s,;/]+", text or "") if part]
    if (
        not parts
        or len(parts) > MOST_LIMITS
        or not all(re.fullmatch("[0-9]{1,5}", p) for p in parts)
    ):
        raise ValueError(text)
    return check_limits([int(part) for part in parts])


def check_limits(limits):
    """Return `limits` as a tuple if they can be limits of buckets; raise ValueError if not."""
    limits = tuple(limits)
    fits = 0 < len(limits) <= MOST_LIMITS and all(
        isinstance(limit, int) and not isinstance(limit, bool) for limit in limits
    )
    if not fits or limits[0] < 1 or any(low >= high for low, high in pairwise(limits)):
        raise ValueError(limits)
    return limits


def spans(limits):
    """Return [(first day, last day)] of the overdue buckets; the last one has no last day (None).

    Days are days after the due date: 1 is the first late one.
    """
    firsts = [1, *(limit + 1 for limit in limits)]
    return list(zip(firsts, [*limits, None], strict=True))


def names(limits):
    """Return the names of the overdue buckets: "1–30", "31–60", "> 60"."""
    return [
        f"> {first - 1}" if last is None else f"{first}–{last}" for first, last in spans(limits)
    ]
