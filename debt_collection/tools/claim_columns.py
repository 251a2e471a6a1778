"""Which column of a file of open items holds what: by the headings programs give them, in Polish,
English and German. A person can choose otherwise.
"""

import unicodedata

# what a column can hold: {target: headings}; longer headings first decide
HEADINGS = {
    "partner_name": "nazwa|kontrahent|nazwa kontrahenta|nazwa klienta|klient|nabywca|dluznik"
    "|dluznik nazwa|podmiot nazwa|nazwa nabywcy|customer|customer name|name|debtor|debtor name"
    "|company|kunde|kundenname|schuldner|name 1|firma|partner",
    "partner_vat": "nip|nip kontrahenta|nip nabywcy|nip dluznika|vat|vat no|vat number|tax id"
    "|tax number|ust id|ustid|ust idnr|steuernummer|p 5b|vat id|nip ue",
    "partner_ref": "kod|kod kontrahenta|nr kontrahenta|numer kontrahenta|symbol|akronim|podmiot"
    "|konto|customer no|customer number|account|debitor|kundennummer|kunden nr|kunnr|nr klienta",
    "partner_street": "ulica|adres|ulica i numer|street|address|strasse|stras|ulica nr",
    "partner_zip": "kod pocztowy|zip|zip code|postcode|postal code|plz|pstlz",
    "partner_city": "miasto|miejscowosc|city|town|ort|ort01|stadt",
    "partner_country": "kraj|panstwo|country|land|land1",
    "partner_email": "e mail|email|mail|adres e mail|adres email|e mail address",
    "partner_phone": "telefon|tel|phone|telefon kontrahenta|nr telefonu",
    "partner_lang": "jezyk|language|lang|sprache",
    "name": "nr dokumentu|numer dokumentu|numer faktury|nr faktury|faktura|dokument|numer|nr"
    "|document|document no|document number|invoice|invoice no|invoice number|number|no|reference"
    "|belegnummer|rechnungsnummer|rechnung|beleg|referenz|odwolanie|xblnr|belnr|p 2",
    "date_invoice": "data wystawienia|data dokumentu|data faktury|wystawiono|data|document date"
    "|invoice date|issue date|issued|date|belegdatum|rechnungsdatum|bldat|p 1",
    "date_due": "termin|termin platnosci|data platnosci|data wymagalnosci|termin platnosci netto"
    "|due|due date|net due date|maturity|faellig|faellig am|faelligkeit|faelligkeitsdatum"
    "|nettofaelligkeit|fallig am",
    "amount_total": "kwota|kwota brutto|brutto|wartosc brutto|wartosc|kwota dokumentu|amount"
    "|gross|gross amount|total|betrag|bruttobetrag|kwota w wd|amount in doc curr|wrbtr|p 15",
    "amount_open": "pozostaje|pozostaje do zaplaty|do zaplaty|saldo|naleznosc|kwota do zaplaty"
    "|pozostalo|open|open amount|balance|outstanding|still open|residual|amount due|offen"
    "|offener betrag|restbetrag|offener posten",
    "currency": "waluta|currency|cur|curr|wahrung|waehrung|waers|kodwaluty|kod waluty",
}
WORDS = {
    heading: target for target, headings in HEADINGS.items() for heading in headings.split("|")
}
# at least so many known headings make a row the one of headings
KNOWN = 2
LOOK = 40


def plain(text):
    """A heading without accents, case and signs.

    >>> plain("  Termin płatności: ")
    'termin platnosci'
    >>> plain("Nr_dokumentu")
    'nr dokumentu'
    """
    text = str(text).casefold().replace("ł", "l").replace("ß", "ss")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(sign if sign.isalnum() else " " for sign in text if ord(sign) < 128)
    return " ".join(text.split())


def target(heading):
    """What a column of this heading holds, or None.

    >>> target("NIP nabywcy"), target("Dłużnik.nazwa"), target("Uwagi")
    ('partner_vat', 'partner_name', None)
    >>> target("debtor.city"), target("debtor.zip")
    ('partner_city', 'partner_zip')
    """
    name = plain(heading)
    if name in WORDS:
        return WORDS[name]
    # of a nested XML element the last part says what it is; a customer's number isn't a document's
    last = WORDS.get(plain(str(heading).rsplit(".", 1)[-1])) if "." in str(heading) else None
    return last if last != "name" else None


def header_row(rows):
    """Index of the row of headings: the first with the most known ones; exports begin with
    titles, so lines are never counted.

    >>> header_row([["Raport należności"], [], ["Nazwa", "NIP", "Kwota"], ["A", "1", "2"]])
    2
    """
    scores = [sum(WORDS.get(plain(cell)) is not None for cell in row) for row in rows[:LOOK]]
    best = max(scores, default=0)
    if best < KNOWN:
        return 0
    return scores.index(best)


def targets(headings):
    """[target or None] of the columns; each target at most once, the first column wins.

    >>> targets(["Klient", "Nabywca", "Saldo"])
    ['partner_name', None, 'amount_open']
    """
    taken, found = set(), []
    for heading in headings:
        one = target(heading)
        found.append(one if one not in taken else None)
        taken.add(one)
    return found
