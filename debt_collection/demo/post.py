"""The mail room: postage, ways beside e-mail, a letter that came in."""

from .partners import find_customer

# addresses whose last digits fit and that belong to nobody
EDELIVERY = {"hospital": "AE:PL-10000-20000-AAAAA-29", "vip_prompt": "AE:PL-30000-40000-ABCDE-32"}


def set_up_post(env, company, today):
    """Set what the post costs and who is reached how; file a letter of a customer.

    :return: the filed `debt.incoming`, none where the customer isn't there
    """
    _set_ways(env, company)
    partner = find_customer(env, company, "hospital")
    if not partner:
        return env["debt.incoming"]
    debtor = env["debt.debtor"]._get_or_create(company, partner)
    file = env["ir.attachment"].create(
        {"name": "pismo.txt", "raw": b"Prosimy o duplikat faktury.", "type": "binary"}
    )
    return env["debt.incoming"]._file(
        debtor,
        debtor._open_case(),
        {
            "date": today,
            "kind": "letter",
            "way": "post",
            "reference": "DK/112/2026",
            "note": "Prosimy o duplikat faktury.",
            "attachment_ids": file.ids,
        },
    )


def _set_ways(env, company):
    company.write(
        {
            "debt_post_office": "UP Kraków 1",
            "debt_postage": 4.9,
            "debt_postage_registered": 13.5,
            "debt_fax_address": "{number}@faks.example.com",
        }
    )
    for key, address in EDELIVERY.items():
        if partner := find_customer(env, company, key):
            partner.debt_edelivery_address = address
