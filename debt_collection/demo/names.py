"""Invented Polish names and addresses; people and companies are fictitious, towns are real."""

import unicodedata

TOWNS = (
    ("31-752", "Kraków"),
    ("30-725", "Kraków"),
    ("40-265", "Katowice"),
    ("44-102", "Gliwice"),
    ("33-101", "Tarnów"),
    ("35-210", "Rzeszów"),
    ("25-663", "Kielce"),
    ("50-424", "Wrocław"),
    ("91-342", "Łódź"),
    ("02-486", "Warszawa"),
    ("61-362", "Poznań"),
    ("80-298", "Gdańsk"),
    ("32-020", "Wieliczka"),
    ("34-400", "Nowy Targ"),
    ("32-600", "Oświęcim"),
)
STREETS = (
    "ul. Składowa",
    "ul. Przemysłowa",
    "ul. Fabryczna",
    "ul. Magazynowa",
    "ul. Lipowa",
    "ul. Krótka",
    "ul. Słoneczna",
    "ul. Ogrodowa",
    "ul. Budowlanych",
    "ul. Energetyków",
    "ul. Wapienna",
    "ul. Klonowa",
)
FIRST_NAMES = (
    "Adam", "Agnieszka", "Barbara", "Cezary", "Dorota", "Edyta", "Grzegorz", "Halina",
    "Iwona", "Jacek", "Katarzyna", "Leszek", "Łukasz", "Magdalena", "Norbert", "Olga",
    "Paweł", "Renata", "Sławomir", "Tomasz", "Urszula", "Wojciech", "Zofia", "Żaneta",
)  # fmt: skip
# The same in both genders, so that any first name fits.
LAST_NAMES = (
    "Wrona", "Sikora", "Bielak", "Gąsior", "Kłos", "Mazur", "Niemczyk", "Ożóg",
    "Pająk", "Rogala", "Skiba", "Śliwa", "Trela", "Urban", "Wilga", "Żak",
    "Ćwik", "Dudek", "Figiel", "Hajduk", "Jagoda", "Kania", "Lis", "Łoza",
)  # fmt: skip
STEMS = (
    "Arkel", "Bastion", "Ceramet", "Dekbud", "Elgum", "Fundamenta", "Gipsmar", "Horyzont",
    "Izomax", "Jantar", "Korab", "Lamelex", "Neonix", "Rygiel", "Sezam", "Tarcza", "Wektor",
    "Zenit",
)  # fmt: skip
TRADES = (
    "Instalacje", "Elektromontaż", "Budownictwo", "Wykończenia", "Serwis", "Projekt",
)  # fmt: skip
FORMS = ("sp. z o.o.", "sp. z o.o.", "sp. z o.o. sp.k.", "sp.j.", "S.A.")


def slug(text):
    """
    >>> slug("Żółw & Łoś sp. z o.o.")
    'zolw-los-sp-z-o-o'
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("ł", "l"))
    words = "".join(
        char if char.isascii() and char.isalnum() else " "
        for char in plain
        if not unicodedata.combining(char)
    )
    return "-".join(words.split())


def person_name(rng):
    return f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"


def company_name(rng, index):
    """Differs for every index: the stem and trade come from it, the rest is drawn."""
    stem = STEMS[index % len(STEMS)]
    trade = TRADES[(index // len(STEMS) + index) % len(TRADES)]
    number = index // (len(STEMS) * len(TRADES))
    return f"{stem} {trade} {number + 1 if number else ''} {rng.choice(FORMS)}".replace("  ", " ")


def sole_trader_name(rng, index):
    """A sole trader's firm must contain the first and last name (art. 43(4) KC)."""
    owner = f"{FIRST_NAMES[index % len(FIRST_NAMES)]} {LAST_NAMES[index * 7 % len(LAST_NAMES)]}"
    return f"{rng.choice(('PHU', 'Usługi Elektryczne', 'Zakład Remontowy'))} {owner}"


def street_address(rng):
    return f"{rng.choice(STREETS)} {rng.randint(1, 148)}"


def mobile_phone(rng):
    return f"+48 {rng.choice((501, 602, 691, 728, 790))} {rng.randrange(1000):03d} " + (
        f"{rng.randrange(1000):03d}"
    )


def fixed_phone(rng):
    return f"+48 {rng.choice((12, 32, 71, 22))} {rng.randint(200, 799)} " + (
        f"{rng.randrange(100):02d} {rng.randrange(100):02d}"
    )
