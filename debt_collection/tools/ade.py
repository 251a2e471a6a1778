"""Addresses of e-Doręczenia, the Polish registered electronic delivery: AE:PL-12345-67890-ABCDE-12.

The pattern is official. The rule of the last two digits was inferred from published addresses, so
that a wrong sum is a reason to ask, not to refuse (FORMATS 2).
"""

import re

PATTERN = re.compile(r"^AE:PL-(\d{5})-(\d{5})-([A-Z]{5})-(\d{2})$")


def normalize(text):
    """Return an address as it is stored: capital letters, no spaces.

    >>> normalize(" ae:pl-72422-98772-atidw-24 ")
    'AE:PL-72422-98772-ATIDW-24'
    """
    return re.sub(r"[\s\u00a0]", "", text or "").replace("\u2013", "-").upper()


def fault(address):
    """Return what is wrong with a normalized address: "pattern", "sum", or None.

    >>> fault("AE:PL-72422-98772-ATIDW-24"), fault("AE:PL-72422-98772-ATIDW-25")
    (None, 'sum')
    >>> fault("AE:PL-72422-98772-ATIDW")
    'pattern'
    """
    parts = PATTERN.match(address or "")
    if not parts:
        return "pattern"
    first, second, letters, digits = parts.groups()
    return None if check_sum(first, second, letters) == int(digits) else "sum"


def check_sum(first, second, letters):
    """Sum of the digits of both numbers together less the codes of the letters."""
    value = abs(int(first) + int(second) - sum(map(ord, letters)))
    return sum(map(int, str(value)))
