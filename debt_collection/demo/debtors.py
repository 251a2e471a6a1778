"""What the add-on wants to know of special customers: kind, profile, holds."""

from odoo import Command

from .customers import SPECIAL
from .partners import find_customer
from .payments import receivable_lines

KINDS = {"consumer": "consumer", "public": "public", "public_medical": "public_medical"}
DAMAGED = "Reklamacja: uszkodzony towar, protokół u handlowca"
INSOLVENT = "Ogłoszenie upadłości, wierzytelność do zgłoszenia syndykowi"


def describe_debtors(env, company, today):
    """Set kind and profile, and hold the disputed and the insolvent; needs the demo customers."""
    if "debt.debtor" not in env:
        return
    for customer in SPECIAL:
        kind = KINDS.get(customer.sort, "business")
        if (kind, customer.profile) != ("business", "standard"):
            _debtor(env, company, customer.key).write({"kind": kind, "profile": customer.profile})
    _dispute(env, company, today)
    _hold(env, company, "insolvent", "insolvency", today, INSOLVENT)


def name_people(company, users):
    """Who collects, who heads, who approves; all overdue items take part from the first night."""
    if "debt_head_id" not in company._fields:
        return
    company.write(
        {
            "debt_collector_ids": [Command.set([users["anna"].id, users["piotr"].id])],
            "debt_head_id": users["jan"].id,
            "debt_approver_id": users["zofia"].id,
            "debt_start_mode": "all",
        }
    )


def _debtor(env, company, key):
    return env["debt.debtor"]._get_or_create(company, find_customer(env, company, key))


def _dispute(env, company, today):
    """`disputed` contests the whole invoice, `dispute_part` a part of it (0 is all)."""
    for key, share, reason in (("disputed", 0, "quality"), ("dispute_part", 0.4, "price")):
        line = receivable_lines(_oldest_open(env, company, key))
        amount = line.currency_id.round(line.amount_residual_currency * share)
        item = env["debt.item"]._get_or_create(line)
        env["debt.dispute"]._make(
            env["debt.case"],
            {
                "lines": [(item, amount)],
                "reason": reason,
                "note": DAMAGED,
                "made_on": today,
                "user_id": company.debt_collector_ids[:1].id,
            },
        )


def _oldest_open(env, company, key):
    partner = find_customer(env, company, key)
    domain = [
        ("company_id", "=", company.id),
        ("commercial_partner_id", "=", partner.id),
        ("move_type", "=", "out_invoice"),
        ("amount_residual", ">", 0),
    ]
    return env["account.move"].search(domain, order="invoice_date_due", limit=1)


def _hold(env, company, key, kind, today, reason, **vals):
    env["debt.hold"].create(
        {
            "company_id": company.id,
            "debtor_id": _debtor(env, company, key).id,
            "kind": kind,
            "date_from": today,
            "reason": reason,
            **vals,
        }
    )
