from odoo import fields, models
from odoo.tools import SQL

from ..tools import aging, bands


class DebtEffect(models.Model):
    """The rows: actions done, with their money, age, cost and variant, in one statement.

    Amounts are in the currency of the current company, so that companies may be added up; those of
    a company with another one at the rate of the day of the step.
    """

    _inherit = "debt.effect"

    _depends = {
        "debt.action": [
            "company_id", "case_id", "debtor_id", "partner_id", "kind", "phase", "state", "done_on",
            "letter_type_id", "letter_id", "step_id", "task_id", "user_id", "amount", "full_cost",
            "contact_channel", "contact_result", "is_incoming", "done_by_id",
        ],
        "debt.action.line": ["action_id", "item_id", "role", "date_due"],
        "debt.item": ["move_line_id", "plan_line_id", "currency_id"],
        "debt.letter": ["text_id", "is_edited", "channel_ids"],
        "debt.channel": ["code", "sequence"],
        "debt.case": ["collector_id", "strategy_id"],
        "debt.debtor": ["profile", "kind"],
        "debt.step": ["strategy_id"],
        "debt.step.task": ["activity_type_id"],
        "debt.plan.line": ["plan_id"],
        "debt.plan.item": ["plan_id", "item_id"],
        "debt.trial": [
            "compares", "strategy_id", "strategy_b_id", "letter_type_id", "date_to", "closed_on",
        ],
        "debt.trial.member": ["trial_id", "debtor_id", "variant", "date"],
        "account.partial.reconcile": ["debit_move_id", "credit_move_id", "amount"],
        "res.company": ["currency_id", "debt_effect_days", "debt_effect_amounts"],
        "res.currency.rate": ["company_id", "currency_id", "name", "rate"],
    }  # fmt: skip

    @property
    def _table_query(self):
        limits = self._bands_sql()
        return SQL(
            """
            SELECT r.*, %(over)s AS is_over, t.trial_id, t.variant,
                   b.age_names[r.age_number + 1] AS age_band,
                   b.amount_names[r.amount_number + 1] AS amount_band,
                   r.recovered / NULLIF(r.amount, 0) AS recovery_rate,
                   CASE WHEN r.recovered > 0 THEN 1.0 ELSE 0.0 END AS paid_rate,
                   NULL::float AS rate_low, NULL::float AS rate_high,
                   100 * r.cost / NULLIF(r.recovered, 0) AS cost_per_100
              FROM (%(rows)s) r
              JOIN (%(bands)s) b ON b.company_id = r.company_id
         LEFT JOIN (%(trials)s) t ON t.action_id = r.id
            """,
            over=SQL("r.day + r.most < %s", fields.Date.context_today(self)),
            rows=self._rows_sql(limits),
            bands=limits,
            trials=self._trials_sql(),
        )

    def _rows_sql(self, limits):
        """Actions with their money; `limits`: of `_bands_sql`."""
        actions = self.env["debt.action"]
        return SQL(
            """
            SELECT a.id, a.id AS action_id, a.company_id, %(currency)s AS currency_id, a.case_id,
                   a.debtor_id, a.partner_id, %(day)s AS day, co.debt_effect_days AS most, a.kind,
                   %(way)s AS way, a.letter_type_id,
                   CASE WHEN f.is_edited IS NOT TRUE THEN f.text_id END AS text_id,
                   COALESCE(s.strategy_id, c.strategy_id) AS strategy_id, a.step_id, a.phase,
                   COALESCE(CASE WHEN a.kind IN ('contact', 'activity') THEN a.user_id END,
                            c.collector_id, a.user_id) AS collector_id,
                   d.profile, d.kind AS customer_kind, %(age)s AS age_number,
                   (SELECT COUNT(*) FROM unnest(g.amounts) u WHERE a.amount > u)::int
                       AS amount_number,
                   COALESCE(a.amount, 0) * %(rate)s AS amount,
                   COALESCE(e.recovered, 0) * %(rate)s AS recovered, e.days,
                   COALESCE(a.full_cost, 0) * %(rate)s AS cost
              FROM debt_action a
              JOIN res_company co ON co.id = a.company_id
              JOIN res_partner q ON q.id = co.partner_id
              JOIN (%(bands)s) g ON g.company_id = a.company_id
              JOIN debt_debtor d ON d.id = a.debtor_id
         LEFT JOIN debt_case c ON c.id = a.case_id
         LEFT JOIN debt_step s ON s.id = a.step_id
         LEFT JOIN debt_letter f ON f.id = a.letter_id
              JOIN (SELECT action_id, MIN(date_due) AS oldest FROM debt_action_line
                     WHERE role = 'demanded' GROUP BY action_id) n ON n.action_id = a.id
         LEFT JOIN (SELECT action_id, SUM(value / sharers) AS recovered,
                           SUM(days * value) / NULLIF(SUM(value), 0) AS days
                      FROM (%(effects)s) x GROUP BY action_id) e ON e.action_id = a.id
             WHERE %(is_step)s
            """,
            day=actions._done_day_sql(),
            currency=self.env.company.currency_id.id,
            rate=self._rate_sql(actions._done_day_sql()),
            way=self._way_sql(),
            age=SQL(
                "CASE WHEN n.oldest < %(day)s THEN WIDTH_BUCKET(%(day)s - n.oldest, g.ages)"
                " ELSE 0 END",
                day=actions._done_day_sql(),
            ),
            bands=limits,
            effects=actions._effects_sql(SQL("TRUE")),
            is_step=actions._is_step_sql(),
        )

    def _way_sql(self):
        """How the customer was reached: a letter by the first of its channels."""
        return SQL(
            """CASE WHEN a.kind = 'contact' THEN a.contact_channel
                    WHEN a.kind IN ('sms', 'sale_hold') THEN a.kind
                    WHEN a.kind = 'activity' THEN (
                        SELECT CASE WHEN y.category = 'phonecall' THEN 'call'
                                    WHEN y.id = %s THEN 'visit' ELSE 'other' END
                          FROM debt_step_task k
                          JOIN mail_activity_type y ON y.id = k.activity_type_id
                         WHERE k.id = a.task_id)
                    ELSE COALESCE(%s, %s, 'other')
               END""",
            self.env.ref("debt_collection.activity_type_visit").id,
            self._channel_sql("debt.letter", SQL("f.id")),
            self._channel_sql("debt.action", SQL("a.id")),
        )

    def _channel_sql(self, model, record):
        """The code of the first channel of a letter or an action."""
        field = self.env[model]._fields["channel_ids"]
        return SQL(
            """(SELECT h.code FROM %s z JOIN debt_channel h ON h.id = z.%s
                 WHERE z.%s = %s ORDER BY h.sequence, h.id LIMIT 1)""",
            SQL.identifier(field.relation),
            SQL.identifier(field.column2),
            SQL.identifier(field.column1),
            record,
        )

    def _bands_sql(self):
        """Each company's bands of age and amount, with their names."""
        rows = []
        # sudo: limits of all companies; which rows are read is decided by the record rules
        for company in self.env["res.company"].sudo().search([]):
            limits, amounts = self._limits(company)
            rows.append(
                SQL(
                    "SELECT %s AS company_id, %s::int[] AS ages, %s::text[] AS age_names,"
                    " %s::numeric[] AS amounts, %s::text[] AS amount_names",
                    company.id,
                    [first for first, _last in aging.spans(limits)],
                    self._numbered([self.env._("Not due yet"), *aging.names(limits)]),
                    list(amounts),
                    self._numbered(bands.names(amounts)),
                )
            )
        return SQL(" UNION ALL ").join(rows)

    def _numbered(self, names):
        """Names that sort as what they name."""
        return [f"{number}. {name}" for number, name in enumerate(names, 1)]

    def _rate_sql(self, day):
        """What an amount of the company `co` is multiplied by; as `res.currency._get_rates`."""
        company = self.env.company
        # sudo: currencies of all companies; which rows are read is decided by the record rules
        if self.env["res.company"].sudo().search([]).currency_id == company.currency_id:
            return SQL("1")
        wanted, given = SQL("%s", company.currency_id.id), SQL("co.currency_id")
        return SQL(
            "(CASE WHEN %(given)s = %(wanted)s THEN 1 ELSE %(to)s / %(of)s END)",
            given=given,
            wanted=wanted,
            to=self._rate_of_sql(wanted, day),
            of=self._rate_of_sql(given, day),
        )

    def _rate_of_sql(self, currency, day):
        """The last rate of a currency until `day`, else the first one."""
        rates = SQL(
            """SELECT z.rate FROM res_currency_rate z
                WHERE z.currency_id = %s AND COALESCE(z.company_id, %s) = %s""",
            currency,
            self.env.company.root_id.id,
            self.env.company.root_id.id,
        )
        return SQL(
            """COALESCE(
                (%(rates)s AND z.name <= %(day)s ORDER BY z.company_id, z.name DESC LIMIT 1),
                (%(rates)s ORDER BY z.company_id, z.name LIMIT 1), 1)""",
            rates=rates,
            day=day,
        )

    def _trials_sql(self):
        """The trial a step was a part of, and the customer's variant; a text says more.

        One row for each action, so that the join is left out where nobody asks for it.
        """
        return SQL(
            """
            SELECT DISTINCT ON (a.id) a.id AS action_id, m.trial_id, m.variant
              FROM debt_trial_member m
              JOIN debt_trial o ON o.id = m.trial_id
              JOIN debt_action a ON a.debtor_id = m.debtor_id
              JOIN res_company co ON co.id = a.company_id
              JOIN res_partner q ON q.id = co.partner_id
         LEFT JOIN debt_case c ON c.id = a.case_id
         LEFT JOIN debt_step s ON s.id = a.step_id
             WHERE %s BETWEEN m.date AND LEAST(o.date_to, o.closed_on, 'infinity')
               AND (o.compares = 'text' AND o.letter_type_id = a.letter_type_id
                    OR o.compares = 'strategy' AND COALESCE(s.strategy_id, c.strategy_id)
                       IN (o.strategy_id, o.strategy_b_id))
             ORDER BY a.id, o.compares DESC, o.id DESC
            """,
            self.env["debt.action"]._done_day_sql(),
        )
