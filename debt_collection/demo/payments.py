"""Money coming in: transfers on bank statements, the payment dialog, cash."""

from collections import defaultdict
from typing import Any, NamedTuple

from odoo.fields import Domain

from . import plan
from .books import refresh_statistics


class Transfer(NamedTuple):
    """One line of a statement and the invoices it pays."""

    partner: Any
    date: Any
    amount: float
    moves: Any
    memo: str


def receivable_lines(moves):
    return moves.line_ids.filtered(lambda line: line.account_type == "asset_receivable")


def pay_invoices(books, invoiced, customers):
    """Book what the plan says was paid; returns the statement lines and payments."""
    via = {customer.key: customer.via for customer in customers}
    by_bank = [pair for pair in invoiced if via[pair[0].customer] == "bank"]
    lines = receive(books, transfers(by_bank))
    refresh_statistics(books.env)
    payments = books.env["account.payment"]
    for invoice, move in invoiced:
        if via[invoice.customer] == "bank":
            continue
        journal = books.cash if via[invoice.customer] == "cash" else books.bank
        for payment, amount in _amounts(invoice, move):
            payments |= register(move, payment.date, amount, journal)
    return lines, payments


def transfers(invoiced):
    """Invoices a customer pays in full on one day are paid by one transfer."""
    gathered = defaultdict(list)
    for invoice, move in invoiced:
        for payment, amount in _amounts(invoice, move):
            part = "whole" if amount == move.amount_total else move.name
            gathered[invoice.customer, payment.date, part].append((move, amount))
    return [_transfer(date, parts) for (_key, date, _part), parts in gathered.items()]


def _transfer(date, parts):
    first = parts[0][0]
    moves = first.browse([move.id for move, _amount in parts])
    amount = first.currency_id.round(sum(amount for _move, amount in parts))
    return Transfer(
        first.commercial_partner_id, date, amount, moves, ", ".join(moves.mapped("name"))
    )


def _amounts(invoice, move):
    """Payments with what they bring; the last instalment takes the odd grosz."""
    left, shares = move.amount_total, 0
    for payment in invoice.payments:
        shares += payment.share
        amount = move.currency_id.round(move.amount_total * payment.share)
        amount = left if shares == 1 else amount
        left = move.currency_id.round(left - amount)
        yield payment, move.currency_id.round(amount + payment.extra)


def receive(books, incoming):
    """Statement lines on the receivable account, matched to the invoices of each transfer."""
    incoming = sorted(incoming, key=lambda transfer: (transfer.date, transfer.memo))
    lines = books.env["account.bank.statement.line"].create(
        [_statement_vals(books, transfer) for transfer in incoming]
    )
    books.env["account.move.line"]._reconcile_plan(
        [
            receivable_lines(line.move_id | transfer.moves)
            for line, transfer in zip(lines, incoming, strict=True)
            if transfer.moves
        ]
    )
    return lines


def _statement_vals(books, transfer):
    currency = transfer.moves.currency_id or books.company.currency_id
    return {
        "journal_id": books.bank_for(currency).id,
        "date": transfer.date,
        "payment_ref": transfer.memo,
        "partner_id": transfer.partner.id,
        "amount": transfer.amount,
        "counterpart_account_id": transfer.partner.property_account_receivable_id.id,
    }


def pay(env, company, moves, date, amount=None, journal=None):
    """One transfer for posted invoices, on the statement and matched; in full without amount."""
    journal = journal or env["account.journal"].search(
        Domain(env["account.journal"]._check_company_domain(company)) & Domain("type", "=", "bank"),
        limit=1,
    )
    line = (
        env["account.bank.statement.line"]
        .with_company(company)
        .create(
            {
                "journal_id": journal.id,
                "date": date,
                "payment_ref": ", ".join(moves.mapped("name")),
                "partner_id": moves.commercial_partner_id.id,
                "amount": sum(moves.mapped("amount_residual")) if amount is None else amount,
                "counterpart_account_id": receivable_lines(moves).account_id.id,
            }
        )
    )
    receivable_lines(line.move_id | moves).reconcile()
    return line


def register(moves, date, amount=None, journal=None):
    """The payment dialog of the invoice; the rest stays open."""
    context = {"active_model": "account.move", "active_ids": moves.ids}
    vals = {"payment_date": date, "group_payment": True}
    if journal:
        vals["journal_id"] = journal.id
    wizard = moves.env["account.payment.register"].with_context(**context).create(vals)
    if amount is not None:
        wizard.amount = amount
        wizard.payment_difference_handling = "open"
    return wizard._create_payments()


def book_bank_fees(books, today):
    """Monthly fees, the last on the last bank day: so the statements are known up to it."""
    last = plan.last_bank_day(today)
    account = books.company.account_journal_early_pay_discount_loss_account_id
    books.env["account.bank.statement.line"].create(
        [
            {
                "journal_id": journal.id,
                "date": plan.bank_day(last - plan.days(30 * month)),
                "payment_ref": "Opłata za prowadzenie rachunku",
                "amount": amount,
                "counterpart_account_id": account.id,
            }
            for journal, amount in ((books.bank, -35.0), (books.bank_eur, -6.0))
            for month in range(24)
        ]
    )
