from collections import defaultdict, namedtuple
from datetime import timedelta
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ..tools.suspects import covered, fitting

# A transfer promised on the portal ("pending") that doesn't come isn't a payment; an authorised
# card is one until the bank drops it.
PENDING_DAYS = 7
AUTHORIZED_DAYS = 30

Money = namedtuple("Money", "code id partner_id currency_id amount date text move_ids")


class DebtDebtor(models.Model):
    """Money that is probably there, not yet booked on the receivable (PRACTICE 1.7, 1.10)."""

    _inherit = "debt.debtor"

    @api.model
    def _suspected(self, company, day, partners=None):
        """Return the journal items that some unbooked money probably pays, with the reason.

        :param day: bank lines and payments after it aren't seen, items due before it are overdue
        :param partners: commercial partners to look at; None: all of the company
        :return: {account.move.line id: (reason code, data)}; a handful of statements
        """
        moneys = [
            *self._suspect_bank_lines(company, day, partners),
            *self._suspect_transactions(company, day, partners),
            *self._suspect_payments(company, day, partners),
        ]
        if not moneys:
            return {}
        named = self._named_moves(company, moneys, partners)
        owed = self._suspect_items(company, moneys, named, partners)
        return self._allocate(moneys, named, owed, day)

    def _allocate(self, moneys, named, owed, day):
        """Give every sum its items, the ones it names first; an item is paid once."""
        held = {}
        # by key: instalments of an agreement come once for each of its documents
        by_partner, by_move = defaultdict(dict), defaultdict(list)
        for partner, move, currency, item in owed:
            by_partner[partner, currency][item.key] = item
            by_move[move, currency].append(item)
        for money in sorted(moneys, key=lambda m: (m.date, m.code, m.id)):
            moves = money.move_ids or named.get((money.code, money.id), ())
            items = {i.key: i for move in moves for i in by_move[move, money.currency_id]}
            if not moves:
                items = by_partner[money.partner_id, money.currency_id]
            free = [item for key, item in items.items() if key not in held]
            keys = covered(money.amount, free) if moves else fitting(money.amount, free, day)
            held.update((key, (money.code, self._suspect_data(money))) for key in keys)
        return held

    @api.model
    def _suspect_data(self, money):
        return {
            "date": money.date.isoformat(),
            "amount": [float(money.amount), money.currency_id],
            "name": (money.text or "").strip()[:80],
        }

    # what is not booked yet ---------------------------------------------------------------------

    def _suspect_rows(self, code, query):
        """Run `query` giving (id, partner, currency, amount, date, text, [move ids])."""
        for row in self.env.execute_query(query):
            ident, partner, currency, amount, date, text, moves = row
            moves = tuple(move for move in moves or () if move)
            yield Money(code, ident, partner, currency, Decimal(amount), date, text, moves)

    def _suspect_bank_lines(self, company, day, partners):
        """Money on a bank statement that nobody has matched yet."""
        self.env["account.bank.statement.line"].flush_model()
        self.env["account.move"].flush_model(["date", "state", "statement_line_id"])
        self.env["res.partner.bank"].flush_model(["sanitized_acc_number", "partner_id"])
        return self._suspect_rows(
            "suspected_bank",
            SQL(
                """
                SELECT l.id, MIN(p.commercial_partner_id),
                       COALESCE(l.foreign_currency_id, l.currency_id),
                       ROUND(ABS(l.amount_residual)::numeric, 6)::text, m.date,
                       CONCAT_WS(' ', l.payment_ref, m.ref), NULL::int[]
                  FROM account_bank_statement_line l
                  JOIN account_move m ON m.id = l.move_id
             LEFT JOIN res_partner_bank b
                    ON l.partner_id IS NULL AND l.account_number IS NOT NULL
                   AND b.sanitized_acc_number
                       = UPPER(REGEXP_REPLACE(l.account_number, '\\W+', '', 'g'))
             LEFT JOIN res_partner p ON p.id = COALESCE(l.partner_id, b.partner_id)
                 WHERE l.company_id = ANY(%(companies)s) AND l.is_reconciled IS NOT TRUE
                   AND l.amount > 0 AND m.state <> 'cancel' AND m.date <= %(day)s
                   -- of other payers only new lines: their title may name a document of these
                   AND (p.id IS NULL OR %(partners)s OR m.date > %(day)s::date - 30)
              GROUP BY l.id, m.id
                HAVING COUNT(DISTINCT p.commercial_partner_id) < 2
                """,
                # a branch uses the bank accounts of its head office
                companies=company.parent_ids.ids,
                day=day,
                partners=self._partner_condition(partners),
            ),
        )

    def _suspect_transactions(self, company, day, partners):
        """Online payments under way, or through but not booked yet."""
        self.env["payment.transaction"].flush_model()
        return self._suspect_rows(
            "suspected_transaction",
            SQL(
                """
                SELECT t.id, p.commercial_partner_id, t.currency_id, t.amount::text,
                       t.last_state_change::date, t.reference,
                       ARRAY(SELECT r.invoice_id FROM account_invoice_transaction_rel r
                              WHERE r.transaction_id = t.id)
                  FROM payment_transaction t
                  JOIN res_partner p ON p.id = t.partner_id
                 WHERE t.company_id = %(company)s AND t.amount > 0
                   -- somebody else may pay a customer's invoice
                   AND (%(partners)s OR EXISTS (
                            SELECT 1 FROM account_invoice_transaction_rel r
                             WHERE r.transaction_id = t.id))
                   AND t.operation IS DISTINCT FROM 'validation'
                   AND NOT EXISTS (SELECT 1 FROM sale_order_transaction_rel s
                                    WHERE s.transaction_id = t.id)
                   AND (t.state = 'pending' AND t.last_state_change >= %(pending)s
                        OR t.state = 'authorized' AND t.last_state_change >= %(authorized)s
                        OR t.state = 'done' AND t.is_post_processed IS NOT TRUE
                           AND t.payment_id IS NULL AND t.last_state_change >= %(authorized)s)
                """,
                company=company.id,
                partners=self._partner_condition(partners),
                pending=day - timedelta(days=PENDING_DAYS),
                authorized=day - timedelta(days=AUTHORIZED_DAYS),
            ),
        )

    def _suspect_payments(self, company, day, partners):
        """Registered payments without a journal entry: the receivable doesn't know of them."""
        self.env["account.payment"].flush_model()
        return self._suspect_rows(
            "suspected_payment",
            SQL(
                """
                SELECT y.id, p.commercial_partner_id, y.currency_id, y.amount::text, y.date,
                       COALESCE(y.name, y.memo),
                       ARRAY(SELECT r.invoice_id FROM account_move__account_payment r
                              WHERE r.payment_id = y.id)
                  FROM account_payment y
                  JOIN res_partner p ON p.id = y.partner_id
             LEFT JOIN account_move m ON m.id = y.move_id
                 WHERE y.company_id = %(company)s AND %(not_booked)s
                   AND y.payment_type = 'inbound' AND y.partner_type = 'customer'
                   AND y.amount > 0 AND y.date <= %(day)s
                   AND (%(partners)s OR EXISTS (
                            SELECT 1 FROM account_move__account_payment r
                             WHERE r.payment_id = y.id))
                """,
                company=company.id,
                day=day,
                partners=self._partner_condition(partners),
                not_booked=self._not_booked_condition(),
            ),
        )

    @api.model
    def _not_booked_condition(self):
        """Under way without an entry; or paid without one while its invoice is still open."""
        return SQL(
            """
            (y.state = 'in_process' AND (y.move_id IS NULL OR m.state = 'draft')
             OR y.state = 'paid' AND y.move_id IS NULL
                AND EXISTS (SELECT 1 FROM account_move__account_payment r
                              JOIN account_move_line o ON o.move_id = r.invoice_id
                             WHERE r.payment_id = y.id AND o.reconciled IS NOT TRUE
                               AND o.parent_state = 'posted' AND o.amount_residual > 0))
            """
        )

    @api.model
    def _partner_condition(self, partners):
        if partners is None:
            return SQL("TRUE")
        return SQL("p.commercial_partner_id = ANY(%s)", list(partners.ids))
