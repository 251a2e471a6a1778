"""Working days and delivery windows. No country, no clock: days off come in as a set of dates."""

from datetime import datetime, time, timedelta

FRIDAY = 4
SATURDAY = 5
DAY = timedelta(days=1)


def is_working(day, holidays=frozenset()):
    """Tell whether `day` (date) is neither a weekend nor in `holidays` (set of dates)."""
    return day.weekday() < SATURDAY and day not in holidays


def roll_forward(day, holidays=frozenset()):
    """Return `day` itself, or the first working day after it."""
    while not is_working(day, holidays):
        day += DAY
    return day


def roll_back(day, holidays=frozenset()):
    """Return `day` itself, or the last working day before it."""
    while not is_working(day, holidays):
        day -= DAY
    return day


def previous_working(day, holidays=frozenset()):
    """Return the last working day strictly before `day`."""
    return roll_back(day - DAY, holidays)


def add_working(day, count, holidays=frozenset()):
    """Return the `count`-th working day after `day` (before it, when negative); 0 rolls forward.

    The day itself never counts: one working day after a Friday is the Monday.
    """
    if not count:
        return roll_forward(day, holidays)
    step = DAY if count > 0 else -DAY
    for _done in range(abs(count)):
        day += step
        while not is_working(day, holidays):
            day += step
    return day


def handy_days(day, holidays=frozenset()):
    """Return {name: working day} of the days that people name when they promise something.

    tomorrow, friday (of this week, on Friday itself of the next one), week, month_end (of the next
    month when this one ends today); a day off gives way to the next working day, at the end of a
    month to the one before.
    """
    to_friday = (FRIDAY - day.weekday()) % 7 or 7
    end = _month_end(day, holidays)
    if end <= day:
        end = _month_end(day.replace(day=28) + 4 * DAY, holidays)
    return {
        "tomorrow": roll_forward(day + DAY, holidays),
        "friday": roll_forward(day + to_friday * DAY, holidays),
        "week": roll_forward(day + 7 * DAY, holidays),
        "month_end": end,
    }


def _month_end(day, holidays):
    following = (day.replace(day=28) + 4 * DAY).replace(day=1)
    return roll_back(following - DAY, holidays)


def next_window(now, opens, closes, holidays=frozenset()):
    """Return the earliest moment from `now` on (naive local datetimes) inside the delivery hours.

    `opens` and `closes` are hours of the day as numbers (8.5 = 8:30), the moment of closing is
    outside. Hours that enclose nothing mean the whole day. Days off have no window.
    """
    if not 0 <= opens < closes <= 24:
        opens, closes = 0.0, 24.0
    start, end = _moment(now.date(), opens), _moment(now.date(), closes)
    if is_working(now.date(), holidays) and now < end:
        return max(now, start)
    return _moment(roll_forward(now.date() + DAY, holidays), opens)


def _moment(day, hour):
    return datetime.combine(day, time()) + timedelta(minutes=round(hour * 60))
