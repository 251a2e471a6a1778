"""When a customer may be warned that his debt goes to a debt register, and when it may go there.

Polish Act of 9 April 2010 on the exchange of business information, art. 14 and 15 (LAW 5). Pure.
"""

import calendar
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

NO_BUREAU, NOT_DOMESTIC, PUBLIC = "no_bureau", "abroad", "public"
TOO_SMALL, DISPUTED, NOT_REGISTERED = "too_small", "disputed", "not_registered"


class Facts(NamedTuple):
    """What decides whether the warning may be given; amounts in the company's currency."""

    has_bureau: bool
    is_abroad: bool
    is_public: bool
    amount: Decimal  # due, less credits
    minimum: Decimal
    is_disputed: bool
    is_registered: bool  # the letter goes by registered post


def obstacles(facts):
    """Return the codes of what stands in the way, the first to be mended first; empty: nothing."""
    found = (
        (not facts.has_bureau, NO_BUREAU),
        (facts.is_abroad, NOT_DOMESTIC),
        (facts.is_public, PUBLIC),
        (facts.amount < facts.minimum, TOO_SMALL),
        (facts.is_disputed, DISPUTED),
        (not facts.is_registered, NOT_REGISTERED),
    )
    return [code for stands, code in found if stands]


def entry_day(posted, dues, days):
    """First day on which the debt may be entered: a month after posting and, of each item, `days`
    after its due date.

    :param posted: day the warning was handed in by registered post, or None: not yet known
    :param dues: due dates of the items
    """
    if not posted:
        return None
    year, month = posted.year + posted.month // 12, posted.month % 12 + 1
    last = calendar.monthrange(year, month)[1]
    following = date(year, month, min(posted.day, last)) + timedelta(1)
    return max([following, *(due + timedelta(days) for due in dues)])


def update_by(paid, days):
    """Last day to tell the register of a payment: `days` after it (14 by the act, art. 29).

    :param paid: day of the payment
    """
    return paid + timedelta(days)
