"""From the values of a reference rate to the dated rates of one claim. Knows no country.

What isn't known is left out: `tools.interest` then refuses the days without a rate.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)
DAY = timedelta(days=1)
FIXINGS = ("event", "half_year", "yearly", "locked_start", "locked_payment")


class Rate(NamedTuple):
    """A yearly rate in percent, `end` included (None: no end); the same shape as interest.Rate."""

    start: date
    end: date | None
    percent: Decimal


def dated(  # noqa: PLR0913  one claim's whole rule: a record of it would only be unpacked here
    values, margin, fixing, first, last, known_until=None, multiplier=1, cap=None, **days
):
    """Return the [Rate] of a claim from `first` to `last`: (value + margin) * multiplier.

    :param values: [(day, percent)] of the reference rate, each from its day on, in any order
    :param fixing: "event" (changes with the reference rate, carried forward), "half_year" and
        "yearly" (the value of 1 January / 1 July, resp. 1 January, for the whole time),
        "locked_start" (the value of the first day of the half-year in which the delay began, for
        all of it), "locked_payment" (the value of the day of payment, for all of it)
    :param known_until: last day for which the values are known (default: the latest value's day);
        a half-year or year that begins later has no rate, nothing is guessed
    :param cap: [Rate] or None: the rate never exceeds the cap of the same day; a day without cap
        has no rate
    :param days: start= first day of the delay (default `first`), paid= day of payment (default
        `last`), for the locked fixings
    :return: without gaps where everything is known, neighbours of one percent joined; never < 0
    """
    values = sorted(values)
    known_until = known_until or (values[-1][0] if values else date.min)
    steps = _steps(fixing, values, first, last, known_until, **days)
    found = [
        Rate(start, end, max((value + margin) * multiplier, ZERO))
        for start, end, value in steps
        if value is not None
    ]
    return joined(found if cap is None else capped(found, cap))


def capped(rates, cap):
    """Return the [Rate] lowered to the cap of each day; days without a cap are left out."""
    result = []
    for start, end, percent in rates:
        for cap_start, cap_end, highest in cap:
            low, high = max(start, cap_start), _earlier(end, cap_end)
            if high is None or low <= high:
                result.append(Rate(low, high, min(percent, highest)))
    return sorted(result, key=lambda rate: rate.start)


def joined(rates):
    """Return the [Rate] in order, neighbours of one percent made one: a row for each change."""
    result = []
    for rate in sorted(rates, key=lambda rate: rate[0]):
        before = result[-1] if result else None
        if before and before[1] and before[1] + DAY == rate[0] and before[2] == rate[2]:
            result[-1] = Rate(before[0], rate[1], rate[2])
        else:
            result.append(Rate(*rate))
    return result


def half_year(day):
    """Return the first day of the half-year of `day`."""
    return date(day.year, 7 if day.month > 6 else 1, 1)


def _steps(fixing, values, first, last, known_until, start=None, paid=None):
    """Yield (start, end, reference value or None)."""
    if fixing == "event":
        return _events(values, first, last)
    if fixing == "locked_start":
        return [(first, last, _known(values, half_year(start or first), known_until))]
    if fixing == "locked_payment":
        return [(first, last, _at(values, paid or last))]
    if fixing not in FIXINGS:
        raise ValueError(f"unknown fixing {fixing}")
    months = (1, 7) if fixing == "half_year" else (1,)
    starts = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in months]
    ends = [*(day - DAY for day in starts[1:]), date(last.year, 12, 31)]
    return [
        (max(begin, first), min(end, last), _known(values, begin, known_until))
        for begin, end in zip(starts, ends, strict=True)
        if begin <= last and end >= first
    ]


def _events(values, first, last):
    days = sorted({first, *(day for day, _value in values if first < day <= last)})
    ends = [*(day - DAY for day in days[1:]), last]
    return [(day, end, _at(values, day)) for day, end in zip(days, ends, strict=True)]


def _known(values, day, known_until):
    return _at(values, day) if day <= known_until else None


def _at(values, day):
    """The value in force on `day`, None before the first one."""
    found = None
    for start, value in values:
        if start > day:
            break
        found = value
    return found


def _earlier(one, other):
    return min(filter(None, (one, other)), default=None)
