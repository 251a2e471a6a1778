from odoo import api, models
from odoo.tools import SQL

from .debt_timeline import STEP

# columns of every branch beside the record's id
TYPES = {
    "company_id": "integer", "case_id": "integer", "debtor_id": "integer",
    "partner_id": "integer", "date": "timestamp", "has_hour": "boolean", "is_open": "boolean",
    "kind": "varchar", "state": "varchar", "amount": "numeric", "currency_id": "integer",
    "user_id": "integer", "name": "text",
}  # fmt: skip
OWNER = ("company_id", "case_id", "debtor_id")
# kinds of actions that are kinds of rows too; the others are tasks
ACTION_KINDS = ("letter", "statement", "sms", "contact", "sale_hold", "notice")
MESSAGE_KIND = SQL(
    """
    CASE WHEN m.message_type IN ('notification', 'user_notification') THEN 'change'
         WHEN m.message_type = 'sms' THEN 'sms'
         WHEN m.message_type = 'email' THEN 'email_in'
         WHEN m.message_type = 'out_of_office' AND p.partner_share IS NOT FALSE THEN 'email_in'
         WHEN m.message_type <> 'comment' THEN 'email_out'
         WHEN m.is_internal OR s.internal OR s.id IS NULL THEN 'note'
         WHEN p.partner_share THEN 'email_in'
         ELSE 'email_out' END
    """
)


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
    def _columns(self, source, record, owner, **columns):
        """Return the list of columns of a branch.

        :param source: number of the model in SOURCES
        :param record: alias of the record that a row tells of
        :param owner: alias of the row with its company, case and debtor
        :param columns: the others (SQL), and those that differ; what is missing is empty, and a
            row is done, its day known and not its hour
        """
        values = {name: SQL.identifier(owner, name) for name in OWNER}
        values |= {"has_hour": SQL("FALSE"), "is_open": SQL("FALSE"), "state": SQL("'done'")}
        values |= columns
        key, empty = SQL.identifier(record, "id"), SQL("NULL")
        terms = [
            SQL("%s::bigint * %s + %s AS id", key, SQL(str(STEP)), SQL(str(source))),
            SQL("%s AS source", SQL(str(source))),
            SQL("%s AS res_id", key),
        ]
        terms += [
            SQL("(%s)::%s AS %s", values.get(name, empty), SQL(kind), SQL.identifier(name))
            for name, kind in TYPES.items()
        ]
        return SQL(", ").join(terms)

    @api.model
    def _noon(self, day):
        """Return the moment of a day without an hour: the same day in every time zone."""
        return SQL("%s + INTERVAL '12 hours'", day)

    def _actions_query(self):
        """Each action of ours; what is still to come bears the day for which it is planned."""
        columns = self._columns(
            1,
            "a",
            "a",
            partner_id=SQL("a.partner_id"),
            date=self._action_moment(),
            has_hour=SQL("a.state IN ('done', 'cancelled') OR a.not_before IS NOT NULL"),
            is_open=SQL("a.state NOT IN ('done', 'cancelled')"),
            kind=SQL("CASE WHEN a.kind IN %s THEN a.kind ELSE 'task' END", ACTION_KINDS),
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

    def _action_moment(self):
        return SQL(
            "CASE WHEN a.state = 'done' THEN a.done_on"
            " WHEN a.state = 'cancelled' THEN COALESCE(a.write_date, a.acted_on)"
            " ELSE COALESCE(a.not_before, %s) END",
            self._noon(SQL("a.date_planned")),
        )

    def _messages_query(self):
        """Mails in and out, SMS and notes written on the case, changes of its fields."""
        columns = self._columns(
            2,
            "m",
            "c",
            case_id=SQL("c.id"),
            partner_id=SQL("c.partner_id"),
            date=SQL("m.date"),
            has_hour=SQL("TRUE"),
            kind=MESSAGE_KIND,
            user_id=SQL("(SELECT MIN(u.id) FROM res_users u WHERE u.partner_id = m.author_id)"),
            name=SQL("CONCAT_WS(' ', m.subject, m.body)"),
        )
        return SQL(
            """
            SELECT %s FROM mail_message m
              JOIN debt_case c ON c.id = m.res_id
         LEFT JOIN mail_message_subtype s ON s.id = m.subtype_id
         LEFT JOIN res_partner p ON p.id = m.author_id
             WHERE m.model = 'debt.case' AND %s
            """,
            columns,
            self._told_messages(),
        )

    def _told_messages(self):
        """Condition: those that say something which no other row tells.

        The e-mail of a letter, an SMS and the end of a task are rows of their actions already; who
        has the case is told by its assignments.
        """
        return SQL(
            """
                   (m.body <> '' OR m.message_type <> 'notification'
                    OR EXISTS (SELECT FROM mail_tracking_value t
                                WHERE t.mail_message_id = m.id AND t.field_id <> %s))
               AND NOT EXISTS (SELECT FROM debt_letter l WHERE l.message_id = m.id)
               AND NOT EXISTS (SELECT FROM debt_action a WHERE a.sms_message_id = m.id)
               AND NOT EXISTS (SELECT FROM debt_action a WHERE a.message_id = m.id)
            """,
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
