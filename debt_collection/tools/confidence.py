"""How sure a share is that was counted in few cases, and whether two shares differ.

Pure: no Odoo, no clock. Statistics, no money: shares are floats from 0 to 1.
"""

from enum import StrEnum
from math import ceil, erfc, sqrt
from typing import NamedTuple

# fewer cases than this tell nothing
LEAST = 30
# standard deviations that hold 95 % of a normal distribution
Z = 1.96
# the difference is looked for with this chance of finding it: 80 %
POWER_Z = 0.8416


class Interval(NamedTuple):
    """Where the true share lies in 95 of 100 such counts."""

    low: float
    high: float


class Verdict(StrEnum):
    """What a comparison tells."""

    FEW = "few"
    UNCLEAR = "unclear"
    A = "a"
    B = "b"


class Comparison(NamedTuple):
    """`difference`: share of B less that of A; `chance`: of such a difference by luck alone."""

    verdict: Verdict
    difference: float
    interval: Interval
    chance: float


def share(hits, count):
    """Return hits / count, 0 for nothing counted."""
    return hits / count if count else 0.0


def wilson(hits, count):
    """Return the 95 % Interval of a share (E. B. Wilson 1927), None for nothing counted.

    Unlike "share ± error" it stays within 0 and 1 and holds for few cases.

    >>> [round(x, 4) for x in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    if not count:
        return None
    if not 0 <= hits <= count:
        raise ValueError((hits, count))
    p, square = hits / count, Z * Z
    centre = p + square / (2 * count)
    error = Z * sqrt(p * (1 - p) / count + square / (4 * count * count))
    whole = 1 + square / count
    return Interval(max((centre - error) / whole, 0.0), min((centre + error) / whole, 1.0))


def difference(hits_a, count_a, hits_b, count_b):
    """Return the 95 % Interval of share B less share A (R. G. Newcombe 1998, method 10)."""
    a, b = share(hits_a, count_a), share(hits_b, count_b)
    around_a, around_b = wilson(hits_a, count_a), wilson(hits_b, count_b)
    below = sqrt((b - around_b.low) ** 2 + (around_a.high - a) ** 2)
    above = sqrt((around_b.high - b) ** 2 + (a - around_a.low) ** 2)
    return Interval(b - a - below, b - a + above)


def chance(hits_a, count_a, hits_b, count_b):
    """Return how often luck alone makes two shares differ so much: two-proportion z-test."""
    pooled = (hits_a + hits_b) / (count_a + count_b)
    error = sqrt(pooled * (1 - pooled) * (1 / count_a + 1 / count_b))
    if not error:
        return 1.0
    z = abs(share(hits_b, count_b) - share(hits_a, count_a)) / error
    return erfc(z / sqrt(2))


def compare(hits_a, count_a, hits_b, count_b):
    """Return the Comparison of two shares; None when one side has nothing counted.

    A side is better only when luck makes such a difference in fewer than 5 of 100 trials and the
    interval of the difference leaves out zero.
    """
    if not (count_a and count_b):
        return None
    around = difference(hits_a, count_a, hits_b, count_b)
    luck = chance(hits_a, count_a, hits_b, count_b)
    apart = share(hits_b, count_b) - share(hits_a, count_a)
    if min(count_a, count_b) < LEAST:
        verdict = Verdict.FEW
    elif luck >= 0.05 or around.low <= 0 <= around.high:
        verdict = Verdict.UNCLEAR
    else:
        verdict = Verdict.B if apart > 0 else Verdict.A
    return Comparison(verdict, apart, around, luck)


def needed(usual, apart):
    """Return how many cases each side needs to find a difference of `apart` from a `usual` share.

    With a chance of 80 % to find it, 5 % to find one that isn't there.

    >>> needed(0.4, 0.1)
    385
    """
    other = min(max(usual + apart, 0.0), 1.0)
    spread = usual * (1 - usual) + other * (1 - other)
    return max(ceil((Z + POWER_Z) ** 2 * spread / (apart * apart)), LEAST)
