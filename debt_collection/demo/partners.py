"""Customers as partners with contacts, and the people of the company as users."""

from odoo import Command

from . import checksums, names
from .customers import rng_for

# Records of the demo get an external id of this module, so that anybody finds them by key.
XMLID_MODULE = "__demo__"

FOREIGN_ADDRESS = {
    "DE": ("Industriestraße", "22113", "Hamburg", checksums.make_german_vat),
    "AT": ("Lagergasse", "8020", "Graz", checksums.make_austrian_vat),
    "CZ": ("Skladová", "702 00", "Ostrava", checksums.make_czech_vat),
    "IE": ("Harbour Road", "D01 X2P2", "Dublin", checksums.make_irish_vat),
}
FOREIGN_PHONE = {
    "DE": "+49 40 5550{:03d}",
    "AT": "+43 316 5550{:02d}",
    "CZ": "+420 597 550 {:03d}",
    "IE": "+353 1 555 0{:03d}",
}

SALES = ("sales_team.group_sale_salesman_all_leads",)
ACCOUNTING = ("account.group_account_invoice",)
COLLECTOR = ("debt_collection.group_collector",)
# login, name, job, groups
PEOPLE = (
    ("anna", "Anna Zych", "Windykatorka", ACCOUNTING + SALES + COLLECTOR),
    ("piotr", "Piotr Maj", "Windykator", ACCOUNTING + SALES + COLLECTOR),
    (
        "jan",
        "Jan Wolski",
        "Kierownik działu należności",
        (
            "account.group_account_invoice",
            "sales_team.group_sale_manager",
            "debt_collection.group_collector_all",
            "debt_collection.group_manager",
        ),
    ),
    ("ewa", "Ewa Górska", "Główna księgowa", ("account.group_account_manager",)),
    ("marek", "Marek Dąbek", "Handlowiec", ("sales_team.group_sale_salesman",)),
    ("kinga", "Kinga Olszak", "Opiekunka klientów kluczowych", SALES),
    (
        "zofia",
        "Zofia Leśniak",
        "Dyrektorka finansowa",
        ("account.group_account_manager", "debt_collection.group_approver"),
    ),
)


def create_people(books):
    """One user per role; the password is the login. Add-on groups are given when they exist."""
    return {login: _user(books, login, *rest) for login, *rest in PEOPLE}


def _user(books, login, name, job, group_names):
    env = books.env
    user = env["res.users"].with_context(active_test=False).search([("login", "=", login)])
    groups = [env.ref("base.group_user")] + [env.ref(xmlid, False) for xmlid in group_names]
    vals = {
        "company_ids": [Command.link(books.company.id)],
        "group_ids": [Command.link(group.id) for group in groups if group],
    }
    if user:
        user.write(vals)
        return user
    return env["res.users"].create(
        {
            **vals,
            "login": login,
            "password": login,
            "name": name,
            "function": job,
            "email": f"{login}@prad-i-mur.example.com",
            "phone": names.fixed_phone(rng_for(login)),
            "lang": "pl_PL",
            "tz": "Europe/Warsaw",
            "company_id": books.company.id,
        }
    )


def make_customers(books, customers, people):
    """Partners by key of the customer."""
    env = books.env
    partners = env["res.partner"].create(
        [
            {**partner_vals(env, customer), **_books_vals(books, customer, people)}
            for customer in customers
        ]
    )
    by_key = dict(zip((customer.key for customer in customers), partners, strict=True))
    _create_contacts(env, customers, by_key)
    for customer in customers:
        if customer.email == "bounce":
            by_key[customer.key].message_bounce = 3
    _name_records(books.company, by_key)
    return by_key


def make_customer(env, company, customer, **vals):
    """One partner from a `Customer`; `vals` win over what the customer says."""
    return env["res.partner"].with_company(company).create({**partner_vals(env, customer), **vals})


def partner_vals(env, customer):
    rng = rng_for(f"{customer.key}/partner")
    is_person = customer.sort == "consumer"
    return {
        "name": customer.name,
        "is_company": not is_person,
        "lang": customer.lang,
        "email": _email(customer),
        "customer_rank": 1,
        **_identity(customer, rng),
        "country_id": env.ref(f"base.{customer.country.lower()}").id,
    }


def _email(customer):
    if customer.email == "none":
        return False
    mailbox = "biuro" if customer.country == "PL" else "office"
    if customer.sort == "consumer":
        mailbox = "kontakt"
    return f"{mailbox}@{names.slug(customer.name)[:40].strip('-')}.example.com"


def _identity(customer, rng):
    if customer.country != "PL":
        street, postcode, city, make_vat = FOREIGN_ADDRESS[customer.country]
        return {
            "street": f"{street} {rng.randint(1, 90)}",
            "zip": postcode,
            "city": city,
            "vat": make_vat(rng),
            "phone": FOREIGN_PHONE[customer.country].format(rng.randrange(10, 99)),
        }
    postcode, city = rng.choice(names.TOWNS)
    address = {"street": names.street_address(rng), "zip": postcode, "city": city}
    if customer.sort == "consumer":
        return {**address, "phone": names.mobile_phone(rng)}
    has_mobile = customer.sort == "sole_trader" or rng.random() < 0.4
    return {
        **address,
        "phone": names.mobile_phone(rng) if has_mobile else names.fixed_phone(rng),
        "vat": f"PL{checksums.make_nip(rng)}",
        "company_registry": checksums.make_regon(rng),
    }


def _books_vals(books, customer, people):
    caretaker = "kinga" if customer.profile == "valued" else "marek"
    return {
        "property_payment_term_id": books.terms[customer.term].id,
        "user_id": people[caretaker].id,
    }


def _create_contacts(env, customers, by_key):
    env["res.partner"].create(
        [
            _contact_vals(customer, by_key[customer.key])
            for customer in customers
            if customer.contact
        ]
    )


def _contact_vals(customer, partner):
    rng = rng_for(f"{customer.key}/contact")
    domain = partner.email.partition("@")[2]
    is_office = customer.contact == "invoice"
    return {
        "parent_id": partner.id,
        "type": customer.contact,
        "name": "Dział Księgowości" if is_office else names.person_name(rng),
        "function": False if is_office else "Księgowość",
        "email": f"ksiegowosc@{domain}",
        "phone": names.fixed_phone(rng),
        "lang": customer.lang,
        # Odoo copies the address to plain contacts only; without country there is no right VAT
        **{name: partner[name] for name in ("street", "zip", "city")},
        "country_id": partner.country_id.id,
    }


def _name_records(company, by_key):
    company.env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{XMLID_MODULE}.company_{company.id}_{key}", "record": partner}
            for key, partner in by_key.items()
        ]
    )


def find_customer(env, company, key):
    """The partner of a key of `customers.py`, or an empty recordset."""
    xmlid = f"{XMLID_MODULE}.company_{company.id}_{key}"
    return env.ref(xmlid, raise_if_not_found=False) or env["res.partner"]
