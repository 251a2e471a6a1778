"""Text of the QR codes that banking apps read (FORMATS 1). No Odoo, no clock.

An empty text means: no code can say this, print none.
"""

from decimal import ROUND_HALF_UP, Decimal

# the Polish code has room for six digits of grosze
ZBP_MAX = Decimal("9999.99")
EPC_MAX = Decimal("999999999.99")
EPC_BYTES = 331  # what version 13 of the symbol holds, the highest allowed


def zbp(account, amount, name, title, nip="", longer=False):
    """Code of the Polish Bank Association for a transfer in PLN inside Poland.

    :param account: Polish account number, with or without PL and spaces
    :param amount: Decimal, zloty
    :param longer: write amounts above ZBP_MAX with more digits than the recommendation knows
    :return: the text, "" where the account isn't Polish or the amount doesn't fit
    """
    digits = "".join(account.split()).upper().removeprefix("PL")
    if len(digits) != 26 or not digits.isdigit() or amount <= 0:
        return ""
    if amount > ZBP_MAX and not longer:
        return ""
    number = "".join(char for char in nip if char.isdigit())
    grosze = int(_cents(amount) * 100)
    fields = [
        number if len(number) == 10 else "",
        "PL",
        digits,
        f"{grosze:06d}",
        _plain(name, 20),
        _plain(title, 32),
        "",
        "",
        "",
    ]
    return "|".join(fields)


def epc(iban, amount, name, title, bic=""):
    """Code of the European Payments Council (EPC069-12) for a SEPA transfer in EUR."""
    iban = "".join(iban.split()).upper()
    if not iban[:2].isalpha() or not 0 < amount <= EPC_MAX:
        return ""
    bic = "".join(bic.split()).upper()
    lines = ["BCD", "002", "1", "SCT", bic, _plain(name, 70), iban]
    text = "\n".join([*lines, f"EUR{_cents(amount):.2f}", "", "", _plain(title, 140)])
    # letters beyond ASCII take two bytes and more: what doesn't fit is cut from the title's end
    return text.encode()[:EPC_BYTES].decode(errors="ignore")


def _cents(amount):
    return Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _plain(text, limit):
    """Text without what separates fields, cut to its room."""
    for char in "|\r\n\t":
        text = text.replace(char, " ")
    return text.strip()[:limit]
