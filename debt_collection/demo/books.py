"""The wholesaler itself: company, chart of accounts, journals, exchange rates, products."""

import math
from typing import Any, NamedTuple

from odoo import Command
from odoo.exceptions import UserError

from . import checksums, plan, products
from .customers import rng_for

NAME = "Prąd i Mur Hurtownia sp. z o.o."
REGISTER = {
    "debt_krs": "0009876541",
    "debt_court": "Sąd Rejonowy dla Krakowa-Śródmieścia w Krakowie, XI Wydział Gospodarczy KRS",
    "debt_share_capital": "500 000,00 zł",
}
TERM_NAMES = {"30/70": ("30% in 14 days, 70% in 60 days", "30% w 14 dni, 70% w 60 dni")}


class Books(NamedTuple):
    """What the other builders need to know of the company's books."""

    company: Any
    sale: Any
    bank: Any
    bank_eur: Any
    cash: Any
    misc: Any
    terms: dict
    products: dict

    @property
    def env(self):
        return self.company.env

    def bank_for(self, currency):
        return self.bank_eur if currency.name == "EUR" else self.bank


def load_language(env, code):
    """Activate a language with its translations, as the language dialog does."""
    languages = env["res.lang"].with_context(active_test=False)
    language = languages.search([("code", "=", code)])
    if not language.active:
        wizard = env["base.language.install"].create({"lang_ids": [Command.set(language.ids)]})
        wizard.lang_install()
    if not language.thousands_sep:
        # core has no separator for Polish: 41750,00 zł
        language.thousands_sep = "\u00a0"


def refresh_statistics(env):
    """Let PostgreSQL know how full the tables have become in this transaction.

    Core joins payments with partial reconciliations on either side; planned for empty tables
    such a query runs for minutes instead of milliseconds.
    """
    env.flush_all()
    env.cr.execute("ANALYZE account_payment, account_move, account_move_line")
    env.cr.execute("ANALYZE account_partial_reconcile")


def set_up_books(env, today):
    company = env.company
    _check_can_build(env, company)
    env.ref("base.EUR").active = True
    _set_up_company(env, company)
    if company.chart_template != "pl":
        env["account.chart.template"].try_loading("pl", company)
    _create_rates(env, company, today)
    bank = _journal(env, company, "bank")
    bank.write({"name": "Rachunek PLN", "code": "BPLN"})
    sale = _journal(env, company, "sale")
    sale.write({"name": "Faktury sprzedaży", "code": "FV"})
    misc = company.env.ref(f"account.{company.id}_general")
    misc.write({"name": "Polecenia księgowania", "code": "PK"})
    bank_eur, cash = _create_money_journals(env, company)
    _set_account_numbers(bank, bank_eur)
    return Books(company, sale, bank, bank_eur, cash, misc, _terms(env, company), _products(env))


def _check_can_build(env, company):
    if "pl" not in env["account.chart.template"]._get_chart_template_mapping():
        raise UserError(env._("The demo company needs the module l10n_pl."))
    if company.root_id._existing_accounting():
        raise UserError(env._("%(company)s already has accounting entries.", company=company.name))


def _set_up_company(env, company):
    rng = rng_for("company")
    nip = checksums.make_nip(rng)
    company.write(
        {
            "name": NAME,
            "street": "ul. Składowa 14",
            "zip": "31-752",
            "city": "Kraków",
            "country_id": env.ref("base.pl").id,
            "currency_id": env.ref("base.PLN").id,
            "vat": f"PL{nip}",
            "company_registry": checksums.make_regon(rng),
            "phone": "+48 12 345 67 00",
            "email": "biuro@prad-i-mur.example.com",
            "website": "https://prad-i-mur.example.com",
            "report_footer": "<p>{debt_court}, KRS {debt_krs}, kapitał zakładowy "
            "{debt_share_capital}, wpłacony w całości</p>".format(**REGISTER),
            **{name: value for name, value in REGISTER.items() if name in company._fields},
        }
    )
    company.partner_id.write({"lang": "pl_PL", "tz": "Europe/Warsaw"})


def _journal(env, company, journal_type):
    journals = env["account.journal"]
    domain = [*journals._check_company_domain(company), ("type", "=", journal_type)]
    return journals.search(domain, limit=1)


def _create_money_journals(env, company):
    return env["account.journal"].create(
        [
            {
                "name": "Rachunek EUR",
                "code": "BEUR",
                "type": "bank",
                "company_id": company.id,
                "currency_id": env.ref("base.EUR").id,
            },
            {"name": "Kasa", "code": "KASA", "type": "cash", "company_id": company.id},
        ]
    )


def _set_account_numbers(*journals):
    for journal in journals:
        journal.set_bank_account(checksums.make_polish_iban(rng_for(journal.code)))


def _create_rates(env, company, today):
    """A weekly rate of the euro that wanders around 4.25, reaching back beyond the invoices."""
    env["res.currency.rate"].create(
        [
            {
                "name": today - plan.days(7 * week),
                "currency_id": env.ref("base.EUR").id,
                "company_id": company.root_id.id,
                "inverse_company_rate": round(
                    4.25 + 0.07 * math.sin(week / 9) + 0.02 * math.sin(week), 4
                ),
            }
            for week in range(110)
        ]
    )


def _terms(env, company):
    return {key: _term(env, company, key, parts) for key, parts in plan.TERMS.items()}


def _term(env, company, key, parts):
    english, polish = TERM_NAMES.get(key, (f"{key} days", f"{key} dni"))
    term = (
        env["account.payment.term"]
        .with_context(lang="en_US")
        .create(
            {
                "name": english,
                "company_id": company.id,
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": percent, "nb_days": days})
                    for percent, days in parts
                ],
            }
        )
    )
    term.with_context(lang="pl_PL").name = polish
    return term


def _products(env):
    chart = env["account.chart.template"]
    created = env["product.product"].create(
        [
            {
                "name": product.name,
                "default_code": product.code,
                "list_price": product.price,
                "type": "service" if product.code.startswith("USL") else "consu",
                "company_id": env.company.id,
                "taxes_id": [Command.set(chart.ref(f"vs_kraj_{product.vat}").ids)],
            }
            for product in products.CATALOGUE
        ]
    )
    return {product.default_code: product for product in created}
