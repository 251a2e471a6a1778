"""Who collects which case: the first rule that fits, then evenly by open cases, within caps.

Pure: facts of cases come in as tuples, money is Decimal in the company's currency. Whoever is away
gets no new cases; a fixed collector gets his also while he is away, his substitute works on them.
"""

from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)


class Rule(NamedTuple):
    """One assignment rule; empty limits fit everything, `users` empty: all who collect."""

    key: int
    net_from: Decimal = ZERO
    net_to: Decimal = ZERO  # 0: no upper limit
    days_from: int = 0
    phase: str | None = None
    profile: str | None = None
    kind: str | None = None
    is_selective: bool = False  # fits only cases that name it in `fits`
    takes_over: bool = False  # also takes cases that have a collector already
    is_fixed: bool = False
    users: tuple = ()


class Desk(NamedTuple):
    """A collector on a day; `cap` 0: no limit."""

    user: int
    load: int = 0
    cap: int = 0
    is_away: bool = False


class Subject(NamedTuple):
    """One case; `fits`: keys of the selective rules whose condition on customers it meets."""

    key: int
    net: Decimal = ZERO
    days: int = 0
    phase: str = "0_monitoring"
    profile: str = "standard"
    kind: str = "business"
    fits: frozenset = frozenset()
    collector: int | None = None


class Choice(NamedTuple):
    """Who gets a case and by which rule (None: shared among all)."""

    user: int
    rule: int | None


def rule_for(rules, subject):
    """The first rule that fits a case, or None.

    >>> rules = [Rule(1, net_from=Decimal(5000)), Rule(2, days_from=30), Rule(3)]
    >>> [rule_for(rules, Subject(1, Decimal(n), d)).key for n, d in ((9000, 1), (10, 31), (10, 1))]
    [1, 2, 3]
    """
    for rule in rules:
        if (
            subject.net >= rule.net_from
            and (not rule.net_to or subject.net < rule.net_to)
            and subject.days >= rule.days_from
            and rule.phase in (None, subject.phase)
            and rule.profile in (None, subject.profile)
            and rule.kind in (None, subject.kind)
            and (not rule.is_selective or rule.key in subject.fits)
        ):
            return rule
    return None


def assign(rules, desks, subjects):
    """{key: Choice} of the cases that get a collector, or another one.

    A case with a collector keeps him unless a rule that takes over fits it and doesn't name him.
    Nobody gets more than his cap: what is left over stays without collector.

    >>> desks = [Desk(7, load=3), Desk(8, load=1), Desk(9, is_away=True)]
    >>> cases = [Subject(key) for key in range(4)]
    >>> [choice.user for choice in assign([], desks, cases).values()]
    [8, 8, 7, 8]
    """
    if not desks and not any(rule.users for rule in rules):
        return {}  # nobody to give them to: the cases needn't even be read
    by_user = {desk.user: desk for desk in desks}
    load = {desk.user: desk.load for desk in desks}
    choices = {}
    for subject in subjects:
        rule = rule_for(rules, subject)
        if subject.collector and not _takes(rule, subject):
            continue
        user = _choose(rule, by_user, load)
        if user is None or user == subject.collector:
            continue
        choices[subject.key] = Choice(user, rule and rule.key)
        load[user] = load.get(user, 0) + 1
        if subject.collector in load:
            load[subject.collector] -= 1
    return choices


def _takes(rule, subject):
    return bool(rule and rule.takes_over and rule.users and subject.collector not in rule.users)


def _choose(rule, by_user, load):
    """The first named collector of a fixed rule, else the one with the fewest open cases."""
    users = (rule and rule.users) or tuple(by_user)
    free = [
        user
        for user in users
        if user not in by_user or not by_user[user].cap or load[user] < by_user[user].cap
    ]
    if rule and rule.is_fixed:
        return next(iter(free), None)
    present = [user for user in free if user not in by_user or not by_user[user].is_away]
    return min(present, key=lambda user: (load.get(user, 0), user), default=None)
