from odoo import models
from odoo.tools import SQL

AGREED_STATE = SQL(
    "CASE WHEN t.state IN ('open', 'active', 'answered') THEN 'open'"
    " WHEN t.state = 'closed' THEN 'over'"
    " WHEN t.state = 'draft' THEN 'planned'"
    " WHEN t.state = 'offered' THEN 'waiting' ELSE t.state END"
)


class DebtTimeline(models.Model):
    """What was agreed, disputed and held.

    What a promise, a dispute or an agreement holds is told by its own row; a reply that holds is an
    e-mail.
    """

    _inherit = "debt.timeline"

    _depends = {
        "debt.hold": [
            "case_id", "company_id", "debtor_id", "item_id", "kind", "date_from", "date_until",
            "ended_on", "amount", "currency_id", "reason", "user_id", "promise_id", "plan_id",
            "dispute_id",
        ],
        "debt.promise": [
            "company_id", "case_id", "debtor_id", "made_on", "date", "amount", "state", "user_id",
        ],
        "debt.dispute": [
            "company_id", "case_id", "debtor_id", "made_on", "amount", "state", "user_id", "name",
        ],
        "debt.plan": [
            "company_id", "case_id", "debtor_id", "date", "accepted_on", "amount", "state",
            "user_id", "name",
        ],
    }  # fmt: skip

    def _branches(self):
        return [
            *super()._branches(),
            self._case_holds_query(),
            self._item_holds_query(),
            self._debtor_holds_query(),
            self._agreed_query(7, "debt_promise", "promise", SQL("t.made_on"), SQL("t.note")),
            self._agreed_query(8, "debt_dispute", "dispute", SQL("t.made_on"), SQL("t.note")),
            self._agreed_query(9, "debt_plan", "plan", SQL("t.date"), SQL("t.name")),
        ]

    def _agreed_query(self, source, table, kind, day, text):
        """Promises, disputes and agreements: records with much the same columns."""
        columns = self._columns(
            source,
            "t",
            "t",
            partner_id=SQL("d.partner_id"),
            # entered on the day itself: its hour is known
            date=SQL(
                "CASE WHEN t.create_date::date = %s THEN t.create_date ELSE %s END",
                day,
                self._noon(day),
            ),
            has_hour=SQL("COALESCE(t.create_date::date = %s, FALSE)", day),
            kind=SQL("%s", kind),
            state=AGREED_STATE,
            amount=SQL("t.amount"),
            currency_id=SQL("t.currency_id"),
            user_id=SQL("t.user_id"),
            name=text,
        )
        return SQL(
            "SELECT %s FROM %s t JOIN debt_debtor d ON d.id = t.debtor_id",
            columns,
            SQL.identifier(table),
        )

    # holds of a case, of one document, of all that a customer owes

    def _told_holds(self):
        """Condition: those without a row that tells of them already."""
        return SQL(
            "h.kind <> 'reply' AND h.promise_id IS NULL AND h.dispute_id IS NULL"
            " AND h.plan_id IS NULL"
        )

    def _hold_columns(self, case):
        return self._columns(
            4,
            "h",
            "h",
            case_id=case,
            partner_id=SQL("d.partner_id"),
            date=SQL("COALESCE(h.create_date, %s)", self._noon(SQL("h.date_from"))),
            has_hour=SQL("TRUE"),
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
             WHERE h.case_id IS NOT NULL AND h.item_id IS NULL AND %s
            """,
            self._hold_columns(SQL("h.case_id")),
            self._told_holds(),
        )

    def _item_holds_query(self):
        return SQL(
            """
            SELECT %s FROM debt_hold h
              JOIN debt_debtor d ON d.id = h.debtor_id
              JOIN debt_item i ON i.id = h.item_id
             WHERE %s
            """,
            self._hold_columns(SQL("i.case_id")),
            self._told_holds(),
        )

    def _debtor_holds_query(self):
        return SQL(
            """
            SELECT %s FROM debt_hold h %s
             WHERE h.case_id IS NULL AND h.item_id IS NULL AND %s
            """,
            self._hold_columns(SQL("c.id")),
            self._last_case("h"),
            self._told_holds(),
        )
