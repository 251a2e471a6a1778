"""Instalment agreements: one that is kept so far, one broken, one offered to a consumer."""

from decimal import Decimal

from odoo import fields

from ..tools import instalments
from . import plan
from .payments import Transfer, receivable_lines, receive

CENT = Decimal("0.01")


def agree(books, partners, today):
    """Signed weeks ago, as people do it; payments and the judging follow."""
    running = _agreement(books, partners["agreed"], today, weeks=6, count=6)
    first = running.line_ids.sorted("date_due")[0]
    day = plan.work_day(min(first.date_due, plan.last_bank_day(today)))
    moves = running.item_ids.move_line_id.move_id.sorted("invoice_date_due")
    memo = f"{running.name} rata 1"
    receive(books, [Transfer(running.partner_id, day, first.amount, moves[:1], memo)])
    broken = _agreement(books, partners["agreement_broken"], today, weeks=12, count=4)
    offered = _agreement(books, partners["consumer_very_late"], today, weeks=0, count=3)
    for agreement in running | broken:
        agreement.debtor_id._refresh(today)
    broken._judge(books.company, today)
    return running | broken | offered


def _agreement(books, partner, today, weeks, count):
    """An agreement about all that is overdue, offered; signed when it is some weeks old."""
    env, day = books.env, today - plan.days(7 * weeks)
    invoices = env["account.move"].search(
        [("partner_id", "=", partner.id), ("amount_residual", ">", 0), ("state", "=", "posted")]
    )
    lines = receivable_lines(invoices).filtered(lambda line: line.date_maturity < day)
    items = env["debt.item"]._get_or_create(lines)
    debtor = items.debtor_id
    principal = Decimal(str(round(sum(lines.mapped("amount_residual")), 2)))
    days = instalments.dates(fields.Date.add(day, days=14), count, "month")
    parts = instalments.schedule(principal, Decimal(0), days, "equal", CENT)
    schedule = [env["debt.plan.line"]._prepare_part_vals(part) for part in parts]
    agreement = env["debt.plan"]._draft(
        debtor, items, schedule, day, waives_interest=True, waives_compensation=True
    )
    agreement.user_id = books.company.debt_collector_ids[:1]
    agreement._offer(day if weeks else today)
    if weeks:
        agreement._accept(partner, "other", day)
    return agreement
