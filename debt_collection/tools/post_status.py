"""What the post says about a letter, in its own codes or in words, as events we know.

Codes are those of Elektroniczny Nadawca (EPO, przyczynaZwrotu: FORMATS 5); words are what clerks
and tracking pages write, in Polish and English.
"""

import re
import unicodedata

# why a letter came back, as we tell them apart: what follows differs
REASONS = ("refused", "not_collected", "moved", "unknown", "address", "deceased", "other")

_RETURNS = {
    "refused": "ODMOWA ODMOWA_USZKODZENIA ADRESAT_ODMOWIL REFUSED",
    "not_collected": (
        "NIE_PODJETO ADRESAT_NIE_PODJAL ADRESAT_NIE_ZGLASZA_SIE ADRESAT_NIE_ZASTANO"
        " ADRESAT_NIEOBECNY NIE_PODJETO_W_TERMINIE NIEODEBRANA UNCLAIMED NOT_COLLECTED"
    ),
    "moved": "ADRESAT_WYPROWADZIL_SIE WYPROWADZIL_SIE ZAMKNIETA_SIEDZIBA MOVED",
    "unknown": "ADRESAT_NIEZNANY ADRESAT_NIEODNALEZIONY NIEZNANY UNKNOWN",
    "address": (
        "ADRES_NIEPELNY ADRES_BLEDNY ADRES_NIEZGODNY ADRES_NIEZNALEZIONY ADDRESS WRONG_ADDRESS"
        " INCOMPLETE_ADDRESS"
    ),
    "deceased": "ADRESAT_ZMARL ZMARL DECEASED",
    "other": (
        "INNA INNE ADRESAT_STRAJKUJE DO_NADAWCY_NA_POZNIEJ MYLNE_SKIEROWANIE NADAWCA_ODMOWIL"
        " NIEZGODNE_WYMAGANIA POBRANIE_NIEZGODNE USZKODZONA OTHER"
    ),
}
_STATES = {
    "delivered": (
        "DORECZONA DORECZONO DORECZENIE DORECZONY DOSTARCZONA DOSTARCZONO DORECZENIE_W_PLACOWCE"
        " DELIVERED"
    ),
    "notice": "AWIZO AWIZOWANO AWIZOWANA FIRST_NOTICE NOTICE",
    "second_notice": "PONOWNE_AWIZO POWTORNE_AWIZO SECOND_NOTICE",
    "returned": "ZWROT ZWROCONO ZWROCONA ZWROT_DO_NADAWCY RETURNED RETURN",
    # on its way: nothing to note
    "under_way": (
        "NADANIE NADANO NADANA NOWA W_TRANSPORCIE CLO SMS W_DORECZENIU POTWIERDZONA SENT POSTED"
        " IN_TRANSIT"
    ),
    "error": "ERROR NIEPOTWIERDZONA BRAK",
}


def _table(source):
    return {word: code for code, words in source.items() for word in words.split()}


RETURNS, STATES = _table(_RETURNS), _table(_STATES)
# labels of the screens come in as they are exported: their codes
RETURNS |= {reason.upper(): reason for reason in REASONS}


def code(text):
    """Return a text as a code: "Adresat wyprowadził się" -> ADRESAT_WYPROWADZIL_SIE."""
    text = (text or "").replace("ł", "l").replace("Ł", "L")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "_", plain.upper()).strip("_")


def event(state, reason=""):
    """Return (event, reason) of what the post says.

    :param state: its word for the state; one that is a reason by itself means a return
    :param reason: its word for why it came back
    :return: event is delivered, notice, second_notice, returned, under_way, or None where the
        word isn't known; reason is one of REASONS for a return, else None

    >>> event("DORECZONA"), event("Awizo"), event("Zwrot", "ADRESAT_NIE_PODJAL")
    (('delivered', None), ('notice', None), ('returned', 'not_collected'))
    >>> event("Adresat wyprowadził się"), event("zwrot", "pies zjadł"), event("???")
    (('returned', 'moved'), ('returned', 'other'), (None, None))
    """
    key = code(state)
    found = STATES.get(key)
    if found is None and key in RETURNS:
        return "returned", RETURNS[key]
    if found == "returned":
        return "returned", RETURNS.get(code(reason), "other")
    return (None if found == "error" else found), None
