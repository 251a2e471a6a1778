"""Which step of the ladder an open item reaches on a day, and why not another (PRACTICE 1.3-1.6).

Pure: works on the `Ladder` and the `Item` of ladder.py, which the caller passes in; gives a verdict
with a reason code and its facts.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

DAY = timedelta(days=1)
FINAL = "4_final"
DEMANDS = ("2_demand", "3_second_demand")
# how far the first contact with an item that is seen late may go
CAPS = {"demand": "2_demand", "monit": "1_monit"}


class Debtor(NamedTuple):
    net: Decimal  # net overdue
    wants_list: bool = False
    replied: date | None = None
    gathers: bool = False  # small amounts often enough to be collected in one letter


class Verdict(NamedTuple):
    """`index`: the step reached today; else None and what the item waits for or is held by."""

    index: int | None
    reason: str
    data: dict
    next_index: int | None = None
    next_date: date | None = None
    is_held: bool = False


def choose(ladder, item, debtor, day, approx=None):
    """The step an item reaches today: the furthest whose day has come, no letter jumped over."""
    if item.pending:
        step, look_again = item.pending
        return Verdict(None, "under_way", {"step": step}, None, look_again)
    position = ladder.position(item, approx)
    best = refusal = None
    for n in range(position + 1, len(ladder.steps)):
        if _never(ladder, n, item, debtor, day):
            continue
        when = ladder.when(n, item, position)
        if when is None or when > day:
            return _verdict(ladder, best, refusal, n, when)
        wait = _waits(ladder, n, item, position, day, debtor)
        if wait:
            return _stopped(ladder, best, refusal, n, wait)
        below = _below(ladder, n, item, debtor, day)
        if below:
            refusal = refusal or (ladder.rank[n] and below)
            continue
        best = n
        if _is_cap(ladder, n, item, position):
            break
    return _verdict(ladder, best, refusal, None, None)


def _stopped(ladder, best, refusal, n, wait):
    """The verdict where step n has to wait for something."""
    reason, data, look_again = wait
    if best is None and not refusal:
        return Verdict(None, reason, data, n, look_again, reason == "reply")
    return _verdict(ladder, best, refusal, n, look_again)


def _verdict(ladder, best, refusal, following, when):
    if best is not None:
        return Verdict(best, "reached", {"step": ladder.steps[best].id}, following, when)
    if refusal:
        return Verdict(None, refusal[0], refusal[1], following, when, True)
    if following is None:
        return Verdict(None, "end", {})
    step = ladder.steps[following]
    if when is None:
        data = {"step": step.id, "step_before": step.anchor_id}
        return Verdict(None, f"needs_{step.anchor}", data, following)
    # one object for all items that wait for the same day: it is written as text once
    data = ladder.said.setdefault((following, when), {"step": step.id, "date": when.isoformat()})
    return Verdict(None, "next", data, following, when)


def _never(ladder, n, item, debtor, day):
    """Whether this step isn't for this item at all."""
    step = ladder.steps[n]
    return (
        not step.available
        or (ladder.is_pre[n] and day + DAY * (step.offset < 0) > item.due)
        or (step.term_min and (item.due - item.issued).days < step.term_min)
        or (step.only_wanted and not debtor.wants_list)
        or (step.has_domain and step.id in item.misfits)
    )


def _below(ladder, n, item, debtor, day):
    """(reason, data) if the step is passed over for now: amounts, days overdue."""
    step = ladder.steps[n]
    if step.item_min and item.amount < step.item_min:
        return "small_item", {"number": str(item.amount), "number_min": str(step.item_min)}
    if step.min_overdue_days and (day - item.due).days < step.min_overdue_days:
        return "young", {"days": step.min_overdue_days}
    is_gathered = debtor.gathers and n == ladder.first_letter
    if step.net_min and debtor.net < step.net_min and not is_gathered:
        return "small", {"number": str(debtor.net), "number_min": str(step.net_min)}
    return None


def _waits(ladder, n, item, position, day, debtor):
    """(reason, data, day to look again or None) if something has to happen before this step."""
    step = ladder.steps[n]
    if step.requires:
        record = ladder.record(item, step.requires_id, position)
        field = "deadline" if step.requires == "no_reply" else step.requires
        moment = getattr(record, field)
        if moment and field == "deadline":
            moment += DAY
        if step.requires_wait and record.reached:
            bound = ladder.workdays(record.reached, step.requires_wait)
            moment = min(moment or bound, bound)
        if not moment or moment > day:
            data = {"step": step.id, "step_before": step.requires_id}
            return f"needs_{field}", data, moment
        if step.requires == "no_reply" and debtor.replied:
            return "reply", {"date": debtor.replied.isoformat()}, None
    return _lacks_demand(item, day) if ladder.rank[n] == FINAL else None


def _lacks_demand(item, day):
    """A final demand needs an earlier demand that was delivered (PRACTICE 1.5)."""
    demands = [done for done in item.history.values() if done.rank in DEMANDS]
    delivered = min((done.delivered for done in demands if done.delivered), default=None)
    if delivered and delivered <= day:
        return None
    data = {"date": delivered.isoformat()} if delivered else {}
    return "needs_delivered_demand", data, delivered


def _is_cap(ladder, n, item, position):
    """No letter is jumped over; a first contact may begin late, up to the first demand or monit."""
    rank = ladder.rank[n]
    if not rank or ladder.is_pre[n]:
        return False
    waited = ladder.steps[n].id == item.waited_id
    return waited or position >= 0 or rank >= CAPS[item.cap]
