"""The customers of the demo company: who they are, how they pay, what is open today.

SPECIAL lists customers with one story each (the key says which; `company.py` has the table);
`ordinary_customers` adds as many everyday ones as wanted. Data only: no Odoo, no clock.
"""

import random
from typing import NamedTuple

from . import names

SEED = "debt_collection demo company"


class Open(NamedTuple):
    """An invoice open today: `late` days past its (first) due date, negative when not due yet."""

    late: int
    net: float | None = None  # drawn from the customer's size when None
    paid: float = 0.0  # share paid so far
    extra: float = 0.0  # added to what was paid, in the invoice's currency
    tag: str = ""


class Customer(NamedTuple):
    key: str
    name: str
    pays: str = "prompt"  # key of plan.DELAYS
    open: tuple = ()
    sort: str = "company"  # company, sole_trader, consumer, public, public_medical
    term: str = "30"  # key of plan.TERMS
    size: str = "medium"  # key of plan.SIZES
    since: int = 600  # days ago of the first invoice
    history: int = 4  # paid invoices besides the open ones
    country: str = "PL"
    lang: str = "pl_PL"
    via: str = "bank"  # bank, cash or register (the payment dialog)
    email: str = "ok"  # ok, none, bounce
    contact: str = ""  # "", contact, invoice (invoices are addressed to it)
    profile: str = "standard"  # debtor profile of the add-on

    @property
    def currency(self):
        return "PLN" if self.country == "PL" else "EUR"


def rng_for(key):
    """Own generator per customer: a new customer doesn't reshuffle the others."""
    return random.Random(f"{SEED}/{key}")


def _ladder(name, *lates):
    """A company with items exactly so many days late: one per step of the ladder."""
    key = f"ladder_{lates[0]}".replace("-", "m")
    return Customer(key, name, open=tuple(map(Open, lates)), history=3, contact="contact")


LADDER = (
    _ladder("Iskra Montaż sp. z o.o.", -5, -1),
    _ladder("Biurowiec Zachód sp. z o.o.", 1),
    _ladder("Cegła i Styl sp.j.", 3),
    _ladder("Dach-Mistrz Podhale sp. z o.o.", 7),
    _ladder("Hydro-Elektro Serwis S.A.", 14),
    _ladder("Jasna Strona Oświetlenie sp. z o.o.", 22, 7),
    _ladder("Nowak i Synowie Wykonawstwo sp.j.", 26, 3),
    _ladder("Pracownia Sieci Niskoprądowych sp. z o.o.", 31, 20, 1),
    _ladder("Stal-Most Konstrukcje sp. z o.o.", 45, 38),
    _ladder("Tynkarz Gipsy i Gładzie sp. z o.o.", 75, 50, 20, -10),
)

