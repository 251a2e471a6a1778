"""What is done tonight for one debtor: one voice, one letter (PRACTICE 1.3, 1.4).

Items that reached a step are gathered by phase; of each kind of task there is one action, that of
the furthest step, and each item records the task of its own step. What may not go out now waits.
Works on the `Ladder` of tools.ladder, which the caller passes in.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

FINAL = "4_final"
DAY = timedelta(days=1)


class Reached(NamedTuple):
    key: int
    index: int  # of the step
    amount: Decimal  # demandable, company currency


class Contacts(NamedTuple):
    """Last contacts with the debtor; what is planned or waiting counts as of today."""

    letter: date | None = None
    sms: tuple = ()  # those on their own; one sent with a letter is the same contact
    pre_letter: date | None = None
    pre_sms: date | None = None
    calls: tuple = ()
    case_calls: int = 0  # in the case all in all
    visits: tuple = ()


class Means(NamedTuple):
    """What the debtor owes and how he can be reached."""

    net: Decimal
    has_email: bool = True
    replied: date | None = None
    call_cap: int = 2  # at most so many calls in the pause; 0: no limit
    call_total: int = 0  # and so many in one case
    no_call: bool = False
    no_sms: bool = False
    ways: tuple = ()  # channels by which this customer wants to be reached
    sms_cap: int = 1
    visit_cap: int = 1


class Planned(NamedTuple):
    """One action; `lines` are (key, index of the item's own step, its own task)."""

    kind: str
    index: int
    task: object
    lines: list


class Wait(NamedTuple):
    reason: str
    data: dict
    date: date | None
    is_held: bool = False


def gather(ladder, reached, contacts, means, day):
    """Return (actions, {key of the item: Wait}) for the items of one debtor that reached a step."""
    planned, waits = [], {}
    last_letter = contacts.letter
    for _rank, group in sorted(_groups(ladder, reached).items(), reverse=True):
        free = []
        for item in group:
            wait = _wait(ladder, item, contacts._replace(letter=last_letter), means, day)
            if wait:
                waits[item.key] = wait
            else:
                free.append(item)
        actions = _actions(ladder, free, means)
        for key in {item.key for item in free} - {line[0] for a in actions for line in a.lines}:
            waits[key] = Wait("no_task", {}, day + DAY, True)
        planned += actions
        if any(_is_dunning(ladder, action) for action in actions):
            last_letter = day
    return planned, waits


def _groups(ladder, reached):
    """{(after the due date, phase): items}; the furthest phase speaks first."""
    groups = {}
    for item in reached:
        rank = (not ladder.is_pre[item.index], ladder.steps[item.index].phase)
        groups.setdefault(rank, []).append(item)
    return groups


def _is_dunning(ladder, action):
    return action.kind == "letter" and not ladder.is_pre[action.index]


def _wait(ladder, item, contacts, means, day):
    """Why this item's step can't be done today although its day has come; None: it can."""
    step = ladder.steps[item.index]
    tasks = [task for task in step.tasks if task.available and not _unwanted(task, means)]
    kinds = {task.kind for task in tasks}
    speaks = kinds & {"letter", "sms"}
    if speaks and means.replied:
        return Wait("reply", {"date": means.replied.isoformat()}, None, True)
    if "letter" in kinds and not _ways(step, means):
        return Wait("no_channel", {}, day + DAY, True)
    if speaks and step.letter_rank != FINAL:
        is_pre = ladder.is_pre[item.index]
        return _voice_wait(ladder, "letter" in kinds, is_pre, contacts, means, day)
    if any(task.is_call for task in tasks):
        return _call_wait(ladder, contacts, means, day)
    if any(task.is_visit for task in tasks):
        return capped(contacts.visits, means.visit_cap, ladder.pause_days, day, "visits")
    refused = {_unwanted(task, means) for task in step.tasks if task.available}
    return Wait(refused.pop(), {}, day + DAY, True) if refused and not tasks else None


def _voice_wait(ladder, is_letter, is_pre, contacts, means, day):
    """Why a letter, or an SMS on its own, has to wait: he was written to lately."""
    if is_pre:
        last = contacts.pre_letter if is_letter else contacts.pre_sms
        return _pause(last, ladder.pause_days, day, "pause_pre")
    if is_letter:
        return _pause(contacts.letter, ladder.pause_days, day, "pause")
    return capped(contacts.sms, means.sms_cap, ladder.pause_days, day, "pause_sms")


def _call_wait(ladder, contacts, means, day):
    if means.call_total and contacts.case_calls >= means.call_total:
        return Wait("calls_all", {"count": means.call_total}, day + DAY, True)
    return capped(contacts.calls, means.call_cap, ladder.pause_days, day, "calls")


def capped(moments, cap, pause_days, day, reason):
    """The Wait of a contact when `cap` of them were made within the pause; None: one more may be.

    :param moments: days of the contacts so far, in any order; cap 0: no limit
    """
    recent = sorted(moments)[-cap:] if cap else []
    return _pause(recent[0], pause_days, day, reason) if cap and len(recent) == cap else None


def _unwanted(task, means):
    """The reason why this kind of contact isn't made: the debtor asked so. None: it is."""
    if task.is_call and means.no_call:
        return "no_call"
    return "no_sms" if task.kind == "sms" and means.no_sms else None


def _pause(last, pause_days, day, reason):
    until = last and last + timedelta(days=pause_days)
    if until and day < until:
        return Wait(reason, {"date": last.isoformat(), "date_until": until.isoformat()}, until)
    return None


def _ways(step, means):
    """Whether the letter of this step can go, or something is done instead."""
    fallback = any(task.is_fallback and task.available for task in step.tasks)
    letters = [task for task in step.tasks if task.kind == "letter" and task.available]
    return fallback or any(can_go(task, means) or task.optional for task in letters)


def can_go(task, means):
    """Whether a letter can leave: by e-mail if there is an address, on paper from the amount on."""
    # his own ways serve as well, except where a proof of delivery is asked for
    channels = task.channels if task.is_proven else (*task.channels, *means.ways)
    return not task.channels or any(
        means.has_email if channel == "email" else means.net >= task.post_min
        for channel in channels
    )


def _tasks(step, amount, means):
    """[(kind, how many of this kind before it, task)] that are to be done for an item."""
    usable = [
        task
        for task in step.tasks
        if task.available and task.net_min <= amount and not _unwanted(task, means)
    ]
    letters = [task for task in usable if task.kind == "letter"]
    letter_goes = any(can_go(task, means) for task in letters)
    counts, result = {}, []
    for task in usable:
        if task.is_fallback and letter_goes or task.kind == "letter" and not can_go(task, means):
            continue
        number = counts[task.kind] = counts.get(task.kind, -1) + 1
        result.append((task.kind, number, task))
    return result


def _actions(ladder, items, means):
    """One action for each kind (and number) of task over the items of a phase."""
    actions, furthest = {}, {}
    total = sum(item.amount for item in items)
    tasks = {}  # by step: the same for all its items
    for item in items:
        if item.index not in tasks:
            amount = total if ladder.is_pre[item.index] else means.net
            tasks[item.index] = _tasks(ladder.steps[item.index], amount, means)
        for kind, number, task in tasks[item.index]:
            actions.setdefault((kind, number), []).append((item.key, item.index, task))
            if furthest.get((kind, number), (-1,))[0] < item.index:
                furthest[kind, number] = (item.index, task)
    return [Planned(key[0], *furthest[key], lines) for key, lines in actions.items()]
