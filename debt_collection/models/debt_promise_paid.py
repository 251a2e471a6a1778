from collections import defaultdict, namedtuple
from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ..tools import promise as rules

# of one promise: paid by its last day, paid in all since, still open without remainders
Paid = namedtuple("Paid", "in_time paid left")
ZERO = Decimal(0)


class DebtPromise(models.Model):
    """What was paid since a promise was made, read from the ledger; a few statements for all."""

    _inherit = "debt.promise"

    def _paid(self):
        """Return {promise: Paid}, amounts (Decimal) in the promise's currency.

        Payments of the promised documents, by value date after the promise (of the same day: booked
        after it), credit notes not; then receipts on account nobody has allocated yet. A document
        counts at most for what it went down since.
        """
        result = {}
        tolerances = {promise: promise._tolerance() for promise in self}
        for ident, rows in self._paid_rows().items():
            promise = self.browse(ident)
            down = [(max(row.then - row.open, ZERO), row) for row in rows]
            result[promise] = Paid(
                sum((min(row.in_time, most) for most, row in down), ZERO),
                sum((min(row.paid, most) for most, row in down), ZERO),
                sum((row.left(tolerances[promise]) for row in rows), ZERO),
            )
        return self._add_receipts(result)

    def _tolerance(self):
        """Return what may be missing from a payment (PRACTICE 1.6), in the promise's currency."""
        minimum = self.env["debt.minimum"]._for(self.company_id, self.currency_id, self.date)
        company, country = self.company_id, self.debtor_id.partner_id.country_id
        home = company.account_fiscal_country_id or company.country_id
        return minimum.remainder_foreign if country and country != home else minimum.remainder

    def _paid_rows(self):
        """Return {promise id: [_Row]}."""
        self._flush_paid()
        result = defaultdict(list)
        for ident, instalment, *amounts in self.env.execute_query(self._paid_query()):
            row = _Row(*map(Decimal, amounts))
            result[ident].append(self._instalment_row(instalment, row) if instalment else row)
        return result

    def _paid_query(self):
        """(promise, item of an instalment, then, open, paid in time, paid) of each document."""
        return SQL(
            """
            SELECT n.promise_id, CASE WHEN i.plan_line_id IS NOT NULL THEN i.id END,
                   n.amount::text,
                   COALESCE(l.amount_residual_currency, 0)::text,
                   COALESCE(s.in_time, 0)::text, COALESCE(s.paid, 0)::text
              FROM debt_promise_line n
              JOIN debt_promise p ON p.id = n.promise_id
              JOIN debt_item i ON i.id = n.item_id
         LEFT JOIN account_move_line l
                ON l.id = i.move_line_id AND l.parent_state = 'posted'
               AND l.reconciled IS NOT TRUE
         LEFT JOIN LATERAL (
               SELECT SUM(r.debit_amount_currency) AS paid,
                      SUM(r.debit_amount_currency) FILTER (
                          WHERE COALESCE(y.date, c.date) <= p.date_until) AS in_time
                 FROM account_partial_reconcile r
                 JOIN account_move_line c
                   ON c.id = r.credit_move_id AND c.parent_state = 'posted'
                 JOIN account_move m ON m.id = c.move_id AND m.move_type <> 'out_refund'
            LEFT JOIN account_payment y ON y.id = c.payment_id
                WHERE r.debit_move_id = i.move_line_id
                  AND (COALESCE(y.date, c.date) > p.made_on
                       OR COALESCE(y.date, c.date) = p.made_on AND c.id > p.ledger_mark)
                   ) s ON TRUE
             WHERE n.promise_id = ANY(%s)
            """,
            self.ids,
        )

    def _instalment_row(self, item_id, row):
        """Of an instalment its agreement knows what is open, whatever invoice the money went to."""
        instalment = self.env["debt.item"].browse(item_id).plan_line_id
        left = Decimal(str(instalment.amount_open))
        down = max(row.then - left, ZERO)
        return _Row(row.then, left, down, down)

    def _flush_paid(self):
        self.env["debt.promise.line"].flush_model()
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.payment"].flush_model(["date"])
        self.env["account.move"].flush_model(["move_type"])
        self.env["debt.item"]._flush_ledger()
        self.flush_model()

    # receipts on account -------------------------------------------------------------------------

    def _add_receipts(self, paid):
        """Add receipts nobody has allocated yet: they keep the promise all the same."""
        result = dict(paid)
        for company, promises in self.grouped("company_id").items():
            receipts = promises._receipts(company)
            for key, same in promises.grouped(lambda p: (p.debtor_id, p.currency_id)).items():
                rows = receipts.get((key[0].id, key[1].id))
                if rows:
                    result.update(same._share_receipts(rows, paid))
        return result

    def _share_receipts(self, rows, paid):
        ordered = self.sorted(lambda promise: (promise.date, promise.id))

        def wants(promises, last_day):
            return [
                (
                    p,
                    (p.made_on, p.ledger_mark + 1),
                    last_day(p),
                    max(Decimal(str(p.amount)) - paid[p].in_time, ZERO),
                )
                for p in promises
            ]

        in_time = rules.share(rows, wants(ordered, lambda promise: promise.date_until))
        later = rules.share(rows, wants(ordered, lambda promise: None))
        return {
            p: Paid(
                paid[p].in_time + in_time.get(p, ZERO),
                paid[p].paid + max(later.get(p, ZERO), in_time.get(p, ZERO)),
                paid[p].left,
            )
            for p in ordered
        }

    def _receipts(self, company):
        """Return {(debtor id, currency id): [[day, id, amount]]} of open receipts since then."""
        advances = self.env["debt.debtor"]._order_advances(company, self.debtor_id.partner_id)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT o.id, l.currency_id, l.date, l.id, -l.amount_residual_currency::numeric
                  FROM debt_debtor o
                  JOIN res_partner k ON k.commercial_partner_id = o.partner_id
                  JOIN account_move_line l
                    ON l.partner_id = k.id AND l.company_id = o.company_id
                   AND l.parent_state = 'posted' AND l.reconciled IS NOT TRUE
                   AND l.amount_residual_currency < 0 AND l.date >= %(since)s
                   AND l.id <> ALL(%(advances)s)
                  JOIN account_account a
                    ON a.id = l.account_id AND a.account_type = 'asset_receivable'
                  JOIN account_move m ON m.id = l.move_id AND m.move_type <> 'out_refund'
                 WHERE o.id = ANY(%(debtors)s)
                """,
                since=min(self.mapped("made_on")),
                advances=sorted(advances),
                debtors=self.debtor_id.ids,
            )
        )
        result = defaultdict(list)
        for debtor, currency, *receipt in rows:
            result[debtor, currency].append(receipt)
        return result


class _Row(namedtuple("_Row", "then open in_time paid")):
    """One promised document: open then and now, paid since (by the last day, in all)."""

    def left(self, tolerance):
        """What is still open; the small remainder of a document paid in part isn't counted."""
        return ZERO if self.open <= tolerance and self.open < self.then else self.open