DOMESTIC = (
    Customer("vip_late_once", "Nowe Tarasy Deweloper S.A.", open=(Open(9, 38000), Open(-20)),
             size="large", since=729, history=10, contact="invoice", profile="valued"),
    Customer("vip_prompt", "Majster Plus Markety sp. z o.o.", open=(Open(-12), Open(-25)),
             size="large", term="60", since=729, history=8, profile="valued"),
    Customer("vip_credit", "Energia Podhala S.A.", open=(Open(6, 4200), Open(-14)),
             size="large", since=720, history=6, profile="valued"),
    Customer("first_late", "Instal-Therm Baran sp.j.", open=(Open(12),), since=728, history=9),
    Customer("habitual_small", "PHU Marek Wrona", "habitual",
             (Open(34), Open(19), Open(6), Open(-3)), "sole_trader", "14", "small", 420, 9,
             profile="habitual"),
    Customer("habitual_medium", "Kabelmax Instalacje sp. z o.o.", "habitual",
             (Open(41), Open(28), Open(11)), history=10, profile="habitual"),
    Customer("habitual_big", "Monolit Konstrukcje S.A.", "habitual", (Open(38), Open(17)),
             size="large", history=8, contact="invoice", profile="habitual"),
    Customer("disputed", "Amper Zakład Elektryczny s.c.", "slow",
             (Open(33, 12400, tag="dispute"), Open(8)), contact="contact"),
    Customer("dispute_part", "Fasada Serwis sp. z o.o.", "slow",
             (Open(24, 9800, tag="dispute"), Open(-6))),
    Customer("insolvent", "Budrem Invest sp. z o.o. w upadłości", "habitual",
             (Open(190), Open(171), Open(152, paid=0.3)), size="large", since=700, history=5),
    Customer("never_paid", "Elektro-Start sp. z o.o.", open=(Open(64), Open(49), Open(31)),
             term="14", size="small", since=80, history=0, profile="new"),
    Customer("escalated", "Ekspres Wykończenia sp. z o.o.", "habitual",
             (Open(131), Open(118), Open(96, paid=0.5)), history=5),
    Customer("part_payer", "Termika Serwis Żak sp.j.", "slow",
             (Open(36, 14500, paid=0.4), Open(15, 6300, paid=0.25), Open(-2))),
    Customer("remainder", "Lumena Studio Światła sp. z o.o.",
             open=(Open(13, 2700, paid=1.0, extra=-3.2), Open(-8))),
    Customer("overpaid", "Zakład Remontowy Zofia Lis", sort="sole_trader", size="small",
             open=(Open(4, 5400), Open(16, 900, paid=1.0, extra=150.0))),
    Customer("credit_allocated", "Gromar Hurt sp. z o.o.", "slow",
             (Open(18, 7600, tag="credit_note"), Open(2))),
    Customer("credit_part", "Voltera Montaż sp. z o.o.", "slow", (Open(21, 6900), Open(5, 2100))),
    Customer("credit_full", "Solwat Fotowoltaika sp. z o.o.", open=(Open(17, 1300),)),
    Customer("on_account", "Ohmix Instalacje sp. z o.o.", "slow", (Open(25, 8200), Open(10, 3900))),
    Customer("advance_order", "Prądnik Projekt sp. z o.o.", open=(Open(11, 2600),)),
    Customer("suspected_single", "Remtech Utrzymanie sp. z o.o.", "slow",
             (Open(8, 4310), Open(1, 2870))),
    Customer("suspected_all", "Watmar Elektromontaż sp.j.", "slow",
             (Open(14, 3120), Open(9, 1890), Open(3, 940))),
    Customer("suspected_oldest", "Zetbud Budowa sp. z o.o.", "slow",
             (Open(27, 5230), Open(16, 2470), Open(5, 6110))),
    Customer("suspected_named", "Trzy Wieże Zarządzanie sp. z o.o.", "slow",
             (Open(12, 1980), Open(4, 3640))),
    Customer("outstanding", "Fazor Automatyka sp. z o.o.", "slow", (Open(7, 5600, paid=0.6),),
             via="register"),
    Customer("instalments", "Osiedle Zielone Wzgórze sp. z o.o.", term="30/70", size="large",
             open=(Open(16), Open(-4))),
    Customer("instalments_paid", "Domlux Wnętrza sp. z o.o.", "slow", term="30/70",
             open=(Open(9, paid=0.3),)),
    Customer("invoiced_daily", "Ekipa Plus Serwis Budynków sp. z o.o.", "slow",
             tuple(Open(22 - 2 * day) for day in range(16)), size="small", history=12),
    Customer("tiny", "Usługi Elektryczne Jacek Kłos", open=(Open(23, 26),), sort="sole_trader",
             size="tiny", via="cash"),
    Customer("no_email", "Zakład Stolarski Leszek Trela", "slow", (Open(15, 1450),),
             "sole_trader", size="small", email="none"),
    Customer("bounce", "Murtrans Transport sp. z o.o.", "slow", (Open(20, 3300),), email="bounce",
             contact="contact"),
    Customer("opening", "Elbrand Zakłady S.A.", "slow", (Open(6),)),
    Customer("limitation", "Spółdzielnia Rzemieślnicza Postęp", "slow", history=2),
    Customer("set_off", "Transbet Spedycja sp. z o.o.", "slow", (Open(19, 5100),)),
    Customer("allocated", "Elektromet Hurt sp. z o.o.", "slow", (Open(44, 2900), Open(13, 1700))),
    Customer("cash_payer", "Zakład Usługowy Stefan Mróz", "slow", (Open(18, 1400), Open(2, 600)),
             "sole_trader", size="small"),
    Customer("by_hand", "Wentylacja Polna sp. z o.o.", "slow", (Open(29, 2100), Open(9, 1800))),
    Customer("agreed", "Ratmont Instalacje sp. z o.o.", "slow", (Open(83, 18400), Open(61, 9600))),
    Customer("agreement_broken", "Izolbud Ocieplenia sp. z o.o.", "habitual",
             (Open(131, 12300), Open(104, 7700)), history=5),
    Customer("hospital", "Szpital Powiatowy im. dr. Anny Leśnej", "very_late",
             (Open(58), Open(34), Open(9), Open(-15)), "public_medical", "60", "large", 725, 8,
             contact="invoice"),
    Customer("commune", "Gmina Borowiec Wielki", "slow", (Open(21),), "public", history=5,
             contact="invoice"),
    Customer("school", "Szkoła Podstawowa nr 3 w Borowcu Wielkim", "slow", (Open(6),), "public",
             size="small", history=4),
    Customer("consumer_prompt", "Barbara Sikora", sort="consumer", term="7", size="tiny",
             via="cash", history=4),
    Customer("consumer_late", "Grzegorz Urban", open=(Open(17, 640),), sort="consumer", term="7",
             size="tiny", since=200, history=1),
    Customer("consumer_very_late", "Iwona Hajduk", open=(Open(52, 2350),), sort="consumer",
             term="14", size="tiny", since=150, history=0),
    Customer("consumer_no_email", "Norbert Pająk", open=(Open(33, 410),), sort="consumer",
             term="14", size="tiny", since=150, history=0, email="none"),
)  # fmt: skip

