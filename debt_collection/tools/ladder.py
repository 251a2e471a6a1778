"""A strategy as a ladder: its steps, their days, and an item's place on it (PRACTICE 1.5).

Pure: days off come in as a set of dates (weekends are known), money is Decimal in the company's
currency, the day is an argument. Which step an item reaches is decided in choice.py.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)
DAY = timedelta(days=1)
# an item is watched from so many days before its first step
REACH_DAYS = 7


class Task(NamedTuple):
    """One thing a step does; amounts in company currency."""

    id: int
    kind: str
    available: bool = True
    net_min: Decimal = ZERO
    post_min: Decimal = ZERO
    optional: bool = False
    is_fallback: bool = False
    letter_rank: str | None = None
    deadline_days: int = 0
    deadline_from: str | None = None
    channels: tuple = ()
    channel_mode: str = "first"
    is_proven: bool = False  # all its channels give a proof of delivery
    sale_level: str | None = None
    by_decision: bool = False
    is_call: bool = False
    is_visit: bool = False


class Step(NamedTuple):
    """One rung; limits in company currency (general small amounts put in), other steps by id."""

    id: int
    name: str = ""
    phase: str = "1_amicable"
    anchor: str = "due"
    anchor_id: int | None = None
    offset: int = 0
    unit: str = "day"
    latest_days: int = 0
    weekday: int | None = None
    net_min: Decimal = ZERO
    item_min: Decimal = ZERO
    term_min: int = 0
    requires: str | None = None
    requires_id: int | None = None
    requires_wait: int = 0
    only_wanted: bool = False
    min_overdue_days: int = 0
    has_domain: bool = False
    approval_role: str | None = None
    approval_from: Decimal = ZERO
    letter_rank: str | None = None
    available: bool = True
    tasks: tuple = ()


class Done(NamedTuple):
    """What became of a step of one item; a delivery may lie in the future (expected)."""

    reached: date | None = None
    done: date | None = None
    posted: date | None = None
    delivered: date | None = None
    deadline: date | None = None
    rank: str = ""


class Item(NamedTuple):
    key: int
    due: date  # effective due date
    issued: date
    amount: Decimal  # demandable
    step_id: int | None = None
    step_date: date | None = None
    pending: tuple | None = None  # (step id, day on which it is looked at again)
    history: dict = {}  # step id -> Done
    misfits: frozenset = frozenset()  # steps whose domain doesn't fit
    cap: str = "demand"
    waited_id: int | None = None  # step whose letter waits for the end of the pause
    shift: int = 0  # days after the due date until an operator's money is here (PRACTICE 1.8)


def is_working(day, holidays):
    return day.weekday() < 5 and day not in holidays


def roll(day, holidays, back=False):
    """The day itself if it is a working day, else the next one (or the one before).

    >>> str(roll(date(2026, 5, 1), {date(2026, 5, 1)})), str(roll(date(2026, 5, 3), (), back=True))
    ('2026-05-04', '2026-05-01')
    """
    while not is_working(day, holidays):
        day += -DAY if back else DAY
    return day


def add(day, number, unit, holidays):
    """Move by days, working days or months (kept within the month).

    >>> str(add(date(2026, 1, 31), 1, "month", ()))
    '2026-02-28'
    >>> str(add(date(2026, 1, 2), 3, "workday", {date(2026, 1, 6)}))
    '2026-01-08'
    """
    if unit == "day":
        return day + number * DAY
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
        first_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        return date(year, month + 1, min(day.day, (first_next - DAY).day))
    for _n in range(abs(number)):
        day = roll(day + DAY, holidays) if number > 0 else roll(day - DAY, holidays, back=True)
    return day


class Ladder:
    """The steps of one strategy with what is known beforehand; remembers the days of a due date."""

    def __init__(self, steps, pause_days=7, holidays=frozenset()):
        self.steps = tuple(steps)
        self.pause_days = pause_days
        self.holidays = holidays
        self.index = {step.id: n for n, step in enumerate(self.steps)}
        self.is_pre = [step.anchor == "due" and step.offset <= 0 for step in self.steps]
        self.rank = [step.letter_rank or "" for step in self.steps]
        # the letter that small amounts are gathered in
        dunning = (n for n, rank in enumerate(self.rank) if rank and not self.is_pre[n])
        self.first_letter = next(dunning, None)
        self.approx = self._approximate()
        self._days, self._reach, self.said = {}, {}, {}

    def _approximate(self):
        """{step id: days after the due date}, roughly: to find a place on another ladder."""
        approx = {}
        for step in self.steps:
            days = step.offset * {"day": 1, "workday": 1.4, "month": 30}[step.unit]
            approx[step.id] = days + approx.get(step.anchor_id, 0)
        return approx

    def days(self, due):
        """Day of each step for an item due then; None where it depends on an earlier step."""
        days = self._days.get(due)
        if days is None:
            days = self._days[due] = tuple(
                self._settle(n, add(due, step.offset, step.unit, self.holidays))
                if step.anchor == "due"
                else None
                for n, step in enumerate(self.steps)
            )
        return days

    def reach_day(self, due):
        """From when an item is watched: before its earliest step that can be done or its delay."""
        if due not in self._reach:
            days = [day for n, day in enumerate(self.days(due)) if day and self.steps[n].available]
            self._reach[due] = min([due + DAY, *days]) - REACH_DAYS * DAY
        return self._reach[due]

    def workdays(self, day, number):
        """The day so many working days later."""
        return add(day, number, "workday", self.holidays)

    def _settle(self, n, day):
        """On a working day (pre-due an earlier one) and on the weekday that the step wants."""
        weekday, back = self.steps[n].weekday, self.is_pre[n]
        if weekday is not None:
            shift = (day.weekday() - weekday if back else weekday - day.weekday()) % 7
            day += (-shift if back else shift) * DAY
        return roll(day, self.holidays, back)

    def position(self, item, approx=None):
        """Index of the last step done, -1: none. On another ladder the last that isn't later.

        `approx`: {step id: rough day} of all ladders.
        """
        if item.step_id is None:
            return -1
        if item.step_id in self.index:
            return self.index[item.step_id]
        reached = (approx or {}).get(item.step_id, 0)
        fitting = [n for n, s in enumerate(self.steps) if self.approx[s.id] <= reached]
        return max(fitting, default=-1)

    def when(self, n, item, position):
        """Day of step n for this item, None while the step it counts from hasn't come so far."""
        step = self.steps[n]
        if step.anchor == "due":
            day = self._planned(n, item)
            late = self._lateness(item, position)
            return self._settle(n, day + late * DAY) if late else day
        record = self.record(item, step.anchor_id, position)
        start = getattr(record, step.anchor)
        day = start and add(start, step.offset, step.unit, self.holidays)
        if step.latest_days and record.posted:
            bound = record.posted + step.latest_days * DAY
            day = min(day or bound, bound)
        return day and self._settle(n, day)

    def _planned(self, n, item):
        """Day of a step that counts from the due date; later where money comes in its own time."""
        is_shifted = item.shift and not self.is_pre[n]
        return self.days(item.due + item.shift * DAY if is_shifted else item.due)[n]

    def _lateness(self, item, position):
        """How late the last step was, if by more than the pause: later ones keep their distance."""
        if position < 0 or not item.step_date:
            return 0
        planned = self._planned(position, item)
        late = (item.step_date - planned).days if planned else 0
        return late if late > self.pause_days else 0

    def record(self, item, step_id, position):
        """What became of an earlier step; of a ladder joined later, its place counts as done."""
        record = item.history.get(step_id)
        if record is None and self.index.get(step_id, position + 1) <= position:
            day = item.step_date
            return Done(day, day, day, day, day)
        return record or Done()
