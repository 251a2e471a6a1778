"""By which ways customers want to be reached, and who gets copies of e-mails."""

from odoo import Command

from .partners import find_customer

# customer, codes of his ways in his order
WAYS = (
    ("hospital", "registered", "email"),
    ("habitual_big", "email", "registered"),
    ("no_email", "post"),
)


def set_ways(env, company):
    """Some customers have an order of their own; the account manager of one and the head of
    receivables get copies. Returns the rules of copies.
    """
    for key, *codes in WAYS:
        if partner := find_customer(env, company, key):
            debtor = env["debt.debtor"]._get_or_create(company, partner)
            debtor.way_ids = [
                Command.create({"channel_id": channel.id, "sequence": number})
                for number, channel in enumerate(_channels(env, codes))
            ]
    valued = find_customer(env, company, "vip_late_once")
    final = env.ref("debt_collection.letter_type_final")
    return env["debt.copy.rule"].create(
        [
            {"company_id": company.id, "who": "salesperson", "partner_id": valued.id},
            {"company_id": company.id, "who": "head", "letter_type_ids": [Command.set(final.ids)]},
        ]
    )


def _channels(env, codes):
    return [env.ref(f"debt_collection.channel_{code}") for code in codes]
