"""Documents of settlement: an allocated payment, a cash receipt, a settlement by hand."""

from odoo import Command

from . import plan
from .invoices import credit
from .payments import Transfer, receivable_lines, receive


def settle(books, partners, invoiced, today):
    """One of each, all posted; their customers still owe something."""
    day = plan.work_day(plan.last_bank_day(today) - plan.days(1))
    open_lines = {key: _open_lines(invoiced, key) for key in ("allocated", "cash_payer", "by_hand")}
    _allocate(books, partners["allocated"], open_lines["allocated"], day, today)
    _take_cash(books, partners["cash_payer"], open_lines["cash_payer"], day)
    _settle_by_hand(books, invoiced, partners["by_hand"], open_lines["by_hand"], day)


def _open_lines(invoiced, key):
    moves = [move for planned, move in invoiced if planned.customer == key and not planned.payments]
    lines = receivable_lines(moves[0].browse([move.id for move in moves]))
    return lines.sorted("date_maturity")


def _allocate(books, partner, lines, day, today):
    """The transfer names the younger invoice: it is paid in part, though an older one is open."""
    memo = f"zaplata {lines[-1].move_name} dziekujemy"
    amount = 1000.0
    no_moves = lines.move_id.browse()
    received = receive(books, [Transfer(partner, day, amount, no_moves, memo)])
    credit_line = receivable_lines(received.move_id)
    books.env["debt.allocation"]._create_for(credit_line)._post(today)


def _take_cash(books, partner, lines, day):
    """A closed cash report with a receipt, and the open one of today."""
    reports = books.env["debt.cash.report"]
    report = reports.create({"journal_id": books.cash.id, "date_from": day})
    receipt = books.env["debt.cash.receipt"].create(
        {
            "partner_id": partner.id,
            "journal_id": books.cash.id,
            "date": day,
            "amount": 500.0,
            "line_ids": [Command.create({"move_line_id": lines[0].id, "amount": 500.0})],
        }
    )
    receipt._post(day)
    report._close(day)
    reports.create({"journal_id": books.cash.id, "date_from": day})


def _settle_by_hand(books, invoiced, partner, lines, day):
    """A credit note for a paid invoice and a payment on account settle parts of two invoices."""
    paid = [move for plan_, move in invoiced if plan_.customer == "by_hand" and plan_.payments]
    refund = receivable_lines(credit(paid[-1], day, 200.0, "Korekta: zwrot opakowań"))
    transfer = Transfer(partner, day, 700.0, paid[0].browse(), "wplata na poczet faktur")
    on_account = receivable_lines(receive(books, [transfer]).move_id)
    amounts = {refund: -refund.amount_residual, on_account: 700.0}
    total = sum(amounts.values())
    amounts |= {lines[0]: 500.0, lines[1]: total - 500.0}
    settlement = books.env["debt.settlement"].create(
        {
            "partner_id": partner.id,
            "date": day,
            "note": "Ustalono telefonicznie z księgowością kontrahenta.",
            "line_ids": [
                Command.create({"move_line_id": line.id, "amount": amount})
                for line, amount in amounts.items()
            ],
        }
    )
    settlement._approve(day)
    settlement._post(day)
