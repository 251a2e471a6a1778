from odoo import fields, models
from odoo.tools import SQL


class DebtMissed(models.Model):
    """Deadlines that people of the house let pass: tasks, approvals, letters waiting for post."""

    _name = "debt.missed"
    _description = "Missed Deadline"
    _auto = False
    _rec_name = "what"
    _order = "date_deadline, id"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    case_id = fields.Many2one("debt.case", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    collector_id = fields.Many2one("res.users", "Collector", readonly=True)
    user_id = fields.Many2one("res.users", "Whose", readonly=True)
    kind = fields.Selection(
        [
            ("task", "Task"),
            ("approval", "Approval"),
            ("decision", "Decision"),
            ("post", "Letter to print and post"),
            ("dispute", "Answer to a dispute"),
        ],
        readonly=True,
    )
    what = fields.Char(readonly=True)
    date_deadline = fields.Date("Was due on", readonly=True)
    days_late = fields.Integer("Days", readonly=True, aggregator=None)
    overdue = fields.Monetary("Overdue", readonly=True)
    res_model = fields.Char("Kind of document", readonly=True)
    res_id = fields.Many2oneReference("Document", model_field="res_model", readonly=True)

    _depends = {
        "debt.case": ["company_id", "partner_id", "collector_id", "overdue"],
        "debt.action": ["case_id", "state", "kind", "acted_on", "activity_id"],
        "debt.letter": ["case_id", "to_print", "state"],
        "debt.dispute": ["case_id", "debtor_id", "user_id", "deadline", "state"],
        "mail.activity": ["res_model", "res_id", "date_deadline", "active", "user_id", "summary"],
    }

    @property
    def _table_query(self):
        day = fields.Date.context_today(self)
        bound = self.env["debt.calendar"]._add_working_days(self.env.company, day, -2)
        rows = SQL(" UNION ALL ").join(self._parts(day, bound))
        return SQL(
            """
            SELECT t.id, COALESCE(c.company_id, d.company_id) AS company_id, c.id AS case_id,
                   COALESCE(c.partner_id, d.partner_id) AS partner_id, c.collector_id, t.user_id,
                   t.kind, t.what, t.date_deadline, %s - t.date_deadline AS days_late, c.overdue,
                   t.res_model, t.res_id
              FROM (%s) t
         LEFT JOIN debt_case c ON c.id = t.case_id AND c.state = 'open'
         LEFT JOIN debt_debtor d ON d.id = t.debtor_id
             WHERE c.id IS NOT NULL OR d.id IS NOT NULL
            """,
            day,
            rows,
        )

    def _parts(self, day, bound):
        """Return the SELECTs (id, case_id, user_id, kind, what, date_deadline, res_model, res_id,
        debtor_id).

        :param day: today; what had to be done before it is late
        :param bound: what has waited for a person since before this day is late too
        """
        return [
            self._tasks_sql(day),
            self._approvals_sql(bound),
            self._post_sql(bound),
            self._disputes_sql(day),
        ]

    def _tasks_sql(self, day):
        return SQL(
            """
            SELECT t.id * 4 AS id, t.res_id AS case_id, t.user_id,
                   CASE WHEN a.kind = 'decision' THEN 'decision' ELSE 'task' END AS kind,
                   COALESCE(t.summary, y.name->>%s, y.name->>'en_US') AS what, t.date_deadline,
                   'debt.case' AS res_model, t.res_id AS res_id, NULL::int AS debtor_id
              FROM mail_activity t
              JOIN mail_activity_type y ON y.id = t.activity_type_id
         LEFT JOIN debt_action a ON a.activity_id = t.id
             WHERE t.res_model = 'debt.case' AND t.active AND t.date_deadline < %s
            """,
            self.env.lang or "en_US",
            day,
        )

    def _approvals_sql(self, bound):
        return SQL(
            """
            SELECT a.id * 4 + 1, a.case_id, a.user_id, 'approval',
                   COALESCE(y.name->>%(lang)s, y.name->>'en_US', a.summary),
                   a.acted_on::date, 'debt.action', a.id, a.debtor_id
              FROM debt_action a
         LEFT JOIN debt_letter_type y ON y.id = a.letter_type_id
             WHERE a.state = 'waiting' AND a.kind != 'decision' AND a.acted_on < %(bound)s
            """,
            lang=self.env.lang or "en_US",
            bound=bound,
        )

    def _post_sql(self, bound):
        return SQL(
            """
            SELECT l.id * 4 + 2, l.case_id, NULL::int, 'post', l.name, l.date, 'debt.letter', l.id,
                   NULL::int
              FROM debt_letter l
             WHERE l.to_print AND l.state != 'void' AND l.date < %s
            """,
            bound,
        )

    def _disputes_sql(self, day):
        return SQL(
            """
            SELECT e.id * 4 + 3, e.case_id, e.user_id, 'dispute', e.name, e.deadline,
                   'debt.dispute', e.id, e.debtor_id
              FROM debt_dispute e
             WHERE e.state = 'open' AND e.deadline < %s
            """,
            day,
        )

    def action_open(self):
        """Open what is late: the document, else the case of the task."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id)
        return record.get_formview_action()
