"""Money as words and digits in the language of a letter. No Odoo, no clock.

Amounts are numbers (rounded as `Decimal`), languages ISO codes of two letters ("pl") or locales
("pl_PL"), currencies ISO codes of three ("PLN").
"""

from collections import namedtuple
from decimal import ROUND_HALF_UP, Decimal

try:
    from num2words import num2words
except ImportError:  # the manifest asks for it; without it letters leave the words out
    num2words = None

NBSP = "\u00a0"

# how a language writes digits: decimal point, thousands separator, currency before the number
Style = namedtuple("Style", "decimal_point thousands_sep code_first")
STYLES = {
    "pl": Style(",", NBSP, False),
    "de": Style(",", ".", False),
    "en": Style(".", ",", True),
}
# what is printed instead of the ISO code
SYMBOLS = {("pl", "PLN"): "zł"}

# (one, few, many): "few" is Polish for numbers ending in 2-4 except 12-14
UNITS = {
    ("pl", "PLN"): ("złoty", "złote", "złotych"),
    ("pl", "EUR"): ("euro", "euro", "euro"),
    ("en", "PLN"): ("zloty", "zlotys", "zlotys"),
    ("en", "EUR"): ("euro", "euros", "euros"),
    ("de", "PLN"): ("Zloty", "Zloty", "Zloty"),
    ("de", "EUR"): ("Euro", "Euro", "Euro"),
}


def language(code):
    """Two letters of a locale: "pl_PL" -> "pl"."""
    return (code or "en").replace("-", "_").split("_")[0]


def rounded(value, digits=2):
    """`value` as Decimal with `digits` places, half away from zero."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def number_text(value, digits=2, style=STYLES["en"]):
    """Digits with separators: 1234.5 -> "1 234,50" in Polish (with a no-break space)."""
    text = f"{rounded(value, digits):,.{digits}f}"
    whole, _point, fraction = text.partition(".")
    whole = whole.replace(",", style.thousands_sep).replace("-", "\u2212")
    return whole + (style.decimal_point + fraction if fraction else "")


def amount_text(value, currency, lang, digits=2, style=None):
    """Amount with its currency: "1 234,50 zł", "EUR 1,234.50", "1.234,50 EUR".

    `style` is for languages not listed in STYLES; spaces inside never break a line.
    """
    lang = language(lang)
    style = style or STYLES.get(lang, STYLES["en"])
    number = number_text(value, digits, style)
    code = SYMBOLS.get((lang, currency), currency)
    return f"{code}{NBSP}{number}" if style.code_first else f"{number}{NBSP}{code}"


def plural_index(number):
    """0 for one, 1 for few, 2 for many, by the Polish rule (others use "one" and the rest)."""
    number = abs(int(number))
    if number == 1:
        return 0
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return 1
    return 2


def amount_in_words(value, currency, lang):
    """Amount in words with hundredths as a fraction: "jeden tysiąc dwa złote 45/100".

    Currencies and languages without own words: the ISO code and English. "" without num2words.
    """
    if num2words is None:
        return ""
    value = rounded(value)
    whole, cents = divmod(abs(int(value.scaleb(2))), 100)
    lang = language(lang)
    try:
        words = num2words(whole, lang=lang)
    except NotImplementedError:
        lang, words = "en", num2words(whole, lang="en")
    if lang == "de" and words.endswith("eins"):
        words = words[:-1]  # "ein Euro", not "eins Euro"
    units = UNITS.get((lang, currency), (currency,) * 3)
    return f"{words} {units[plural_index(whole)]} {cents:02d}/100"


def in_words(number, lang):
    """A whole number in words: 12 -> "dwanaście"; "" without num2words."""
    if num2words is None:
        return ""
    try:
        return num2words(int(number), lang=language(lang))
    except NotImplementedError:
        return num2words(int(number), lang="en")


def group_account(number, national=False):
    """Account number in groups: IBAN by four; a Polish one without "PL" for home payments.

    >>> group_account("PL61109010140000071219812874", national=True)
    '61 1090 1014 0000 0712 1981 2874'
    """
    number = "".join(number.split()).upper()
    if national and number.startswith("PL") and len(number) == 28:
        number = number[2:]
    if number.isdigit() and len(number) == 26:
        number, first = number[2:], number[:2]
        return " ".join([first] + [number[i : i + 4] for i in range(0, 24, 4)])
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def enumerate_text(parts, word):
    """ "A", "A and B", "A, B and C"; `word` is "and" in the reader's language."""
    parts = list(parts)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def transfer_title(names, fallback, limit=140):
    """Title of the transfer: the documents' names, or `fallback` if they don't fit.

    A Polish transfer takes 4 lines of 35 characters.
    """
    title = ", ".join(names)
    return title if title and len(title) <= limit else fallback


def shortened(names, limit=3):
    """The first names and how many more: "A, B, C (+57)"."""
    text = ", ".join(names[:limit])
    return text if len(names) <= limit else f"{text} (+{len(names) - limit})"
