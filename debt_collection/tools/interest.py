"""Simple interest for delay: balances over time and dated rates give rows. Knows no country.

The period is what the caller says, both ends included: for Polish claims the day after the
effective due date up to the day of payment (LAW 2). To compound is an act of its own, elsewhere.
"""

from bisect import bisect_right
from calendar import isleap
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

ZERO, HUNDRED = Decimal(0), Decimal(100)
DAY = timedelta(days=1)
DAY_COUNTS = ("act/365", "act/360", "act/act", "30/360")
ROUNDINGS = ("rows", "once")


class MissingRate(ValueError):
    """No rate is known for `day`: interest is refused, never guessed."""

    def __init__(self, day):
        super().__init__(f"no interest rate is known for {day}")
        self.day = day


class Rate(NamedTuple):
    """A yearly rate in percent, from `start` up to and including `end` (None: no end)."""

    start: date
    end: date | None
    percent: Decimal


class Row(NamedTuple):
    """Interest on one base at one rate; `start` and `end` are both counted."""

    start: date
    end: date
    days: int
    base: Decimal
    percent: Decimal
    amount: Decimal


class Terms(NamedTuple):
    """How days are counted and amounts rounded (half up, to `digits`).

    "rows" rounds each row; "once" rounds the sum, the rows share it so that they still add up.
    """

    day_count: str = "act/365"
    rounding: str = "rows"
    digits: int = 2


DEFAULT = Terms()


class Segment(NamedTuple):
    """Days of one rate; interest = base * factor / divisor."""

    start: date
    end: date
    days: int
    percent: Decimal
    factor: Decimal
    divisor: Decimal


class Schedule:
    """Dated rates, sorted and checked once, for as many claims as share them.

    :param rates: [Rate] in any order, without overlaps; gaps raise MissingRate when they are used
    """

    def __init__(self, rates, day_count="act/365"):
        if day_count not in DAY_COUNTS:
            raise ValueError(f"unknown day count {day_count}")
        self.day_count = day_count
        self.rates = sorted(rates, key=lambda rate: rate[0])
        self.starts = [rate[0] for rate in self.rates]
        self.cache = {}
        for rate, following in pairwise(self.rates):
            if rate[1] is None or rate[1] >= following[0]:
                raise ValueError(f"two interest rates on {following[0]}")

    def segments(self, first, last):
        """Return the [Segment] of the period, none when it is empty. Raises MissingRate."""
        key = first, last
        if key not in self.cache:
            self.cache[key] = list(self._segments(first, last))
        return self.cache[key]

    def _rate(self, day):
        index = bisect_right(self.starts, day) - 1
        if index < 0 or (self.rates[index][1] or date.max) < day:
            raise MissingRate(day)
        return self.rates[index]

    def _segments(self, first, last):
        while first <= last:
            _start, end, percent = self._rate(first)
            end = min(end or last, last)
            if self.day_count == "act/act":
                end = min(end, date(first.year, 12, 31))
            days = _days(first, end, self.day_count)
            year = _year_days(first, self.day_count)
            yield Segment(first, end, days, percent, percent * days, HUNDRED * year)
            first = end + DAY


def rows(balances, rates, first, last, terms=DEFAULT):
    """Return the [Row] of interest from `first` to `last`, both counted.

    :param balances: [(day, Decimal)] owed from that day on, in any order; before the first one
        nothing is owed, amounts below zero (overpaid) bear nothing
    :param rates: [Rate] or a Schedule
    :raises MissingRate: when something is owed on a day without a rate
    """
    schedule = rates if isinstance(rates, Schedule) else Schedule(rates, terms.day_count)
    parts = [
        (segment, base)
        for start, end, base in _spans(balances, first, last)
        for segment in schedule.segments(start, end)
    ]
    return _rows(parts, terms)


def constant_rows(base, segments, terms=DEFAULT):
    """Return the [Row] of one unchanged base: the short way for what is simply unpaid."""
    if base <= 0:
        return []
    if terms.rounding == "once":
        return _rows([(segment, base) for segment in segments], terms)
    quantum = _quantum(terms.digits)
    return [
        Row(start, end, days, base, percent, (base * factor / by).quantize(quantum, ROUND_HALF_UP))
        for start, end, days, percent, factor, by in segments
    ]


def total(interest_rows, terms=DEFAULT):
    """Return the interest of the rows of one claim, rounded as its terms say."""
    if terms.rounding == "once":
        return rounded(exact(interest_rows, terms), terms.digits)
    return sum((row.amount for row in interest_rows), ZERO)


def exact(interest_rows, terms=DEFAULT):
    """Return the interest before rounding: the same however a period is cut into rows."""
    sums = defaultdict(Decimal)
    for row in interest_rows:
        sums[_year_days(row.start, terms.day_count)] += row.base * row.percent * row.days
    return sum((value / (HUNDRED * year) for year, value in sums.items()), ZERO)


def daily(base, rates, day, terms=DEFAULT):
    """Return the interest of one further day, rounded. Raises MissingRate."""
    schedule = rates if isinstance(rates, Schedule) else Schedule(rates, terms.day_count)
    (part,) = schedule.segments(day, day)
    year = HUNDRED * _year_days(day, terms.day_count)
    return rounded(max(base, ZERO) * part.percent / year, terms.digits)


def rounded(value, digits=2):
    """Round half up."""
    return value.quantize(_quantum(digits), ROUND_HALF_UP)


@lru_cache
def _quantum(digits):
    return Decimal(1).scaleb(-digits)


def _spans(balances, first, last):
    """Yield (start, end, base > 0) inside the period."""
    steps = sorted(balances) if len(balances) > 1 else balances
    for index, (start, base) in enumerate(steps):
        end = last
        if index + 1 < len(steps):
            if steps[index + 1][0] == start:
                raise ValueError(f"two balances on {start}")
            end = min(last, steps[index + 1][0] - DAY)
        start = max(start, first)
        if base > 0 and start <= end:
            yield start, end, base


def _rows(parts, terms):
    amounts = _once(parts, terms) if terms.rounding == "once" else _by_row(parts, terms)
    return [
        Row(part.start, part.end, part.days, base, part.percent, amount)
        for (part, base), amount in zip(parts, amounts, strict=True)
    ]


def _by_row(parts, terms):
    quantum = _quantum(terms.digits)
    return [
        (base * part.factor / part.divisor).quantize(quantum, ROUND_HALF_UP) for part, base in parts
    ]


def _once(parts, terms):
    """Amounts that add up to the rounded sum: differences of the rounded running sums."""
    sums, before, amounts = defaultdict(Decimal), ZERO, []
    for part, base in parts:
        sums[part.divisor] += base * part.factor
        running = rounded(sum(value / by for by, value in sums.items()), terms.digits)
        amounts.append(running - before)
        before = running
    return amounts


def _days(first, last, day_count):
    if day_count == "30/360":
        return _day_360(last) - _day_360(first - DAY)
    return (last - first).days + 1


def _day_360(day):
    # years of twelve months of 30 days: the 31st counts with the 30th
    return day.year * 360 + day.month * 30 + min(day.day, 30)


def _year_days(day, day_count):
    if day_count == "act/act":
        return 366 if isleap(day.year) else 365
    return 365 if day_count == "act/365" else 360
