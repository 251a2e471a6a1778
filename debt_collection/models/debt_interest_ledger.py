from datetime import date
from decimal import Decimal
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

LEDGER = (
    "account.move",
    "account.move.line",
    "account.partial.reconcile",
    "account.payment",
    "res.partner",
    "debt.interest.note",
)
# of credit `c` in entry `m`: when the money was there
VALUE_DAY = SQL(
    """CASE WHEN c.statement_line_id IS NOT NULL THEN m.date
            WHEN c.payment_id IS NOT NULL THEN COALESCE(bank.day, pay.date, c.date)
            WHEN m.move_type = 'out_refund' THEN COALESCE(m.invoice_date, c.date)
            ELSE c.date END"""
)
# the bank line matched with the payment's other side, its outstanding receipt; of several the first
# one: never too much interest
MONEY = SQL(
    """LEFT JOIN account_payment pay ON pay.id = c.payment_id
       LEFT JOIN LATERAL (
            SELECT MIN(b.date) AS day
              FROM account_move_line o
              JOIN account_partial_reconcile s ON s.debit_move_id = o.id
              JOIN account_move_line b ON b.id = s.credit_move_id
             WHERE c.payment_id IS NOT NULL AND o.move_id = c.move_id AND o.id <> c.id
               AND b.statement_line_id IS NOT NULL AND b.parent_state = 'posted') bank ON TRUE"""
)


class Event(NamedTuple):
    """What lowered a claim, in its currency; `day` is the value date.

    Kinds: "bank" and "payment" (money), "credit" (another document of the same customer), "entry"
    (write-off, settlement), "correction" (reverses this very document: nothing of that amount was
    ever owed). A negative amount is money taken back.
    """

    day: date
    amount: Decimal
    kind: str


class History(NamedTuple):
    """One receivable journal item over time, as the ledger says; amounts in its own currency.

    `principal` is the whole amount, before any event. `is_accessory`: it bears neither interest nor
    compensation (notes of interest, money paid back to the customer).
    """

    line_id: int
    company_id: int
    partner_id: int
    currency_id: int
    principal: Decimal
    issued: date
    due: date
    effective_due: date
    events: tuple = ()
    is_accessory: bool = False

    @property
    def open(self):
        """What is left after all events."""
        if not self.events:
            return self.principal
        return self.principal - sum(event.amount for event in self.events)

    @property
    def paid_on(self):
        """Value date of the last event when nothing is left, else None."""
        if self.events and self.open <= 0:
            return max(event.day for event in self.events)
        return None

    @property
    def is_late(self):
        """Whether something was open after the effective due date, as far as is known."""
        paid_on = self.paid_on
        return paid_on is None or paid_on > self.effective_due


class DebtInterest(models.AbstractModel):
    """What happened to receivables, and when: read set-wise from the ledger, never stored."""

    _name = "debt.interest"
    _description = "Interest to Date"

    @api.model
    def _histories(self, company, day, lines=None, partners=None):
        """Return {journal item id: History} of receivables issued until `day`, in order of ids.

        Payments count from the day the money was on our account: the date of the bank line behind
        the payment, else the payment's. Exchange differences aren't payments. What happens after
        `day` isn't known yet. Draft entries don't exist.

        :param lines: account.move.line or ids, whatever became of them
        :param partners: res.partner or ids: all items of these commercial partners that are open or
            were paid late; with neither, those of the whole company
        """
        scope = self._history_scope(company, day, lines, partners)
        rows = self.env.execute_query(self._lines_sql(scope))
        events = self._read_events(scope, day)
        rolled = self.env["debt.calendar"]._effective_due(company, {row[5] for row in rows})
        histories = [
            History(
                line_id,
                company.id,
                partner,
                currency,
                Decimal(amount),
                issued,
                due,
                rolled[due],
                events.get(line_id, ()),
                is_accessory,
            )
            for line_id, partner, currency, amount, issued, due, is_accessory in rows
        ]
        return {one.line_id: one for one in histories if lines is not None or one.is_late}

    def _history_scope(self, company, day, lines, partners):
        """Condition on the receivable lines `l`; what isn't written yet is flushed."""
        for model in LEDGER:
            self.env[model].flush_model()
        accounts = self.env["debt.run"].new({"company_id": company.id})._receivable_accounts()
        scope = [
            SQL("l.company_id = %s", company.id),
            SQL("l.account_id = ANY(%s)", accounts.ids),
            SQL("l.parent_state = 'posted' AND l.amount_currency > 0 AND l.date <= %s", day),
        ]
        if lines is not None:
            scope.append(SQL("l.id = ANY(%s)", _ids(lines)))
        if partners is not None:
            scope.append(
                SQL(
                    """l.partner_id IN (SELECT p.id FROM res_partner p
                                         WHERE p.commercial_partner_id = ANY(%s))""",
                    _ids(partners),
                )
            )
        return SQL(" AND ").join(scope)

    def _lines_sql(self, scope):
        return SQL(
            """
            SELECT l.id, p.commercial_partner_id, l.currency_id, l.amount_currency::text,
                   COALESCE(l.invoice_date, l.date), COALESCE(l.date_maturity, l.date),
                   %(accessory)s
              FROM account_move_line l
              JOIN res_partner p ON p.id = l.partner_id
             WHERE %(scope)s
          ORDER BY l.id
            """,
            accessory=self._accessory_sql(),
            scope=scope,
        )

    def _read_events(self, scope, day):
        """Return {journal item id: (Event, ...)} until `day`, by value date."""
        events = {}
        for line_id, value_day, amount, kind in self.env.execute_query(
            self._events_sql(scope, day)
        ):
            event = Event(value_day, Decimal(amount), kind)
            events.setdefault(line_id, []).append(event)
        return {line_id: tuple(found) for line_id, found in events.items()}

    def _events_sql(self, scope, day):
        return SQL(
            """
            SELECT e.line_id, e.day, e.amount::text, e.kind
              FROM (SELECT l.id AS line_id, r.id, r.debit_amount_currency AS amount,
                           %(value_day)s AS day,
                           CASE WHEN m.reversed_entry_id = l.move_id THEN 'correction'
                                WHEN c.statement_line_id IS NOT NULL THEN 'bank'
                                WHEN c.payment_id IS NOT NULL THEN 'payment'
                                WHEN m.move_type = 'out_refund' THEN 'credit'
                                ELSE 'entry' END AS kind
                      FROM account_move_line l
                      JOIN account_partial_reconcile r ON r.debit_move_id = l.id
                      JOIN account_move_line c ON c.id = r.credit_move_id
                      JOIN account_move m ON m.id = c.move_id
                           %(money)s
                     WHERE %(scope)s AND c.parent_state = 'posted' AND r.debit_amount_currency <> 0
                       AND NOT EXISTS (SELECT FROM account_partial_reconcile x
                                        WHERE x.exchange_move_id = c.move_id)) e
             WHERE e.day <= %(day)s
          ORDER BY e.line_id, e.day, e.id
            """,
            value_day=VALUE_DAY,
            money=MONEY,
            scope=scope,
            day=day,
        )

    @api.model
    def _value_days(self, lines):
        """Return {journal item id: day on which the money was on our account} of credits: the one
        answer for interest and for the allocation of payments.
        """
        for model in LEDGER:
            self.env[model].flush_model()
        query = """SELECT c.id, %s FROM account_move_line c
                     JOIN account_move m ON m.id = c.move_id %s WHERE c.id = ANY(%s)"""
        return dict(self.env.execute_query(SQL(query, VALUE_DAY, MONEY, _ids(lines))))


def _ids(records):
    return list(getattr(records, "ids", records))
