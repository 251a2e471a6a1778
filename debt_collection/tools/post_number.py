"""Numbers under which the post knows a letter, and their check digits.

Two kinds have one: the 20 digits of domestic registered letters in Poland (`00` and a GS1 number
of 18 digits) and the 13 characters of the Universal Postal Union (S10, such as RR123456785PL).
Couriers and other operators number as they like: theirs are taken as they are.
"""

import re

S10 = re.compile(r"^[A-Z]{2}\d{9}[A-Z]{2}$")
S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
DOMESTIC = 20


def normalize(text):
    """Return a number as it is stored: no spaces, brackets, dots or dashes, capital letters.

    >>> normalize(" (00) 259007730771664228 "), normalize("rr 123 456 785 pl")
    ('00259007730771664228', 'RR123456785PL')
    """
    return re.sub(r"[\s().\-\u00a0\u2013]", "", text or "").upper()


def fault(number):
    """Return what is wrong with a normalized number: "length", "check", or None.

    Numbers of neither kind can't be judged: None, see `is_known`.

    >>> fault("00259007730771664228"), fault("00259007730771664229"), fault("0025900773077166422")
    (None, 'check', 'length')
    >>> fault("RR123456785PL"), fault("RR123456784PL"), fault("12 HERMES")
    (None, 'check', None)
    """
    if number.isdigit() and number.startswith("00"):
        if len(number) != DOMESTIC:
            return "length"
        return None if gs1_digit(number[:-1]) == number[-1] else "check"
    if S10.match(number):
        return None if s10_digit(number[2:10]) == number[10] else "check"
    return None


def is_known(number):
    """Tell whether this number is of a kind that has a check digit."""
    return bool(S10.match(number)) or (number.isdigit() and len(number) == DOMESTIC)


def gs1_digit(stem):
    """Check digit of GS1: weights 3, 1, 3, ... from the right."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(stem)))
    return str(-total % 10)


def s10_digit(stem):
    """Check digit of the eight digits of an S10 number.

    >>> s10_digit("41034224")
    '9'
    """
    rest = 11 - sum(int(d) * w for d, w in zip(stem, S10_WEIGHTS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def following(number):
    """Return the next number of a block of stickers, or None where it can't be known.

    >>> following("00259007730771664228"), following("RR123456785PL"), following("X1")
    ('00259007730771664235', 'RR123456799PL', None)
    """
    if not is_known(number) or fault(number):
        return None
    if number.isdigit():
        stem = number[:-1]
        # after 00, a digit and the operator's 7 digits of GS1 stands the serial: 9 digits
        serial = (int(stem[-9:]) + 1) % 10**9
        stem = f"{stem[:-9]}{serial:09d}"
        return stem + gs1_digit(stem)
    serial = f"{(int(number[2:10]) + 1) % 10**8:08d}"
    return f"{number[:2]}{serial}{s10_digit(serial)}{number[-2:]}"


def block(first, count):
    """Return `count` numbers from `first` on; fewer where they can't be continued."""
    numbers = []
    number = first
    while number and len(numbers) < count:
        numbers.append(number)
        number = following(number)
    return numbers
