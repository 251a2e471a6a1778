"""Whom to deal with first: a score of 0 to 99 for a case, and what it is made of.

Each part gives a share of its weight: how much is at stake, how old it is, promises not kept, how
the customer pays, a legal day that comes near, the chance that a contact brings money, and that he
waits for an answer. The weights are shares: they needn't add up to 100.
"""

import math
from collections import namedtuple

# amount: overdue, in units of the amount that counts in full (a plain ratio, no money is computed);
# days_late; broken: promises not kept lately; profile; deadline_days: days until the next legal or
# insurance or court deadline (None: none, negative: missed); first: late for the first time in a
# long while; reachable: a number or an address is known; replied: the customer waits for an answer;
# tries: contacts without an answer in a row; ripe: the day has come from which more can be done
# (the deadline of a demand has passed, the debt may be entered in a register).
Facts = namedtuple(
    "Facts",
    "amount days_late broken profile deadline_days first reachable replied tries ripe",
    defaults=(0, 0, 0, "standard", None, False, True, False, 0, False),
)
# share of each part, and what counts in full: days late, days ahead of a deadline
Weights = namedtuple(
    "Weights",
    "amount age promises profile deadline chance reply age_full deadline_window",
    defaults=(30, 15, 20, 5, 15, 10, 5, 60, 90),
)
PROFILES = {"habitual": 1.0, "new": 0.7, "standard": 0.4, "valued": 0.2}
MOST = 99
# nothing is lost yet when a day has come from which more can be done
RIPE = 0.5


def score(facts, weights=None):
    """Return (score, [(code, points)]), the parts with the most points first.

    :param facts: Facts
    :param weights: Weights; their sum is 100 %
    :return: score 0 to 99, codes amount, age, promises, profile, deadline or ripe (the larger),
        first or chance, reply
    """
    weights = weights or Weights()
    total = sum(weights[:7])
    if not total:
        return 0, []
    deadline = _deadline(facts.deadline_days, weights.deadline_window)
    is_ripe = facts.ripe and deadline < RIPE
    shares = {
        "amount": (weights.amount, _amount(facts.amount)),
        "age": (weights.age, min(max(facts.days_late, 0) / max(weights.age_full, 1), 1.0)),
        "promises": (weights.promises, (0.0, 0.6, 1.0)[min(facts.broken, 2)]),
        "profile": (weights.profile, PROFILES.get(facts.profile, 0.4)),
        "ripe" if is_ripe else "deadline": (weights.deadline, RIPE if is_ripe else deadline),
        "first" if facts.first else "chance": (weights.chance, _chance(facts)),
        "reply": (weights.reply, 1.0 if facts.replied else 0.0),
    }
    if facts.amount <= 0:
        # nothing to ask for: only a day of the law counts
        shares = {"deadline": (weights.deadline, deadline)}
    parts = [
        (code, 100.0 * weight * share / total)
        for code, (weight, share) in shares.items()
        if weight * share
    ]
    parts.sort(key=lambda part: (-part[1], part[0]))
    points = [(code, round(value)) for code, value in parts]
    return min(round(sum(value for _code, value in parts)), MOST), points


def _amount(ratio):
    """A tenth of the full amount counts nearly half: among large sums the next zero matters."""
    return min(math.log1p(9 * ratio) / math.log(10), 1.0)


def _deadline(days, window):
    if days is None or days > window:
        return 0.0
    return 1.0 - max(days, 0) / max(window, 1)


def _chance(facts):
    """Falls with age and with tries in vain; high for somebody who is late for the first time."""
    if not facts.reachable:
        return 0.0
    share = 1.0 if facts.first else 0.7
    share *= max(1.0 - max(facts.days_late, 0) / 365, 0.1)
    return share / (1 + facts.tries)
