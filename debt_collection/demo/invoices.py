"""Invoices and credit notes, made as the buttons of the invoice form make them."""

from odoo import Command

from .books import refresh_statistics
from .partners import find_customer
from .plan import days


def make_invoices(books, planned, customers, partners):
    """Post all planned invoices in one go; returns pairs (planned, move) in the same order."""
    specs = {customer.key: customer for customer in customers}
    moves = books.env["account.move"].create(
        [
            _planned_vals(books, invoice, specs[invoice.customer], partners[invoice.customer])
            for invoice in planned
        ]
    )
    refresh_statistics(books.env)
    moves.action_post()
    return list(zip(planned, moves, strict=True))


def _planned_vals(books, invoice, customer, partner):
    address = partner.child_ids.filtered(lambda child: child.type == "invoice")[:1] or partner
    return {
        "move_type": "out_invoice",
        "journal_id": books.sale.id,
        "partner_id": address.id,
        "invoice_date": invoice.date,
        "invoice_payment_term_id": books.terms[customer.term].id,
        "invoice_user_id": partner.user_id.id,
        "currency_id": books.env.ref(f"base.{customer.currency}").id,
        "invoice_line_ids": [
            Command.create(
                {
                    "product_id": books.products[line.code].id,
                    "quantity": line.quantity,
                    "price_unit": line.price,
                    "analytic_distribution": False,  # else searched for each line
                }
            )
            for line in invoice.lines
        ],
    }


def make_invoice(env, company, partner, date, lines, **vals):
    """A posted customer invoice; `lines` are values of invoice lines, `vals` of the invoice."""
    move = (
        env["account.move"]
        .with_company(company)
        .create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": date,
                "invoice_line_ids": [Command.create(line) for line in lines],
                **vals,
            }
        )
    )
    move.action_post()
    return move


def credit(move, date, net, reason):
    """A posted credit note of one line worth `net`; settles the invoice as far as that is open."""
    context = {"active_model": "account.move", "active_ids": move.ids}
    dialog = move.env["account.move.reversal"].with_context(**context)
    wizard = dialog.create({"date": date, "reason": reason, "journal_id": move.journal_id.id})
    wizard.refund_moves()
    refund = wizard.new_move_ids
    first, *others = refund.invoice_line_ids
    refund.write({"invoice_line_ids": [Command.delete(line.id) for line in others]})
    first.write({"name": reason, "quantity": 1, "price_unit": net})
    refund.action_post()
    return refund


# customer (None: nobody), label, amount, days from the opening to the due date
OPENING_ROWS = (
    ("opening", "FA/118 sprzed wdrożenia", 4820.5, 12),
    ("opening", "FA/131 sprzed wdrożenia", 2199.0, 20),
    ("limitation", "FA/77 sprzed wdrożenia", 1365.3, -390),
    (None, "Należność bez kontrahenta", 312.4, 0),
)


def add_opening_entries(books, today):
    """Balances of the program used before: general journal, so `no_followup` is set by Odoo."""
    start = today - days(731)
    lines = [_opening_line(books, start, *row) for row in OPENING_ROWS]
    equity = {
        "account_id": books.company.get_unaffected_earnings_account().id,
        "name": "Bilans otwarcia",
        "credit": sum(line["debit"] for line in lines),
    }
    entry = books.env["account.move"].create(
        {
            "move_type": "entry",
            "journal_id": books.misc.id,
            "date": start,
            "ref": "Bilans otwarcia rozrachunków",
            "line_ids": [Command.create(line) for line in (*lines, equity)],
        }
    )
    entry.action_post()
    return entry


def _opening_line(books, start, key, label, amount, due):
    partner = find_customer(books.env, books.company, key)
    return {
        "account_id": books.company.partner_id.property_account_receivable_id.id,
        "partner_id": partner.id,
        "name": label,
        "debit": amount,
        "date_maturity": start + days(due),
    }
