"""Compensation for recovery costs: art. 10 of the Polish Act of 8 March 2013 (LAW 3)."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

DAY = timedelta(days=1)
# (highest benefit in PLN, is that amount itself included, EUR)
TIERS = ((Decimal(5000), True, 40), (Decimal(50000), False, 70), (None, False, 100))


def tier(gross, tiers=TIERS):
    """Return the EUR due for a benefit of `gross` PLN (> 0), VAT included: 40, 70 or 100.

    A part payment doesn't change the tier; other currencies are converted by the caller.
    """
    if gross <= 0:
        raise ValueError("compensation needs a positive benefit")
    for limit, included, euros in tiers:
        if limit is None or gross < limit or (included and gross == limit):
            return Decimal(euros)
    raise ValueError("no tier for this amount")


def rate_day(due, is_working, maturity="due"):
    """Return the day of the EUR rate: the last working day of the month before maturity.

    :param due: effective due date (moved to a working day)
    :param is_working: function that tells whether a date is a working day
    :param maturity: the month of the due date ("due") or of the day after ("due+1")
    """
    day = (due + DAY if maturity == "due+1" else due).replace(day=1) - DAY
    while not is_working(day):
        day -= DAY
    return day


def amount(euros, mid, digits=2):
    """Return the compensation in PLN at the NBP's mid rate, half up."""
    if mid <= 0:
        raise ValueError("an exchange rate is positive")
    return (Decimal(euros) * mid).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
