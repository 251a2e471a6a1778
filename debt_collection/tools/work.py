"""What people's time in collecting costs, and how much of it is spared."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

ZERO = Decimal(0)
HOUR = Decimal(60)


class Norm(NamedTuple):
    """What one piece of work takes a person, in minutes: with the program, and without it."""

    minutes: Decimal = ZERO
    by_hand: Decimal = ZERO


def times(norms, works, own=ZERO):
    """Return (minutes spent, minutes it would have taken by hand) of one action.

    :param norms: {work: Norm}; what isn't there takes no time
    :param works: what was done for the action, its main work first
    :param own: minutes that its task says the main work takes; 0: as the norm says
    """
    found = [norms.get(work, Norm()) for work in works]
    spent = sum((norm.minutes for norm in found), ZERO)
    by_hand = sum((norm.by_hand for norm in found), ZERO)
    if own and found:
        spent += own - found[0].minutes
    return spent, by_hand


def work_cost(minutes, hour_cost, cent=Decimal("0.01")):
    """Return what `minutes` of work cost, half up to the smallest coin of the currency."""
    return (minutes * hour_cost / HOUR).quantize(cent, ROUND_HALF_UP)
