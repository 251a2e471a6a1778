from odoo import models
from odoo.tools import SQL, format_date


class DebtTimeline(models.Model):
    """Who had the case, and which colleagues were told."""

    _inherit = "debt.timeline"

    _depends = {
        "debt.assignment": [
            "case_id", "company_id", "date", "user_id", "collector_id", "from_user_id",
        ],
        "debt.notice": ["case_id", "company_id", "debtor_id", "told_on", "user_id", "event"],
    }  # fmt: skip

    def _branches(self):
        return [
            *super()._branches(),
            self._of_case_query(
                10,
                "debt_assignment",
                "change",
                SQL("t.date"),
                # the first one is no event: the case opens with it
                SQL("t.from_user_id IS NOT NULL"),
                SQL("t.user_id"),
            ),
            self._of_case_query(
                11,
                "debt_notice",
                "notice",
                self._noon(SQL("t.told_on")),
                # a notice of the strategy is an action, and stands there as one
                SQL("t.told_on IS NOT NULL AND t.event <> 'step'"),
                SQL("NULL"),
            ),
        ]

    def _of_case_query(self, source, table, kind, date, condition, user):
        """Rows that belong to a case and are evidence as they stand."""
        columns = self._columns(
            source,
            "t",
            "t",
            debtor_id=SQL("c.debtor_id"),
            partner_id=SQL("c.partner_id"),
            date=date,
            has_hour=SQL("%s", kind == "change"),
            kind=SQL("%s", kind),
            user_id=user,
        )
        return SQL(
            "SELECT %s FROM %s t JOIN debt_case c ON c.id = t.case_id WHERE %s",
            columns,
            SQL.identifier(table),
            condition,
        )

    def _describe_debt_assignment(self, row, assignment):
        row.title = self.env._(
            "Collector: %(former)s \u2192 %(new)s",
            former=assignment.from_user_id.name or self.env._("nobody"),
            new=assignment.collector_id.name or self.env._("nobody"),
        )
        row.detail = assignment.why

    def _describe_debt_notice(self, row, notice):
        row.title = self.env._("Told: %(colleague)s", colleague=notice.user_id.name)
        row.detail = self._together(
            self._label(notice, "event"),
            notice.date_start and format_date(self.env, notice.date_start),
            notice.amount and self._money(notice.amount, notice.currency_id),
        )
