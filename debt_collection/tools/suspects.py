"""Which open items does a sum that isn't booked yet probably pay? One currency at a time."""

import re
from collections import namedtuple
from decimal import Decimal
from itertools import accumulate, combinations

# more items than this and some subset fits nearly any amount: a guess would hold the wrong ones
SUBSET_LIMIT = 12
MIN_REFERENCE = 5
MAX_PARTS = 6

Open = namedtuple("Open", "key due amount")
"""An open item: any key, the due date (date), the open amount (Decimal, more than 0)."""


def fitting(amount, items, day):
    """Return the keys of the items that `amount` (Decimal) pays exactly, () when it fits nothing.

    Tried in this order: one item, all, all overdue on `day`, the oldest ones in a row, and, with
    at most twelve items, any subset (the smallest first, then the oldest).
    """
    items = sorted(items, key=lambda item: (item.due, item.amount, str(item.key)))
    overdue = [item for item in items if item.due < day]
    if amount <= 0 or not items:
        return ()
    for candidate in ([item] for item in items):
        if candidate[0].amount == amount:
            return (candidate[0].key,)
    for candidate in (items, overdue, _prefix(amount, items), _subset(amount, items)):
        if candidate and sum(item.amount for item in candidate) == amount:
            return tuple(item.key for item in candidate)
    return ()


def covered(amount, items):
    """Return the keys of the items that `amount` reaches, oldest first, the last one in part.

    For money that names its invoices: whatever its sum, those are the ones it is for.
    """
    keys = []
    for item in sorted(items, key=lambda item: (item.due, item.amount, str(item.key))):
        if amount <= 0:
            break
        keys.append(item.key)
        amount -= item.amount
    return tuple(keys)


def references(text):
    """Return what could be a document number in a transfer title: words in a row, joined.

    "zapłata FV/2026/ 00012" contains "FV202600012", whatever the bank did to slashes and blanks.
    Only runs with a digit and at least five characters.
    """
    words = re.findall(r"[^\W_]+", (text or "").upper())
    runs = {
        "".join(words[start : start + length])
        for start in range(len(words))
        for length in range(1, MAX_PARTS + 1)
    }
    return frozenset(
        run for run in runs if len(run) >= MIN_REFERENCE and any(sign.isdigit() for sign in run)
    )


def _prefix(amount, items):
    sums = list(accumulate((item.amount for item in items), initial=Decimal(0)))
    return items[: sums.index(amount)] if amount in sums else []


def _subset(amount, items):
    if len(items) > SUBSET_LIMIT:
        return []
    for size in range(2, len(items)):
        for candidate in combinations(items, size):
            if sum(item.amount for item in candidate) == amount:
                return list(candidate)
    return []
