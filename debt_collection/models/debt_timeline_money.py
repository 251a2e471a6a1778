from odoo import models
from odoo.tools import SQL

from .debt_action_effect import MONEY_JOURNALS


class DebtTimeline(models.Model):
    """What was paid, and what was charged by notes."""

    _inherit = "debt.timeline"

    _depends = {
        "debt.interest.note": ["company_id", "debtor_id", "state", "date", "name", "total"],
        "debt.compensation": ["company_id", "debtor_id", "state", "date", "name", "total"],
        "account.partial.reconcile": [
            "debit_move_id", "credit_move_id", "debit_amount_currency",
        ],
    }  # fmt: skip

    def _branches(self):
        return [
            *super()._branches(),
            self._payments_query(),
            self._notes_query(5, "debt_interest_note"),
            self._notes_query(6, "debt_compensation"),
        ]

    def _payments_query(self):
        """What paid or settled items, one row per payment, case and currency.

        It stands for its first reconciliation; the others of the same payment are added to it.
        """
        columns = self._columns(
            3,
            "p",
            "i",
            partner_id=SQL("d.partner_id"),
            date=self._noon(SQL("l.date")),
            kind=SQL("CASE WHEN j.type IN %s THEN 'payment' ELSE 'settlement' END", MONEY_JOURNALS),
            amount=SQL("SELECT SUM(q.debit_amount_currency) FROM %s", self._same_payment()),
            currency_id=SQL("i.currency_id"),
            name=SQL("CONCAT_WS(' ', l.name, l.ref, l.move_name)"),
        )
        return SQL(
            """
            SELECT %s FROM debt_item i
              JOIN account_partial_reconcile p ON p.debit_move_id = i.move_line_id
              JOIN account_move_line l ON l.id = p.credit_move_id
              JOIN account_journal j ON j.id = l.journal_id
              JOIN debt_debtor d ON d.id = i.debtor_id
             WHERE p.debit_amount_currency <> 0
               AND NOT EXISTS (SELECT FROM %s AND q.id < p.id)
            """,
            columns,
            self._same_payment(),
        )

    def _same_payment(self):
        """All that is reconciled with the payment `p` in the case and currency of the item `i`."""
        return SQL(
            """
            account_partial_reconcile q
              JOIN debt_item k ON k.move_line_id = q.debit_move_id
             WHERE q.credit_move_id = p.credit_move_id AND q.debit_amount_currency <> 0
               AND k.case_id IS NOT DISTINCT FROM i.case_id AND k.currency_id = i.currency_id
            """
        )

    def _notes_query(self, source, table):
        """Interest notes and compensation: documents of the customer, not of one case."""
        columns = self._columns(
            source,
            "n",
            "n",
            case_id=SQL("c.id"),
            partner_id=SQL("d.partner_id"),
            date=self._noon(SQL("n.date")),
            is_open=SQL("n.state IN ('draft', 'approved')"),
            kind=SQL("'document'"),
            state=SQL(
                "CASE n.state WHEN 'draft' THEN 'planned' WHEN 'approved' THEN 'waiting'"
                " WHEN 'cancelled' THEN 'cancelled' ELSE 'done' END"
            ),
            amount=SQL("n.total"),
            currency_id=SQL("n.currency_id"),
            user_id=SQL("n.user_id"),
            name=SQL("n.name"),
        )
        return SQL("SELECT %s FROM %s n %s", columns, SQL.identifier(table), self._last_case("n"))