FOREIGN = (
    Customer("foreign_prompt", "Lichtwerk Nordhafen GmbH", open=(Open(-9),), country="DE",
             lang="de_DE", size="large", contact="contact"),
    Customer("foreign_late", "Elektrotechnik Fichtelmann GmbH & Co. KG", "slow",
             (Open(29), Open(12), Open(-7)), country="DE", lang="de_DE"),
    Customer("foreign_austria", "Bauhof Steinfeldner GmbH", "slow", (Open(5),), country="AT",
             lang="de_DE"),
    Customer("foreign_czech", "Elektro Bezručova s.r.o.", "habitual", (Open(43), Open(18)),
             country="CZ", lang="en_US", profile="habitual"),
    Customer("foreign_ireland", "Greenquay Electrical Ltd", "slow", (Open(10, paid=0.5),),
             country="IE", lang="en_US"),
)  # fmt: skip

SPECIAL = LADDER + DOMESTIC + FOREIGN


def ordinary_customers(count):
    """Most pay on time, some a few days late, some habitually late."""
    return [_ordinary(index) for index in range(count)]


def _ordinary(index):
    key = f"ordinary_{index:03d}"
    rng = rng_for(key)
    pays = rng.choices(("prompt", "slow", "habitual"), (60, 28, 12))[0]
    trader = index % 5 == 4
    return Customer(
        key,
        names.sole_trader_name(rng, index) if trader else names.company_name(rng, index),
        pays,
        tuple(Open(late) for late in _ordinary_lates(rng, pays)),
        "sole_trader" if trader else "company",
        rng.choice(("14", "21", "30", "30")),
        "small" if trader else rng.choice(("small", "medium", "medium")),
        rng.randint(300, 725),
        rng.randint(3, 7),
        contact=rng.choice(("", "", "contact")),
    )


def _ordinary_lates(rng, pays):
    latest = {"prompt": 1, "slow": 9, "habitual": 30}[pays]
    return sorted({rng.randint(-13, latest) for _item in range(rng.randint(1, 3))}, reverse=True)
