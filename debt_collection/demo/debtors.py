"""What the add-on wants to know of special customers: kind, profile, holds."""

from .customers import SPECIAL
from .partners import find_customer
from .payments import receivable_lines

KINDS = {"consumer": "consumer", "public": "public", "public_medical": "public_medical"}


def describe_debtors(env, company, today):
    """Set kind and profile, and hold the disputed and the insolvent; needs the demo customers."""
    if "debt.debtor" not in env:
        return
    for customer in SPECIAL:
        kind = KINDS.get(customer.sort, "business")
        if (kind, customer.profile) != ("business", "standard"):
            _debtor(env, company, customer.key).write({"kind": kind, "profile": customer.profile})
    _hold_disputed(env, company, today)
    _hold(
        env,
        company,
        "insolvent",
        "insolvency",
        today,
        {
            "reason": "Ogłoszenie upadłości, wierzytelność do zgłoszenia syndykowi",
        },
    )


def _debtor(env, company, key):
    partner = find_customer(env, company, key)
    return env["debt.debtor"]._get_or_create(company, partner)


def _hold_disputed(env, company, today):
    """`disputed` contests the whole invoice, `dispute_part` a part of it."""
    for key, share in (("disputed", 1), ("dispute_part", 0.4)):
        lines = receivable_lines(_oldest_open(env, company, key))
        amount = company.currency_id.round(sum(lines.mapped("amount_residual")) * share)
        _hold(
            env,
            company,
            key,
            "dispute",
            today,
            {
                "amount": amount,
                "reason": "Reklamacja: uszkodzony towar, protokół u handlowca",
            },
        )


def _oldest_open(env, company, key):
    partner = find_customer(env, company, key)
    return env["account.move"].search(
        [
            ("company_id", "=", company.id),
            ("partner_id", "child_of", partner.id),
            ("move_type", "=", "out_invoice"),
            ("amount_residual", ">", 0),
        ],
        order="invoice_date_due",
        limit=1,
    )


def _hold(env, company, key, kind, today, vals):
    env["debt.hold"].create(
        {
            "company_id": company.id,
            "debtor_id": _debtor(env, company, key).id,
            "kind": kind,
            "date_from": today,
            **vals,
        }
    )
