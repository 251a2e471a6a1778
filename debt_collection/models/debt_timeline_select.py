from odoo import api, models
from odoo.tools import SQL

from .debt_timeline import STEP


class DebtTimeline(models.Model):
    """What the timeline is made of.

    Columns and types of all branches are the same and no branch computes or groups what is
    searched by (case, debtor, customer, record), so that PostgreSQL takes each condition down to
    the indexes of each branch.
    """

    _inherit = "debt.timeline"

    # what the query reads: it is written to the database before the query runs
    _depends = {
        "debt.action": [
            "case_id", "company_id", "debtor_id", "partner_id", "kind", "state", "date_planned",
            "not_before", "acted_on", "done_on", "amount", "user_id", "prepared_by_id",
            "approved_by_id", "summary", "outcome", "letter_id", "sms_message_id", "message_id",
        ],
        "debt.letter": ["name", "message_id"],
        "debt.case": ["company_id", "debtor_id", "partner_id"],
        "debt.debtor": ["partner_id"],
        "debt.item": ["case_id", "company_id", "debtor_id", "move_line_id", "name"],
        "debt.hold": [
            "case_id", "company_id", "debtor_id", "item_id", "kind", "date_from", "date_until",
            "ended_on", "amount", "currency_id", "reason", "user_id",
        ],
        "debt.interest.note": ["company_id", "debtor_id", "state", "date", "name", "total"],
        "debt.compensation": ["company_id", "debtor_id", "state", "date", "name", "total"],
        "mail.message": ["model", "res_id", "message_type", "subtype_id", "date", "author_id"],
        "account.partial.reconcile": [
            "debit_move_id", "credit_move_id", "debit_amount_currency",
        ],
    }  # fmt: skip

    @api.model
    def _branches(self):
        """Return the queries of the timeline, all with the columns of `_columns`."""
        return [
            self._actions_query(),
            self._messages_query(),
            self._payments_query(),
            self._case_holds_query(),
            self._item_holds_query(),
            self._debtor_holds_query(),
            self._notes_query(5, "debt_interest_note"),
            self._notes_query(6, "debt_compensation"),
        ]

    @api.model
    def _columns(self, source, **columns):
        """Return the list of columns of a branch; values are SQL, what is missing is empty.

        :param source: number of the model in SOURCES
        :param id: id of the record (SQL), as all others
        """
        types = {
            "company_id": "integer", "case_id": "integer", "debtor_id": "integer",
            "partner_id": "integer", "date": "timestamp", "has_hour": "boolean",
            "is_open": "boolean", "kind": "varchar", "state": "varchar", "amount": "numeric",
            "currency_id": "integer", "user_id": "integer", "name": "text",
        }  # fmt: skip
        empty = SQL("NULL")
        record = columns["id"]
        terms = [
            SQL("%s::bigint * %s + %s AS id", record, SQL(str(STEP)), SQL(str(source))),
            SQL("%s AS source", SQL(str(source))),
            SQL("%s AS res_id", record),
        ]
        terms += [
            SQL("(%s)::%s AS %s", columns.get(name, empty), SQL(kind), SQL.identifier(name))
            for name, kind in types.items()
        ]
        return SQL(", ").join(terms)

    def _actions_query(self):
        """Each action of ours; what is still to come bears the day for which it is planned."""
        noon = "INTERVAL '12 hours'"  # a day without an hour: the same day in every time zone
        columns = self._columns(
            1,
            id=SQL("a.id"),
            company_id=SQL("a.company_id"),
            case_id=SQL("a.case_id"),
            debtor_id=SQL("a.debtor_id"),
            partner_id=SQL("a.partner_id"),
            date=SQL(
                "CASE WHEN a.state = 'done' THEN a.done_on"
                " WHEN a.state = 'cancelled' THEN COALESCE(a.write_date, a.acted_on)"
                " ELSE COALESCE(a.not_before, a.date_planned + %s) END",
                SQL(noon),
            ),
            has_hour=SQL("a.state IN ('done', 'cancelled') OR a.not_before IS NOT NULL"),
            is_open=SQL("a.state NOT IN ('done', 'cancelled')"),
            kind=SQL(
                "CASE WHEN a.kind IN ('letter', 'statement', 'sms', 'contact', 'sale_hold')"
                " THEN a.kind WHEN a.kind = 'notice' THEN 'note' ELSE 'task' END"
            ),
            state=SQL("a.state"),
            amount=SQL("a.amount"),
            currency_id=SQL("co.currency_id"),
            user_id=SQL("COALESCE(a.user_id, a.prepared_by_id, a.approved_by_id)"),
            name=SQL("CONCAT_WS(' ', l.name, a.summary, a.outcome)"),
        )
        return SQL(
            """
            SELECT %s FROM debt_action a
              JOIN res_company co ON co.id = a.company_id
         LEFT JOIN debt_letter l ON l.id = a.letter_id
            """,
            columns,
        )

    def _messages_query(self):
        """Mails in and out, SMS and notes written on the case, changes of collector and strategy.

        The e-mail of a letter, an SMS and the end of a task are rows of their actions already.
        """
        columns = self._columns(
            2,
            id=SQL("m.id"),
            company_id=SQL("c.company_id"),
            case_id=SQL("c.id"),
            debtor_id=SQL("c.debtor_id"),
            partner_id=SQL("c.partner_id"),
            date=SQL("m.date"),
            has_hour=SQL("TRUE"),
            is_open=SQL("FALSE"),
            kind=SQL(
                """
                CASE WHEN m.message_type IN ('notification', 'user_notification') THEN 'change'
                     WHEN m.message_type = 'sms' THEN 'sms'
                     WHEN m.message_type = 'email' THEN 'email_in'
                     WHEN m.message_type <> 'comment' THEN 'email_out'
                     WHEN m.is_internal OR s.internal OR s.id IS NULL THEN 'note'
                     WHEN p.partner_share THEN 'email_in'
                     ELSE 'email_out' END
                """
            ),
            state=SQL("'done'"),
            user_id=SQL("(SELECT MIN(u.id) FROM res_users u WHERE u.partner_id = m.author_id)"),
            name=SQL("CONCAT_WS(' ', m.subject, m.body)"),
        )
        return SQL(
            """
            SELECT %s FROM mail_message m
              JOIN debt_case c ON c.id = m.res_id
         LEFT JOIN mail_message_subtype s ON s.id = m.subtype_id
         LEFT JOIN res_partner p ON p.id = m.author_id
             WHERE m.model = 'debt.case'
               AND (m.body <> '' OR m.message_type <> 'notification'
                    OR EXISTS (SELECT FROM mail_tracking_value t WHERE t.mail_message_id = m.id))
               AND NOT EXISTS (SELECT FROM debt_letter l WHERE l.message_id = m.id)
               AND NOT EXISTS (SELECT FROM debt_action a WHERE a.sms_message_id = m.id)
               AND NOT EXISTS (SELECT FROM debt_action a WHERE a.message_id = m.id)
            """,
            columns,
        )

    def _payments_query(self):
        """What paid or settled items, one row per payment, case and currency.

        It stands for its first reconciliation; the others of the same payment are added to it.
        """
        columns = self._columns(
            3,
            id=SQL("p.id"),
            company_id=SQL("i.company_id"),
            case_id=SQL("i.case_id"),
            debtor_id=SQL("i.debtor_id"),
            partner_id=SQL("d.partner_id"),
            date=SQL("l.date + INTERVAL '12 hours'"),
            has_hour=SQL("FALSE"),
            is_open=SQL("FALSE"),
            kind=SQL(
                "CASE WHEN j.type IN ('bank', 'cash', 'credit') THEN 'payment'"
                " ELSE 'settlement' END"
            ),
            state=SQL("'done'"),
            amount=SQL(
                """
                (SELECT SUM(q.debit_amount_currency) FROM account_partial_reconcile q
                   JOIN debt_item k ON k.move_line_id = q.debit_move_id
                  WHERE q.credit_move_id = p.credit_move_id AND k.case_id IS NOT DISTINCT
                        FROM i.case_id AND k.currency_id = i.currency_id)
                """
            ),
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
               AND NOT EXISTS (
                       SELECT FROM account_partial_reconcile q
                         JOIN debt_item k ON k.move_line_id = q.debit_move_id
                        WHERE q.credit_move_id = p.credit_move_id AND q.id < p.id
                          AND k.case_id IS NOT DISTINCT FROM i.case_id
                          AND k.currency_id = i.currency_id
                          AND q.debit_amount_currency <> 0)
            """,
            columns,
        )

    # holds: of a case, of one document, of all that a customer owes. A promise, a dispute and an
    # agreement have rows of their own; the reply that holds is an e-mail.

    def _hold_columns(self, case):
        return self._columns(
            4,
            id=SQL("h.id"),
            company_id=SQL("h.company_id"),
            case_id=case,
            debtor_id=SQL("h.debtor_id"),
            partner_id=SQL("d.partner_id"),
            date=SQL("COALESCE(h.create_date, h.date_from + INTERVAL '12 hours')"),
            has_hour=SQL("TRUE"),
            is_open=SQL("FALSE"),
            kind=SQL("'hold'"),
            state=SQL("CASE WHEN h.ended_on IS NULL THEN 'open' ELSE 'over' END"),
            amount=SQL("NULLIF(h.amount, 0)"),
            currency_id=SQL("h.currency_id"),
            user_id=SQL("h.user_id"),
            name=SQL("h.reason"),
        )

    def _case_holds_query(self):
        return SQL(
            """
            SELECT %s FROM debt_hold h JOIN debt_debtor d ON d.id = h.debtor_id
             WHERE h.case_id IS NOT NULL AND h.item_id IS NULL AND h.kind <> 'reply'
            """,
            self._hold_columns(SQL("h.case_id")),
        )

    def _item_holds_query(self):
        return SQL(
            """
            SELECT %s FROM debt_hold h
              JOIN debt_debtor d ON d.id = h.debtor_id
              JOIN debt_item i ON i.id = h.item_id
             WHERE h.kind <> 'reply'
            """,
            self._hold_columns(SQL("i.case_id")),
        )

    def _debtor_holds_query(self):
        return SQL(
            """
            SELECT %s FROM debt_hold h %s
             WHERE h.case_id IS NULL AND h.item_id IS NULL AND h.kind <> 'reply'
            """,
            self._hold_columns(SQL("c.id")),
            self._last_case("h"),
        )

    def _notes_query(self, source, table):
        """Interest notes and compensation: documents of the customer, not of one case."""
        columns = self._columns(
            source,
            id=SQL("n.id"),
            company_id=SQL("n.company_id"),
            case_id=SQL("c.id"),
            debtor_id=SQL("n.debtor_id"),
            partner_id=SQL("d.partner_id"),
            date=SQL("n.date + INTERVAL '12 hours'"),
            has_hour=SQL("FALSE"),
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

    @api.model
    def _last_case(self, alias):
        """Joins: debtor `d` and his last case `c`. What concerns all he owes stands there; a
        customer without a case has it on his page.
        """
        return SQL(
            """
              JOIN debt_debtor d ON d.id = %(row)s.debtor_id
         LEFT JOIN debt_case c ON c.debtor_id = %(row)s.debtor_id
               AND NOT EXISTS (SELECT FROM debt_case o
                                WHERE o.debtor_id = c.debtor_id AND o.id > c.id)
            """,
            row=SQL.identifier(alias),
        )
