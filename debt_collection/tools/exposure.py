"""Whether a new order takes a customer above his credit limit. Knows no order and no clock."""

from decimal import Decimal
from typing import NamedTuple

BOTH, EITHER = "both", "either"


class Exposure(NamedTuple):
    """What one customer owes and will owe, in one currency (the company's).

    limit: his credit limit; 0: he has none
    receivable: open receivables, due or not, less credits and receipts
    ordered: confirmed orders that aren't invoiced yet
    overdue: the overdue part of the receivables, after credits
    """

    limit: Decimal
    receivable: Decimal
    ordered: Decimal
    overdue: Decimal

    def total(self, value=Decimal(0)):
        """Return all that would be at risk with a new order of `value`."""
        return self.receivable + self.ordered + value


def is_limited(exposure, value, rule, tolerated):
    """Tell whether overdue amount and credit limit together speak against a new order.

    :param exposure: Exposure of the customer, without the new order
    :param value: of the new order, in the same currency (0: is he above his limit already?)
    :param rule: `both`: above the limit and more overdue than `tolerated`; `either`: one is enough
        (then overdue alone counts also without a limit)
    :param tolerated: overdue amount that doesn't matter

    >>> wolt = Exposure(Decimal(10000), Decimal(8000), Decimal(1500), Decimal(300))
    >>> is_limited(wolt, Decimal(500), BOTH, Decimal(50))
    False
    >>> is_limited(wolt, Decimal("500.01"), BOTH, Decimal(50))
    True
    >>> is_limited(wolt, Decimal("500.01"), BOTH, Decimal(300))
    False
    >>> is_limited(wolt, Decimal(1), EITHER, Decimal(50))
    True
    """
    is_above = exposure.limit > 0 and exposure.total(value) > exposure.limit
    is_late = exposure.overdue > tolerated
    return (is_above or is_late) if rule == EITHER else (is_above and is_late)


def to_pay(arrears, percent, cent=Decimal("0.01")):
    """Return the share of the arrears that frees sales, never more than all of them.

    >>> to_pay(Decimal("38412.55"), Decimal(30))
    Decimal('11523.77')
    """
    share = arrears * min(max(percent, Decimal(0)), Decimal(100)) / 100
    return share.quantize(cent, "ROUND_HALF_UP")


def paid_down(arrears, left, received):
    """Return how much of the arrears money has paid: a credit note isn't money, and money for
    something else doesn't lower the arrears.

    :param arrears: overdue when the release was given
    :param left: what of it is still open
    :param received: money booked since then

    >>> paid_down(Decimal(1000), Decimal(400), Decimal(500))
    Decimal('500')
    >>> paid_down(Decimal(1000), Decimal(900), Decimal(500))
    Decimal('100')
    """
    return max(min(arrears - left, received), Decimal(0))
