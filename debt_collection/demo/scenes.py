"""Single events that no pattern of payment gives: credits, unmatched transfers, orders, a bill."""

from odoo import Command

from . import checksums, plan
from .customers import rng_for
from .invoices import credit
from .payments import Transfer, receivable_lines, receive

QUOTED = ("ladder_31", "habitual_big", "vip_prompt", "escalated", "ordinary_000")


def add_credit_notes(invoiced, today):
    """One settles its invoice in part; three are for paid invoices and so stay open."""
    refunds = [
        credit(move, today - plan.days(5), 900.0, "Korekta: zwrot towaru")
        for planned, move in invoiced
        if planned.tag == "credit_note"
    ]
    for key, net, reason in (
        ("credit_part", 2500.0, "Korekta: rabat potransakcyjny"),
        ("credit_full", 2000.0, "Korekta: zwrot palet"),
        ("vip_credit", 9000.0, "Korekta: rabat roczny"),
    ):
        date = plan.work_day(today - plan.days(6))
        refunds.append(credit(_last_paid(invoiced, key), date, net, reason))
    return refunds[0].browse([refund.id for refund in refunds])


def _last_paid(invoiced, key):
    return [move for planned, move in invoiced if planned.customer == key and planned.payments][-1]


def add_unallocated_receipts(books, partners, order, today):
    """Transfers of a known customer that nobody matched to an invoice yet."""
    no_moves = books.env["account.move"]
    last = plan.last_bank_day(today)
    return receive(
        books,
        [
            Transfer(
                partners["on_account"],
                plan.work_day(last - plan.days(4)),
                6000.0,
                no_moves,
                "zaliczka na poczet faktur",
            ),
            Transfer(
                partners["advance_order"],
                last,
                order.amount_total,
                no_moves,
                f"Przedpłata do zamówienia {order.name}",
            ),
        ],
    )


def add_unmatched_transfers(books, partners, today):
    """Statement lines still to be settled; four fit open invoices, the last fits nothing.

    Their senders are known by the account, twice by the partner, by the number of an invoice.
    """
    single, everything, oldest, named = (
        open_lines(partners[f"suspected_{key}"]) for key in ("single", "all", "oldest", "named")
    )
    account = _add_account(partners["suspected_single"])
    rows = [
        ("zapłata za fakturę", single[:1], {"account_number": account.acc_number}),
        ("rozliczenie zaległości", everything, {"partner_id": everything.partner_id.id}),
        ("faktury najstarsze", oldest[:2], {"partner_id": oldest.partner_id.id}),
        (f"za {named[0].move_name}", named[:1], {"partner_name": "JAN WIEŻA"}),
    ]
    transfers = [_transfer_vals(memo, lines, **sender) for memo, lines, sender in rows]
    transfers.append({"payment_ref": "wpłata własna", "amount": 777.77})
    vals = {"journal_id": books.bank.id, "date": plan.last_bank_day(today)}
    return books.env["account.bank.statement.line"].create(
        [{**vals, **transfer} for transfer in transfers]
    )


def _transfer_vals(memo, lines, **sender):
    return {
        "payment_ref": memo,
        "amount": sum(lines.mapped("amount_residual")),
        "partner_name": lines.partner_id.name.upper(),
        **sender,
    }


def open_lines(partner):
    moves = partner.env["account.move"].search(
        [("partner_id", "=", partner.id), ("payment_state", "in", ("not_paid", "partial"))]
    )
    return receivable_lines(moves).sorted("date_maturity")


def _add_account(partner):
    number = checksums.make_polish_iban(rng_for(partner.name))
    return partner.env["res.partner.bank"].create({"partner_id": partner.id, "acc_number": number})


def add_orders(books, partners):
    """Quotations waiting for confirmation, and an order whose customer prepays."""
    keys = [key for key in QUOTED if key in partners]
    orders = books.env["sale.order"].create(
        [_order_vals(books, partners[key], key) for key in ("advance_order", *keys)]
    )
    orders[0].action_confirm()
    return orders


def _order_vals(books, partner, key):
    rng = rng_for(f"{key}/order")
    products = list(books.products.values())
    return {
        "partner_id": partner.id,
        "company_id": books.company.id,
        "user_id": partner.user_id.id,
        "order_line": [
            Command.create({"product_id": product.id, "product_uom_qty": rng.randint(2, 40)})
            for product in rng.sample(products, 3)
        ],
    }


def add_vendor_bill(books, partner, today):
    """We owe our debtor too: a set-off can be proposed."""
    bill = books.env["account.move"].create(
        {
            "move_type": "in_invoice",
            "partner_id": partner.id,
            "invoice_date": today - plan.days(28),
            "ref": "FT/0412",
            "invoice_line_ids": [
                Command.create({"name": "Transport", "quantity": 1, "price_unit": 2300.0})
            ],
        }
    )
    bill.action_post()
    return bill
