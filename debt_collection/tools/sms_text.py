"""Text of an SMS: letters that fit 160 characters a part, and how many parts it takes."""

import re
import unicodedata

# letters that don't fall apart into a base letter and a mark
PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "œ": "oe"}
    | {"–": "-", "—": "-", "„": '"', "”": '"', "“": '"', "’": "'", "‘": "'", "…": "...", "€": "EUR"}
    | {"\u00a0": " ", "\u202f": " ", "\u2009": " "}
)
GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED = frozenset("^{}\\[~]|€\f")
LEGAL_FORMS = re.compile(
    r"[\s,]+(sp\.? ?z ?o\.? ?o\.?( ?sp\.? ?k\.?)?|s\.? ?a\.?|sp\.? ?[jkp]\.?|s\.? ?c\.?"
    r"|gmbh|ltd\.?|inc\.?|s\.?r\.?o\.?)$",
    re.IGNORECASE,
)


def ascii_letters(text):
    """Return `text` without accents and typographic signs, so that a part holds 160 and not 70
    characters.

    >>> ascii_letters("Zażółć gęślą jaźń, 1\u00a0234,00 zł")
    'Zazolc gesla jazn, 1 234,00 zl'
    """
    decomposed = unicodedata.normalize("NFD", text.translate(PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def as_sent(text, is_ascii):
    """Return `text` on one line, in plain letters where the company sends only these.

    >>> as_sent(" Zażółć   gęślą", True)
    'Zazolc gesla'
    """
    text = " ".join(text.split())
    return ascii_letters(text) if is_ascii else text


def parts(text):
    """Return how many SMS the text takes: 160 characters (153 of several), 70 (67) with other
    letters.

    >>> parts("a" * 160), parts("a" * 161), parts("ą" * 70), parts("ą" * 71)
    (1, 2, 1, 2)
    """
    if all(char in GSM_BASIC or char in GSM_EXTENDED for char in text):
        length = len(text) + sum(char in GSM_EXTENDED for char in text)
        single, several = 160, 153
    else:
        length = len(text.encode("utf-16-be")) // 2
        single, several = 70, 67
    return 1 if length <= single else -(-length // several)


def short_name(name, limit=30):
    """Return a company's name without its legal form, cut at a word.

    >>> short_name("Hurtownia Elektryczna WOLT sp. z o.o.")
    'Hurtownia Elektryczna WOLT'
    >>> short_name("Przedsiębiorstwo Handlowo-Usługowe Kowalski i Synowie S.A.")
    'Przedsiębiorstwo'
    """
    short = LEGAL_FORMS.sub("", name.strip())
    if len(short) <= limit:
        return short
    cut = short[: limit + 1].rsplit(" ", 1)[0]
    return cut[:limit].rstrip(" ,-")
