from odoo import api, models
from odoo.tools import SQL

from .debt_timeline import STEP


class DebtTimeline(models.Model):
    """What the timeline is made of: here our actions and the correspondence.

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
            "done_by_id",
        ],
        "debt.letter": ["name", "message_id"],
        "debt.case": ["company_id", "debtor_id", "partner_id"],
        "debt.debtor": ["partner_id"],
        "debt.item": ["case_id", "company_id", "debtor_id", "move_line_id", "name"],
        "mail.message": ["model", "res_id", "message_type", "subtype_id", "date", "author_id"],
    }  # fmt: skip

    @api.model
    def _branches(self):
        """Return the queries of the timeline, all with the columns of `_columns`."""
        return [self._actions_query(), self._messages_query()]

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
                "CASE WHEN a.kind IN ('letter', 'statement', 'sms', 'contact', 'sale_hold',"
                " 'notice') THEN a.kind ELSE 'task' END"
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
             WHERE a.done_by_id IS NULL
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
                    OR EXISTS (SELECT FROM mail_tracking_value t
                                WHERE t.mail_message_id = m.id AND t.field_id <> %s))
               AND NOT EXISTS (SELECT FROM debt_letter l WHERE l.message_id = m.id)
               AND NOT EXISTS (SELECT FROM debt_action a WHERE a.sms_message_id = m.id)
               AND NOT EXISTS (SELECT FROM debt_action a WHERE a.message_id = m.id)
            """,
            columns,
            # who has the case is told by its assignments
            self.env["ir.model.fields"]._get("debt.case", "collector_id").id,
        )

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
