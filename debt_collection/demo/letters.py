"""Letters with a story: a debt register under contract, a text changed by hand, one letter by hand
that waits to be looked at.
"""

from markupsafe import Markup

from .partners import find_customer

BY_HAND = "part_payer"
SENTENCE = Markup("<p>Zgodnie z rozmową prosimy o pilny kontakt z naszym działem rozliczeń.</p>")


def sign_with_register(company):
    """The company has a contract with a debt register, so that customers may be warned of it."""
    company.write(
        {
            "debt_bureau_name": "Rejestr Dłużników Przykład SA",
            "debt_bureau_address": "ul. Rejestrowa 1, 00-001 Warszawa",
            "debt_bureau_contract": "RD/2025/0417",
        }
    )


def write_letters(env, company):
    """An information letter that waits for its writer, with a sentence of his own. Returns it."""
    partner = find_customer(env, company, BY_HAND)
    case = env["debt.case"].search([("partner_id", "=", partner.id), ("state", "=", "open")])[:1]
    if not case:
        return env["debt.letter"]
    letter = case._write_letter(
        env.ref("debt_collection.letter_type_information"),
        case._demandable(company._debt_today()),
        env.ref("debt_collection.channel_email"),
        case.collector_id or env.user,
        to_look_at=True,
    )
    letter.text = letter.text + SENTENCE
    return letter
