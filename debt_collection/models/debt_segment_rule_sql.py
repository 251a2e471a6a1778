from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# a figure at least as large as what the rule says; (field of the rule, column of the facts)
AT_LEAST = (
    ("share_min", "late_share"),
    ("days_avg_min", "days_late_avg"),
    ("margin_min", "margin_percent"),
    ("days_min", "days"),
)
AT_MOST = (("share_max", "late_share"), ("days_avg_max", "days_late_avg"))
AMOUNTS = (
    ("turnover_min", "turnover_24"),
    ("lifetime_min", "lifetime_value"),
    ("overdue_min", "overdue"),
)


class DebtSegmentRule(models.Model):
    """Rules as conditions of the one query that judges all customers."""

    _inherit = "debt.segment.rule"

    @api.model
    def _with_rate(self, company, day):
        """The rules of a company without those whose amounts can't be converted: they fit nobody,
        and the run says so (`_without_rate`).
        """
        # sudo: a customer's profile doesn't depend on who looks
        rules = self.sudo()._of_company(company)
        return (rules - rules._without_rate(company, day)).with_company(company)

    def _without_rate(self, company, day):
        """Return those of these rules that name an amount in a currency without a rate."""
        missing = self.browse()
        for rule in self:
            try:
                for name, _column in AMOUNTS:
                    rule._amount(name, company, day)
            except UserError:
                missing |= rule
        return missing

    def _amount(self, name, company, day):
        """An amount of the rule in the company's currency, a Decimal."""
        return self.env["debt.minimum"]._convert(
            self[name], self.currency_id, company.currency_id, company, day
        )

    def _columns(self, day):
        """Return [SQL]: what each rule counts among the payments (`parts`), named rule_0, rule_1
        and so on: items paid late, in the rule's months.
        """
        return [
            SQL(
                """COUNT(DISTINCT line_id) FILTER (WHERE is_paid AND days > %s AND moment > %s)
                   AS %s""",
                rule.late_days,
                day - relativedelta(months=max(rule.months, 1)),
                SQL.identifier(f"rule_{number}"),
            )
            for number, rule in enumerate(self)
        ]

    def _choice_sql(self, name, day, company):
        """Return the id of the first rule that gives something for `name` and fits `facts f`."""
        whens = [
            SQL("WHEN %s THEN %s", rule._condition_sql(number, day, company), rule.id)
            for number, rule in enumerate(self)
            if rule[name]
        ]
        return SQL("CASE %s END", SQL(" ").join(whens)) if whens else SQL("NULL::int")

    def _data_sql(self, choice):
        """Return the figures of the rule chosen, as jsonb; `choice`: column with its id."""
        whens = [
            SQL(
                "WHEN %s THEN JSONB_BUILD_OBJECT('count', COALESCE(f.%s, 0), 'days', f.days)",
                rule.id,
                SQL.identifier(f"rule_{number}"),
            )
            for number, rule in enumerate(self)
        ]
        return SQL("CASE %s %s END", choice, SQL(" ").join(whens)) if whens else SQL("NULL::jsonb")

    def _condition_sql(self, number, day, company):
        """Condition on `facts f` of one rule; `number`: its place among the rules."""
        conditions = [
            *self._history_conditions(number, day),
            *self._figure_conditions(day, company),
        ]
        if self.kind:
            conditions.append(SQL("f.kind = %s", self.kind))
        partners = self._partner_sql(company)
        if partners:
            conditions.append(SQL("f.partner_id IN %s", partners))
        return SQL(" AND ").join(conditions) if conditions else SQL("TRUE")

    def _history_conditions(self, number, day):
        if self.late_count:
            column = SQL.identifier(f"rule_{number}")
            yield SQL("COALESCE(f.%s, 0) >= %s", column, self.late_count)
        if self.is_first_late:
            yield SQL("NOT f.was_late")
        if self.customer_months_min:
            since = day - relativedelta(months=self.customer_months_min)
            yield SQL("f.customer_since <= %s", since)
        if self.customer_months_max:
            since = day - relativedelta(months=self.customer_months_max)
            yield SQL("f.customer_since > %s", since)
        if self.broken_count:
            yield self._broken_sql(day)

    def _broken_sql(self, day):
        return SQL(
            """(SELECT COUNT(*) FROM debt_promise b
                 WHERE b.debtor_id = f.debtor_id AND b.state = 'broken' AND b.judged_on > %s
                   AND b.judged_on <= %s) >= %s""",
            day - relativedelta(months=max(self.broken_months, 1)),
            day,
            self.broken_count,
        )

    def _figure_conditions(self, day, company):
        for name, column in AT_LEAST:
            if self[name]:
                yield SQL("f.%s >= %s", SQL.identifier(column), self[name])
        for name, column in AT_MOST:
            if self[name]:
                yield SQL("f.%s <= %s", SQL.identifier(column), self[name])
        for name, column in AMOUNTS:
            if self[name]:
                amount = self._amount(name, company, day)
                yield SQL("f.%s >= %s", SQL.identifier(column), amount)
