"""Registered letters as the post's own system takes them: XML of Elektroniczny Nadawca.

One `addShipment` message of its web API holds at most 500 letters (FORMATS 5). What the company
has agreed with the post (account, office, card) isn't part of it.
"""

import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

NAMESPACE = "http://e-nadawca.poczta-polska.pl"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MOST = 500
# "ul. Długa 12A/5", "Rynek 3 m. 7": street, house, flat
HOUSE = re.compile(
    r"^(?P<street>.*?\D)\s+(?P<house>\d+\s?[A-Za-z]?(?:-\d+)?)"
    r"(?:\s*(?:/|m\.?|lok\.?)\s*(?P<flat>\d+\s?[A-Za-z]?))?$"
)


class Shipment(NamedTuple):
    """One registered letter; texts longer than the format allows are cut."""

    guid: str  # 32 hexadecimal digits
    name: str
    street: str
    town: str
    post_code: str
    country: str  # in Polish; "" at home
    weight: int  # grams
    receipts: int  # proofs of receipt, 0 to 9
    reference: str  # of the letter
    kind: str  # such as "wezwanie do zapłaty"
    number: str  # posting number, "" where the post gives it


def split_street(text):
    """Return (street, house, flat) of a line of an address.

    >>> split_street("ul. Długa 12A/5"), split_street("al. 3 Maja 7 m. 2"), split_street("Rynek")
    (('ul. Długa', '12A', '5'), ('al. 3 Maja', '7', '2'), ('Rynek', '', ''))
    """
    found = HOUSE.match(" ".join((text or "").split()))
    if not found:
        return (text or "").strip(), "", ""
    return found["street"].strip(), found["house"].replace(" ", ""), found["flat"] or ""


def messages(shipments):
    """Return the `addShipment` messages (bytes) for these letters, 500 in each."""
    return [_message(shipments[n : n + MOST]) for n in range(0, len(shipments), MOST)]


def _message(shipments):
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("xsi", XSI)
    root = ET.Element(f"{{{NAMESPACE}}}addShipment")
    for shipment in shipments:
        _letter(root, shipment)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _letter(root, shipment):
    is_home = not shipment.country
    kind = "przesylkaPoleconaKrajowaType" if is_home else "przesylkaPoleconaZagranicznaType"
    values = {
        f"{{{XSI}}}type": kind,
        "guid": shipment.guid,
        "masa": str(max(shipment.weight, 1)),
        "iloscPotwierdzenOdbioru": str(shipment.receipts),
        "sygnatura": _cut(shipment.reference, 255),
        "rodzaj": _cut(shipment.kind, 255),
        "numerNadania": shipment.number,
    }
    if is_home:
        values["kategoria"] = "EKONOMICZNA"
        values["format"] = "S" if shipment.weight <= 500 else "M"
    element = ET.SubElement(root, f"{{{NAMESPACE}}}przesylki", _present(values))
    ET.SubElement(element, f"{{{NAMESPACE}}}adres", _present(_address(shipment)))


def _address(shipment):
    street, house, flat = split_street(shipment.street)
    name = " ".join(shipment.name.split())
    return {
        "nazwa": _cut(name, 60),
        "nazwa2": _cut(name[60:], 60),
        "ulica": _cut(street, 255),
        "numerDomu": _cut(house, 11),
        "numerLokalu": _cut(flat, 11),
        "miejscowosc": _cut(shipment.town, 63),
        "kodPocztowy": _cut(shipment.post_code, 10),
        "kraj": _cut(shipment.country or "Polska", 40),
    }


def _present(values):
    return {name: value for name, value in values.items() if value}


def _cut(text, length):
    """A text without signs XML can't hold, in one line, cut."""
    clean = "".join(sign if sign >= " " else " " for sign in text or "")
    return " ".join(clean.split())[:length].strip()
