"""Debtors and documents out of the rows of a file: amounts and days as people write them, each
error with its row. No file is taken half: who calls decides by the errors.
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

AMOUNTS = ("amount_total", "amount_open")
DAYS = ("date_invoice", "date_due")
REQUIRED = ("partner_name", "name")
TOTAL = re.compile(r"^(\*+|suma|razem|ogółem|total|sum|gesamt|summe)\b|^\*+$", re.IGNORECASE)
MOST = Decimal("99999999999")
LONGEST = 250


class Claim(NamedTuple):
    """A document of a debtor; `partner` are the texts of his columns, `row` counts from 1."""

    row: int
    partner: dict
    name: str
    date_invoice: date | None
    date_due: date | None
    currency: str
    amount_total: Decimal
    amount_open: Decimal


class Error(NamedTuple):
    """What is wrong: `code` is missing, amount, ambiguous, date, currency, duplicate, order or
    long; `target` the column, `value` what stands there."""

    row: int
    target: str
    code: str
    value: str = ""


class Misread(ValueError):
    pass


def amount(text, mark=None):
    """An amount as written in files.

    :param mark: "," or "." of decimals where it is known
    :raise Misread: "amount": no number, "ambiguous": 1,234 could be either

    >>> [str(amount(t)) for t in ("1 234,56 zł", "1.234,56-", "(1,234.56)", "1234", "-0.5")]
    ['1234.56', '-1234.56', '-1234.56', '1234', '-0.5']
    >>> str(amount("1,234", ",")), str(amount("1,234", ".")), str(amount("1234.56", ","))
    ('1.234', '1234', '1234.56')
    """
    digits = re.sub(r"[\s\u00a0\u202f']|zł|[A-Z]{3}|[€$£]", "", str(text).strip())
    negative = digits.startswith(("-", "\u2212", "(")) or digits.endswith(("-", ")"))
    digits = digits.strip("-+\u2212()")
    if not re.fullmatch(r"[0-9][0-9.,]*", digits):
        raise Misread("amount")
    number = _number(digits, mark)
    if number > MOST:
        raise Misread("amount")
    return -number if negative else number


def _number(digits, mark):
    mark = mark or _decimal_mark(digits)
    # what can't be read as was said can only be the other way: numbers of a workbook, for example
    for sign, other in ((mark, ".,".replace(mark, "")), (".,".replace(mark, ""), mark)):
        if re.fullmatch(rf"(\d+|\d{{1,3}}(\{other}\d{{3}})+)(\{sign}\d+)?", digits):
            return Decimal(digits.replace(other, "").replace(sign, "."))
    raise Misread("amount")


def _decimal_mark(digits):
    """Which sign begins the decimals: the last one, unless it groups thousands."""
    signs = [sign for sign in digits if sign in ".,"]
    last = signs[-1] if signs else ","
    groups = len(set(signs)) == 1 and len(digits.rsplit(last, 1)[1]) == 3
    if groups and len(signs) > 1:
        return "." if last == "," else ","
    if groups and not digits.startswith("0"):
        raise Misread("ambiguous")
    return last


def day(text):
    """A day as written in files; the day stands before the month.

    :raise Misread: no such day

    >>> [day(t).isoformat() for t in ("2026-03-01", "1.3.2026", "01/03/2026", "20260301")]
    ['2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01']
    """
    text = str(text).strip().split("T")[0].split(" ")[0]
    found = re.fullmatch(r"([0-9]{4})[-./]?([0-9]{2})[-./]?([0-9]{2})", text)
    parts = found and found.groups()
    if not parts and (found := re.fullmatch(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})", text)):
        parts = reversed(found.groups())
    try:
        result = date(*(int(part) for part in parts or ()))
    except (ValueError, TypeError) as error:
        raise Misread("date") from error
    if not 1990 <= result.year <= 2100:
        raise Misread("date")
    return result


def read(rows, targets, currencies, default, mark=None, first=1):
    """Return ([Claim], [Error]) of the rows below the headings.

    Rows without an open amount or of totals are no documents.

    :param targets: [what a column holds, or None]
    :param currencies: codes that are known; `default` is taken where none is given
    :param first: number of the first row in the file, for messages
    """
    claims, errors, seen = [], [], set()
    for number, row in enumerate(rows, first):
        known = [pair for pair in zip(targets, row, strict=False) if pair[0]]
        # a line break within a cell is none within an address or a file for the post
        cells = {target: " ".join(cell.split()) for target, cell in known}
        if _is_total(row, cells):
            continue
        claim, wrong = _claim(number, cells, currencies, default, mark)
        key = claim and (customer_key(claim.partner), claim.name.casefold())
        if key in seen and not wrong:
            wrong = [Error(number, "name", "duplicate", claim.name)]
        seen.add(key)
        errors += wrong
        if not wrong and claim.amount_open:
            claims.append(claim)
    return claims, errors


def _is_total(row, cells):
    """Empty rows and sums of the program that wrote the file."""
    if not any(cells.values()):
        return True
    begin = next(cell for cell in row if cell.strip()).strip()
    return bool(TOTAL.match(begin)) and not cells.get("name")


def _claim(number, cells, currencies, default, mark):
    errors = [Error(number, name, "missing") for name in REQUIRED if not cells.get(name)]
    errors += [
        Error(number, name, "long", cells[name][:40])
        for name in cells
        if len(cells[name]) > LONGEST
    ]
    values = {}
    for name in (*DAYS, *AMOUNTS):
        try:
            reader = day if name in DAYS else lambda text: amount(text, mark)
            values[name] = reader(cells[name]) if cells.get(name) else None
        except Misread as error:
            errors.append(Error(number, name, str(error), cells[name]))
    if all(name in values and values[name] is None for name in AMOUNTS):
        errors.append(Error(number, "amount_open", "missing"))
    currency = (cells.get("currency") or default).upper().replace("ZŁ", "PLN")
    if currency not in currencies:
        errors.append(Error(number, "currency", "currency", currency))
    issued, due = values.get("date_invoice"), values.get("date_due")
    if issued and due and due < issued:
        errors.append(Error(number, "date_due", "order", cells["date_due"]))
    if errors:
        return None, errors
    total, left = values["amount_total"], values["amount_open"]
    total, left = (left if total is None else total), (total if left is None else left)
    partner = {name: cell for name, cell in cells.items() if name.startswith("partner_") and cell}
    return Claim(number, partner, cells["name"], issued, due, currency, total, left), []


def vat_key(number):
    """A tax number without signs and the Polish prefix: how customers are told apart.

    >>> vat_key("PL 526-587-76-35"), vat_key("de 123")
    ('5265877635', 'DE123')
    """
    key = "".join(sign for sign in number.upper() if sign.isalnum())
    return key[2:] if key.startswith("PL") else key


def customer_key(partner):
    """What tells whether two rows speak of the same debtor: tax number, else his number, else
    name and post code.
    """
    if vat := vat_key(partner.get("partner_vat", "")):
        return ("vat", vat)
    if ref := partner.get("partner_ref"):
        return ("ref", ref)
    name = " ".join(partner["partner_name"].casefold().split())
    return ("name", name, partner.get("partner_zip", ""))
