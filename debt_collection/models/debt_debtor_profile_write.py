from odoo import api, models
from odoo.tools import SQL

# written as they stand in `judged`
FIGURES = (
    *("days_late_avg", "days_late_median", "late_share", "late_trend", "case_count"),
    *("broken_promises", "first_late", "profile_months", "customer_since", "lifetime_value"),
    *("lifetime_margin", "margin_percent", "turnover_24", "exposure"),
    *("profile_rule_id", "profile_data", "profile_found", "profile", "sale_condition_rule_id"),
    *("sale_condition_data", "sale_condition_found", "sale_condition", "sale_condition_waits"),
)
# what the pass reads, in SQL
READ = (
    *("account.move", "account.move.line", "account.partial.reconcile", "account.payment"),
    *("res.partner", "product.product", "debt.debtor", "debt.case", "debt.promise"),
    *("debt.interest.note", "debt.segment.rule"),
)


class DebtDebtor(models.Model):
    """The nightly pass: figures, profile and sale condition of all customers in one statement."""

    _inherit = "debt.debtor"

    @api.model
    def _profile(self, company, day, debtors=None):
        """Compute and store the payment profiles of a company's customers, or of `debtors`.

        Only what differs is written. Sale conditions take effect, people are asked where a rule
        alone mustn't decide. Repeating it changes nothing.
        """
        self._flush_profile()
        waiting = self._waiting(company)
        query = (
            "WITH who AS MATERIALIZED (%s), %s UPDATE debt_debtor d SET %s FROM judged f WHERE %s"
        )
        self.env.cr.execute(
            SQL(
                query,
                self._who_sql(company, debtors),
                self._judged_sql(company, day),
                self._assignments_sql(day),
                self._differs_sql(),
            )
        )
        self.invalidate_model([*FIGURES, "profile_on", "next_date"], flush=False)
        self.env["debt.sale.hold"]._follow_causes(company, day, debtors)
        (self._waiting(company) - waiting)._ask_sale_condition(day)

    def _flush_profile(self):
        for name in READ:
            self.env[name].flush_model()

    @api.model
    def _waiting(self, company):
        return self.search([("company_id", "=", company.id), ("sale_condition_waits", "=", True)])

    def _who_sql(self, company, debtors):
        chosen = SQL("AND d.id = ANY(%s)", debtors.ids) if debtors is not None else SQL("")
        return SQL(
            """
            SELECT d.partner_id, d.id AS debtor_id, d.kind,
                   NOT COALESCE(p.is_company, FALSE) OR d.kind = 'consumer' AS is_person
              FROM debt_debtor d JOIN res_partner p ON p.id = d.partner_id
             WHERE d.company_id = %s %s
            """,
            company.id,
            chosen,
        )

    def _judged_sql(self, company, day):
        """Return the WITH queries that end in `judged`: `facts` of `who` and what the rules give
        for them, once by themselves (`_found`), once as it counts beside what people set.
        """
        rules = self.env["debt.segment.rule"]._with_rate(company, day)
        counts = rules._columns(day)
        return SQL(
            """%(facts)s, chosen AS (
                SELECT f.*, %(profile)s AS profile_rule_id,
                       %(condition)s AS sale_condition_rule_id FROM facts f
            ), found AS (
                SELECT f.*, %(profile_data)s AS profile_data,
                       %(condition_data)s AS sale_condition_data,
                       COALESCE(p.profile, 'standard') AS profile_found,
                       COALESCE(s.sale_condition, 'normal') AS sale_condition_found
                  FROM chosen f
             LEFT JOIN debt_segment_rule p ON p.id = f.profile_rule_id
             LEFT JOIN debt_segment_rule s ON s.id = f.sale_condition_rule_id
            ), %(counting)s""",
            facts=self._facts_sql(company, day, counts),
            profile=rules._choice_sql("profile", day, company),
            condition=rules._choice_sql("sale_condition", day, company),
            profile_data=rules._data_sql(SQL("f.profile_rule_id")),
            condition_data=rules._data_sql(SQL("f.sale_condition_rule_id")),
            counting=self._counting_sql(),
        )

    def _counting_sql(self):
        """What people set stays; sales to a natural person are limited by people only (GDPR 22)."""
        return SQL(
            """
            stricter AS (
                SELECT f.*, d.profile AS old_profile, d.profile_fixed,
                       COALESCE(d.sale_condition, 'normal') AS old_condition,
                       COALESCE(d.sale_condition_fixed, FALSE) AS is_fixed,
                       f.is_person AND NOT COALESCE(d.sale_condition_fixed, FALSE)
                       AND ARRAY_POSITION(ARRAY['normal', 'conditional', 'none'],
                                          f.sale_condition_found::text)
                         > ARRAY_POSITION(ARRAY['normal', 'conditional', 'none'],
                                          COALESCE(d.sale_condition, 'normal')::text)
                           AS sale_condition_waits
                  FROM found f LEFT JOIN debt_debtor d ON d.id = f.debtor_id
            ), judged AS (
                SELECT f.*,
                       CASE WHEN profile_fixed THEN old_profile ELSE profile_found END AS profile,
                       CASE WHEN is_fixed OR sale_condition_waits THEN old_condition
                            ELSE sale_condition_found END AS sale_condition
                  FROM stricter f)
            """
        )

    def _assignments_sql(self, day):
        """A strategy sticks while a case is open; else a new profile has the run look again."""
        values = [SQL("%s = f.%s", SQL.identifier(name), SQL.identifier(name)) for name in FIGURES]
        values.append(SQL("profile_on = %s", day))
        values.append(
            SQL(
                """next_date = CASE WHEN d.profile = f.profile OR EXISTS (
                       SELECT FROM debt_case c WHERE c.debtor_id = d.id AND c.state = 'open')
                   THEN d.next_date END"""
            )
        )
        return SQL(", ").join(values)

    def _differs_sql(self):
        old = SQL(", ").join(SQL("d.%s", SQL.identifier(name)) for name in FIGURES)
        new = SQL(", ").join(SQL("f.%s", SQL.identifier(name)) for name in FIGURES)
        return SQL("d.id = f.debtor_id AND (%s) IS DISTINCT FROM (%s)", old, new)

    @api.model
    def _profiles_of(self, company, partner_ids, judged):
        """Return {commercial partner id: profile} as it counts on a day; writes nothing.

        For customers who aren't debtors yet, and for looks at another day.

        :param judged: `_judged_sql` of that company and day
        """
        who = SQL(
            """
            SELECT p.id AS partner_id, d.id AS debtor_id,
                   COALESCE(d.kind, CASE WHEN p.is_company OR COALESCE(p.vat, '') <> ''
                                         THEN 'business' ELSE 'consumer' END) AS kind,
                   NOT COALESCE(p.is_company, FALSE) AS is_person
              FROM res_partner p
         LEFT JOIN debt_debtor d ON d.partner_id = p.id AND d.company_id = %s
             WHERE p.id = ANY(%s)
            """,
            company.id,
            partner_ids,
        )
        query = "WITH who AS MATERIALIZED (%s), %s SELECT partner_id, profile FROM judged"
        return dict(self.env.execute_query(SQL(query, who, judged)))
