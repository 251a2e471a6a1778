"""Sales to late payers: a credit limit reached, prepayment, a release against a part of arrears,
and a delivery that waits where stock is installed.
"""

from odoo import Command

from .partners import find_customer

BLOCKED, PREPAYMENT = "3_blocked", "2_prepayment"


def limit_sales(books, summary):
    """Needs customers, invoices and quotations; sets holds by hand, as the head of receivables."""
    env, company = books.env, books.company
    if "debt.sale.hold" not in env:
        return
    company.write({"account_use_credit_limit": True})
    head = env(user=summary.users["jan"])
    prepaying = find_customer(env, company, "habitual_big")
    blocked = find_customer(env, company, "escalated")
    find_customer(env, company, "ladder_31").credit_limit = 5000
    _hold(head, company, prepaying, PREPAYMENT, "Kolejne zamówienia tylko po przedpłacie")
    order = _order(books, blocked, 6)
    order.action_confirm()
    if "picking_ids" in order._fields:
        company.debt_stops_deliveries = BLOCKED
    _hold(head, company, blocked, BLOCKED, "Zarząd: brak reakcji na wezwania")
    _quotations(env, company, prepaying)._debt_ask_prepayment()
    for quotation in _quotations(env, company, blocked)[:1]:
        _release_paid_first(head, quotation)


def _hold(env, company, partner, level, reason):
    debtor = env["debt.debtor"]._get_or_create(company, partner.with_env(env))
    env["debt.sale.hold"]._set(debtor, level, reason=reason)


def _order(books, partner, quantity):
    product = next(iter(books.products.values()))
    line = {"product_id": product.id, "product_uom_qty": quantity}
    return books.env["sale.order"].create(
        {
            "partner_id": partner.id,
            "company_id": books.company.id,
            "user_id": partner.user_id.id,
            "order_line": [Command.create(line)],
        }
    )


def _quotations(env, company, partner):
    return env["sale.order"].search(
        [
            ("company_id", "=", company.id),
            ("partner_id", "=", partner.id),
            ("state", "in", ("draft", "sent")),
        ]
    )


def _release_paid_first(env, quotation):
    """Agreed on the phone: a third of the arrears today, then this order."""
    wizard = env["debt.release.wizard"].create(
        {
            "order_id": quotation.id,
            "scope": "order",
            "is_paid_first": True,
            "percent": 30,
            "cause": "agreed",
            "note": "Rozmowa z prezesem: 30 % zaległości od ręki, reszta w ratach",
        }
    )
    wizard.action_release()
