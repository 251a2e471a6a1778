"""Registration and account numbers with right check digits that belong to nobody.

A NIP starts with the code of the tax office that gave it, and no office has a code with zero in
the third place (old codes have no zero, those of 2004 have it in the second place). Numbers such
as 520-... pass every validation, the pattern of the KSeF schema included, and can't be anybody's.
"""

NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
REGON_WEIGHTS = (8, 9, 2, 3, 4, 5, 6, 7)
SORT_CODE_WEIGHTS = (3, 9, 7, 1, 3, 9, 7)


def _weighted_sum(digits, weights):
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def is_nip(text):
    """
    >>> is_nip("526-58-77-635"), is_nip("5265877634"), is_nip("526587763")
    (True, False, False)
    """
    digits = text.removeprefix("PL").replace("-", "").replace(" ", "")
    if len(digits) != 10 or not digits.isdecimal():
        return False
    return _weighted_sum(digits[:9], NIP_WEIGHTS) % 11 == int(digits[9])


def is_issuable_nip(text):
    """Whether the first three digits can be the code of a tax office."""
    return is_nip(text) and text.removeprefix("PL").replace("-", "")[2] != "0"


def make_nip(rng):
    """A NIP that passes all checks and can't have been issued."""
    while True:
        stem = f"{rng.randint(1, 9)}{rng.randint(1, 9)}0{rng.randrange(10**6):06d}"
        digit = _weighted_sum(stem, NIP_WEIGHTS) % 11
        if digit < 10:
            return f"{stem}{digit}"


def make_regon(rng):
    stem = f"{rng.randrange(10**8):08d}"
    return f"{stem}{_weighted_sum(stem, REGON_WEIGHTS) % 11 % 10}"


def is_iban(text):
    """
    >>> is_iban("PL61 1090 1014 0000 0712 1981 2874"), is_iban("PL62109010140000071219812874")
    (True, False)
    """
    compact = text.replace(" ", "")
    return compact.isalnum() and _iban_remainder(compact[4:], compact[:4]) == 1


def _iban_remainder(rest, head):
    return int("".join(str(int(char, 36)) for char in rest + head)) % 97


def make_polish_iban(rng, bank="999"):
    """IBAN in a bank that doesn't exist (no Polish bank has the number 999)."""
    branch = f"{bank}{rng.randrange(10**4):04d}"
    check = -_weighted_sum(branch, SORT_CODE_WEIGHTS) % 10
    return make_iban("PL", f"{branch}{check}{rng.randrange(10**16):016d}")


def make_iban(country, account):
    """
    >>> make_iban("PL", "109010140000071219812874")
    'PL61109010140000071219812874'
    """
    return f"{country}{98 - _iban_remainder(account, country + '00'):02d}{account}"


def make_german_vat(rng):
    """USt-IdNr.: ISO 7064 mod 11,10 over eight digits."""
    stem = f"{rng.randint(1, 9)}{rng.randrange(10**7):07d}"
    product = 10
    for char in stem:
        product = 2 * ((int(char) + product) % 10 or 10) % 11
    return f"DE{stem}{(11 - product) % 10}"


def make_austrian_vat(rng):
    """ATU and eight digits; every second digit counts by the digit sum of its double."""
    stem = f"{rng.randrange(10**7):07d}"
    doubled = sum(sum(divmod(2 * int(char), 10)) for char in stem[1::2])
    return f"ATU{stem}{(96 - doubled - sum(map(int, stem[::2]))) % 10}"


def make_czech_vat(rng):
    """DIČ of a company: eight digits, weights 8 to 2; the first digit isn't 9."""
    stem = f"{rng.randint(1, 8)}{rng.randrange(10**6):06d}"
    check = -_weighted_sum(stem, range(8, 1, -1)) % 11
    return f"CZ{stem}{(check or 1) % 10}"


def make_irish_vat(rng):
    """Seven digits and a letter, weights 8 to 2, modulo 23."""
    stem = f"{rng.randrange(10**7):07d}"
    return f"IE{stem}{'WABCDEFGHIJKLMNOPQRSTUV'[_weighted_sum(stem, range(8, 1, -1)) % 23]}"
