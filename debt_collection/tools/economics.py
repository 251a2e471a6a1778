"""Whether the next paid step is worth its cost, by what such steps brought before (PEERS D13).

Plain frequencies of the company's own history. Pure: Decimal amounts in one currency, no clock.
"""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

ZERO, CENT, HUNDRED = Decimal(0), Decimal("0.01"), Decimal(100)


class Worth(StrEnum):
    """`LOSS`: it costs more than all that is owed; `FEW`: too few cases to tell."""

    YES = "yes"
    NO = "no"
    LOSS = "loss"
    FEW = "few"


class Past(NamedTuple):
    """Such steps so far: how many, after how many money came, demanded and recovered."""

    count: int = 0
    hits: int = 0
    demanded: Decimal = ZERO
    recovered: Decimal = ZERO


class Outlook(NamedTuple):
    """What to expect of the step; `expected` is None where there are too few cases."""

    worth: Worth
    expected: Decimal | None


def outlook(cost, owed, past, limit, least):
    """Return the Outlook of a step.

    :param cost: of the step; `owed`: what it would demand
    :param past: Past of the same kind of step on debts of like age and amount
    :param limit: the step may cost so many per cent of what it is expected to bring
    :param least: fewer cases than this tell nothing
    """
    if cost * HUNDRED > owed * limit:
        return Outlook(Worth.LOSS, None)
    if past.count < least or not past.demanded:
        return Outlook(Worth.FEW, None)
    rate = min(past.recovered / past.demanded, Decimal(1))
    expected = (owed * rate).quantize(CENT, ROUND_HALF_UP)
    is_dear = cost * HUNDRED > expected * limit
    return Outlook(Worth.NO if is_dear else Worth.YES, expected)
