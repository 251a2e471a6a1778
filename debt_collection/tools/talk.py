"""What somebody types or says on the phone: is it an amount, a number, a telephone, words?"""

import re
from collections import namedtuple
from decimal import Decimal

# text: as typed; amount: Decimal or None; tax: digits of a tax number, "" if it can't be one;
# phone: its last nine digits, "" if it can't be one
Said = namedtuple("Said", "text amount tax phone")
AMOUNT = re.compile(r"^-?\d{1,3}(?:[  .,']?\d{3})*(?:[.,]\d{1,2})?$|^-?\d+(?:[.,]\d{1,2})?$")
PHONE_DIGITS, FEWEST = 9, 7


def understand(text):
    """Return Said of what was typed.

    :param text: part of an invoice number, an amount, a tax number, a telephone number, a title
    """
    text = (text or "").strip()
    digits = re.sub(r"\D", "", text)
    plain = re.sub(r"[\s./()+-]", "", text)
    tax = re.fullmatch(r"(?:[A-Z]{2})?(\d{6,14})", re.sub(r"[\s-]", "", text.upper()))
    return Said(
        text=text,
        amount=_amount(text),
        tax=tax.group(1) if tax else "",
        phone=digits[-PHONE_DIGITS:] if plain.isdigit() and len(digits) >= FEWEST else "",
    )


def _amount(text):
    """Return the amount of “9 603,14”, “9.603,14”, “9603.14 zł” or “9603”; None if it isn't one."""
    bare = re.sub(r"\s*(?:zł|zl|pln|eur|€|usd|\$)$", "", text, flags=re.IGNORECASE)
    bare = bare.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if not AMOUNT.match(bare):
        return None
    whole, cents = bare, ""
    end = re.search(r"[.,](\d{1,2})$", bare)
    if end:
        whole, cents = bare[: end.start()], end.group(1)
    return Decimal(f"{re.sub(r'[^0-9-]', '', whole)}.{cents or 0}")
