"""Whether an amount overdue grows so fast that people should know."""

from decimal import Decimal

HUNDRED = Decimal(100)


def is_fast(before, now, percent, least):
    """Tell whether `now` exceeds `before` by `percent` and by `least`; all Decimals, one currency.

    From nothing any growth counts as fast, so that only `least` decides.
    """
    grown = now - before
    return grown > 0 and grown >= least and grown * HUNDRED >= max(before, Decimal(0)) * percent
