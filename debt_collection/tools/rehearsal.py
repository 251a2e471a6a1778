"""Walks one open item up a ladder day by day, as if nobody paid and nobody answered.

Pure. The ladder and its `choose` come in, so this file knows nothing of how a step is chosen.
"""

from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
FINAL = "4_final"
# assumed here: an e-mail counts as delivered after two working days (PRACTICE 1.5), post takes a
# week
POST_DAYS = 7
EMAIL_WORKDAYS = 2


class Past(NamedTuple):
    """What became of a step: same names as the ladder's own record of it."""

    reached: date
    done: date
    posted: date | None
    delivered: date | None
    deadline: date | None
    rank: str


class Stop(NamedTuple):
    """The day a step is reached; `waited` is the reason that held it on the day before, if any."""

    step_id: int
    day: date
    deadline: date | None
    waited: str


def rehearse(ladder, choose, item, debtor_on, days, add):
    """Return [Stop, ...] of `item` over `days` (dates in order) of a run every day.

    `debtor_on(day)` gives the debtor's facts of a day, `add(day, n, unit, holidays)` moves a day.
    """
    stops, waited, last_letter = [], "", None
    for day in days:
        verdict = choose(ladder, item, debtor_on(day), day)
        if verdict.index is None:
            waited = "" if verdict.reason == "next" else verdict.reason
            continue
        step = ladder.steps[verdict.index]
        counts = _counts_for_pause(ladder, verdict.index)
        if counts and last_letter and day < last_letter + ladder.pause_days * DAY:
            waited = "pause"
            continue
        past = _done(step, day, lambda start, n: add(start, n, "workday", ladder.holidays))
        history = {**item.history, step.id: past}
        item = item._replace(step_id=step.id, step_date=day, history=history)
        stops.append(Stop(step.id, day, past.deadline, waited))
        last_letter = day if counts or step.letter_rank == FINAL else last_letter
        waited = ""
    return stops


def _counts_for_pause(ladder, index):
    """A dunning letter after the due date; the final demand is exempt."""
    rank = ladder.rank[index]
    return bool(rank) and rank != FINAL and not ladder.is_pre[index]


def _done(step, day, add_workdays):
    letter = next((task for task in step.tasks if task.letter_rank), None)
    if letter is None:
        return Past(day, day, None, None, None, "")
    used = letter.channels if letter.channel_mode == "all" else letter.channels[:1]
    by_post = any(code != "email" for code in used)
    delivered = day + POST_DAYS * DAY if by_post else add_workdays(day, EMAIL_WORKDAYS)
    start = delivered if letter.deadline_from == "delivered" and by_post else day
    deadline = start + letter.deadline_days * DAY if letter.deadline_days else None
    return Past(day, day, day if by_post else None, delivered, deadline, letter.letter_rank)
