"""Demo company: a Polish wholesaler with two years of invoices and every way of paying.

`build(env)` fills `env.company` (its books must be empty, l10n_pl installed) with the calls that
clicks would make. Everything is drawn from a fixed seed and dated relative to `today`, so the same
day gives the same company.

Log-ins, the password is the log-in: anna and piotr (collectors), jan (head of receivables), ewa
(chief accountant), marek (salesman), kinga (key accounts), zofia (CFO, approver), klient (a
customer, on the portal).

Who shows what, by key of customers.py (`partners.find_customer` gives the partner):

| what                                              | customers                                    |
|---------------------------------------------------|----------------------------------------------|
| pays on time, nothing late                        | vip_prompt, foreign_prompt, many ordinary    |
| one item at each step, 5 days before to 75 after  | ladder_m5, ladder_1, ladder_3 ... ladder_75  |
| valued: first delay in two years                  | vip_late_once, first_late                    |
| habitually 15-45 days late                        | habitual_*, foreign_czech, some ordinary     |
| new, never paid                                   | never_paid                                   |
| far beyond the last demand                        | escalated                                    |
| bankrupt                                          | insolvent                                    |
| disputes an invoice, a part of one                | disputed, dispute_part                       |
| paid in part; all but 3.20; too much              | part_payer; remainder; overpaid              |
| instalments 30/70, first late; first paid         | instalments; instalments_paid                |
| credit note: on the invoice, open and covering    | credit_allocated; credit_part, credit_full,  |
| part, all                                         | vip_credit                                   |
| receipt on account; advance for a named order     | on_account; advance_order                    |
| unmatched transfer fits one item, all, the oldest | suspected_single, _all, _oldest              |
| unmatched transfer from a stranger names invoice  | suspected_named                              |
| payment registered, not on a statement yet        | outstanding                                  |
| payment allocated, cash receipt, settled by hand  | allocated; cash_payer; by_hand               |
| we owe him too (vendor bill)                      | set_off                                      |
| an invoice every second day                       | invoiced_daily                               |
| less than 50 zl overdue                           | tiny                                         |
| opening balance in a general journal; time-barred | opening; limitation                          |
| hospital (60 days); commune, school               | hospital; commune, school                    |
| consumers                                         | consumer_prompt, _late, _very_late, _no_email|
| split payment (MPP) on an open invoice            | habitual_big                                 |
| contract: fixed rate; NBP rate + 13 points        | habitual_big; part_payer                     |
| EUR invoices                                      | foreign_* (German, Czech, Irish, Austrian)   |
| logs in on the portal (klient); asks for a day    | part_payer; habitual_medium                  |
| on prepayment; blocked, free once 30 % are paid;  | habitual_big; escalated;                     |
| above the credit limit                            | ladder_31                                    |
| no e-mail; e-mail bounces                         | no_email, consumer_no_email; bounce          |

Besides: a receivable line without partner, a transfer nobody knows, quotations of late payers.
"""

from typing import Any, NamedTuple

from odoo import fields

from . import (
    agreements,
    channels,
    compensation,
    confirmations,
    contracts,
    costs,
    debtors,
    interest_notes,
    invoices,
    letters,
    paper,
    partners,
    payments,
    plan,
    portal,
    portfolio,
    post,
    profiles,
    promises,
    sales,
    scenes,
    settled,
    team,
    weekly,
)
from . import books as accounting
from .customers import SPECIAL, ordinary_customers

ORDINARY = 20


class Summary(NamedTuple):
    """What was built, as records; `customers` are partners by key, `users` by log-in."""

    company: Any
    today: Any
    users: dict
    customers: dict
    invoices: Any
    credit_notes: Any
    statement_lines: Any
    unmatched: Any
    payments: Any
    orders: Any

    def __str__(self):
        return (
            f"{self.company.name}, as of {self.today}: {len(self.customers)} customers, "
            f"{len(self.invoices)} invoices, {len(self.credit_notes)} credit notes, "
            f"{len(self.statement_lines)} transfers, {len(self.unmatched)} unmatched. "
            f"Log-ins (password the same): {', '.join(self.users)}"
        )


def build(env, today=None, scale=1.0):
    """Fill `env.company`; `scale` multiplies ordinary customers and paid history, not stories."""
    env = _speaking_polish(env)
    today = today or fields.Date.context_today(env.user)
    customers = [*SPECIAL, *ordinary_customers(round(ORDINARY * scale))]
    books = accounting.set_up_books(env, today)
    users = partners.create_people(books)
    customer_partners = partners.make_customers(books, customers, users)
    planned = plan.plan_invoices(customers, today, scale)
    invoiced = invoices.make_invoices(books, planned, customers, customer_partners)
    lines, paid = payments.pay_invoices(books, invoiced, customers)
    summary = Summary(
        books.company,
        today,
        users,
        customer_partners,
        env["account.move"].browse([move.id for _planned, move in invoiced]),
        scenes.add_credit_notes(invoiced, today),
        lines,
        scenes.add_unmatched_transfers(books, customer_partners, today),
        paid,
        scenes.add_orders(books, customer_partners),
    )
    _add_rest(books, summary)
    settled.settle(books, customer_partners, invoiced, today)
    profiles.profile_customers(books, today)
    portfolio.add_portfolio(books, today)
    costs.set_costs(books.env, books.company, today)
    confirmations.confirm_balances(books.env, books.company, customer_partners, today)
    return summary


def _add_rest(books, summary):
    scenes.add_unallocated_receipts(books, summary.customers, summary.orders[0], summary.today)
    scenes.add_vendor_bill(books, summary.customers["set_off"], summary.today)
    invoices.add_opening_entries(books, summary.today)
    payments.book_bank_fees(books, summary.today)
    debtors.name_people(books.company, summary.users)
    debtors.describe_debtors(books.env, books.company, summary.today)
    promises.add_promises(books.env, books.company, summary.today)
    channels.set_ways(books.env, books.company)
    letters.sign_with_register(books.company)
    post.set_up_post(books.env, books.company, summary.today)
    contracts.add_contracts(books.env, books.company, summary.today)
    agreements.agree(books, summary.customers, summary.today)
    portal.open_portal(books.env, books.company, summary.today)
    compensation.propose_compensation(books, summary.today)
    interest_notes.note_interest(books, summary.today)
    team.share_work(books.env, books.company, summary.users, summary.today)
    sales.limit_sales(books, summary)
    weekly.weekly_mail(books)
    paper.dress_letters(books, summary.customers)


def _speaking_polish(env):
    """The same company, in Polish, without mails and log notes for each record."""
    accounting.load_language(env, "pl_PL")
    accounting.load_language(env, "de_DE")
    return env(
        context=dict(
            env.context,
            lang="pl_PL",
            tz="Europe/Warsaw",
            allowed_company_ids=env.company.ids,
            tracking_disable=True,
            mail_create_nosubscribe=True,
            mail_create_nolog=True,
            no_reset_password=True,
        )
    )
