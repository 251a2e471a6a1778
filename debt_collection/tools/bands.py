"""Bands of amounts (or days), so that like is compared with like. Pure."""

import re
from itertools import pairwise

MOST = 8


def parse(text):
    """Return the limits written as "500, 2000, 10000": whole amounts, each above the one before.

    :raises ValueError: nothing, too many, not whole amounts above zero, or not rising
    """
    parts = [re.sub(r"\s", "", part) for part in re.split("[,;/]", text or "")]
    if len(parts) > MOST or not all(re.fullmatch("[1-9][0-9]{0,8}", part) for part in parts):
        raise ValueError(text)
    limits = tuple(map(int, parts))
    if any(low >= high for low, high in pairwise(limits)):
        raise ValueError(text)
    return limits


def band(amount, limits):
    """Return the number of an amount's band, from 0; a limit belongs to the band below it."""
    return sum(amount > limit for limit in limits)


def names(limits):
    """Return the names of the bands: "≤ 500", "500–2 000", "> 2 000".

    >>> names((500, 2000))
    ['≤ 500', '500–2\\xa0000', '> 2\\xa0000']
    """
    words = [f"{limit:,}".replace(",", "\N{NO-BREAK SPACE}") for limit in limits]
    between = [f"{low}–{high}" for low, high in pairwise(words)]
    return [f"≤ {words[0]}", *between, f"> {words[-1]}"]
