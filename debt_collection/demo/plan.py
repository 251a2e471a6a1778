"""From customers to dated invoices and payments: pure, deterministic for a given day."""

import datetime
from typing import NamedTuple

from . import products
from .customers import rng_for

# Days after the due date on which an invoice is paid: earliest, latest.
DELAYS = {"prompt": (-4, 2), "slow": (3, 12), "habitual": (15, 45), "very_late": (25, 60)}
# Net value of an invoice in its currency: smallest, biggest.
SIZES = {"tiny": (40, 320), "small": (150, 3000), "medium": (900, 12000), "large": (6000, 46000)}
# Payment terms: percent and days of each instalment.
TERMS = {
    "7": ((100, 7),),
    "14": ((100, 14),),
    "21": ((100, 21),),
    "30": ((100, 30),),
    "60": ((100, 60),),
    "30/70": ((30, 14), (70, 60)),
}
# The price list is in PLN; the one for customers abroad is in EUR at this fixed rate.
EUR_PRICE = 4.25


class Payment(NamedTuple):
    date: datetime.date
    share: float = 1.0
    extra: float = 0.0  # added to the share of the total, in the invoice's currency


class Invoice(NamedTuple):
    customer: str
    date: datetime.date
    lines: tuple
    payments: tuple = ()
    tag: str = ""


def days(count):
    return datetime.timedelta(days=count)


def last_bank_day(today):
    """The last weekday before today: up to it bank statements are loaded."""
    return today - days({0: 3, 6: 2}.get(today.weekday(), 1))


def bank_day(date):
    """The next weekday: banks book nothing at weekends."""
    return date + days({5: 2, 6: 1}.get(date.weekday(), 0))


def work_day(date):
    """The weekday before: nobody invoices at weekends."""
    return date - days({5: 1, 6: 2}.get(date.weekday(), 0))


def plan_invoices(customers, today, scale=1.0):
    """All invoices in the order of issue, so that their numbers follow the dates."""
    invoices = [
        invoice
        for customer in customers
        for invoice in _customer_invoices(customer, today, scale, rng_for(f"{customer.key}/plan"))
    ]
    return sorted(invoices, key=lambda invoice: (invoice.date, invoice.customer))


def _customer_invoices(customer, today, scale, rng):
    count = max(1, round(customer.history * scale)) if customer.history else 0
    for age in _history_ages(customer, count, rng):
        yield _paid_invoice(customer, work_day(today - days(age)), rng)
    for item in customer.open:
        yield _open_invoice(customer, item, today, rng)


def _history_ages(customer, count, rng):
    """Ages of invoices that are fully paid today, spread over the time the customer buys."""
    term = TERMS[customer.term][-1][1]
    # 5 days of slack: weekends, and statements that end the day before yesterday
    youngest = term + DELAYS[customer.pays][1] + 5
    span = max(0, customer.since - youngest)
    return [
        youngest + round(span * (count - place - rng.random()) / count) for place in range(count)
    ]


def _paid_invoice(customer, date, rng):
    low, high = DELAYS[customer.pays]
    payments = tuple(
        Payment(bank_day(date + days(max(0, after + rng.randint(low, high)))), percent / 100)
        for percent, after in TERMS[customer.term]
    )
    return Invoice(customer.key, date, _lines(customer, None, rng), payments)


def _open_invoice(customer, item, today, rng):
    date = today - days(item.late + TERMS[customer.term][0][1])
    payments = ()
    if item.paid:
        # paid half-way between issue and today
        paid_on = min(date + (today - date) / 2, last_bank_day(today))
        payments = (Payment(work_day(paid_on), item.paid, item.extra),)
    return Invoice(customer.key, date, _lines(customer, item.net, rng), payments, item.tag)


def _lines(customer, net, rng):
    if net is None:
        net = products.log_uniform(rng, *SIZES[customer.size])
    rate = EUR_PRICE if customer.currency == "EUR" else 1
    lines = products.basket(rng, net * rate)
    return tuple(line._replace(price=round(line.price / rate, 2)) for line in lines)
