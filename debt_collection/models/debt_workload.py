from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .debt_step import PHASES


class DebtWorkload(models.Model):
    """Open cases by collector and phase, what waits and what is late: how work is divided."""

    _name = "debt.workload"
    _description = "Workload"
    _auto = False
    _rec_name = "collector_id"
    _order = "company_id, collector_id, phase"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    collector_id = fields.Many2one("res.users", "Collector", readonly=True)
    phase = fields.Selection(PHASES, readonly=True)
    case_count = fields.Integer("Open cases", readonly=True)
    overdue = fields.Monetary("Overdue", readonly=True)
    today_count = fields.Integer("Due today", readonly=True)
    task_count = fields.Integer("Open tasks", readonly=True)
    late_count = fields.Integer("Late tasks", readonly=True)
    waiting_count = fields.Integer("To approve", readonly=True)
    promise_count = fields.Integer("Promises", readonly=True)

    _depends = {
        "debt.case": ["company_id", "collector_id", "phase", "state", "overdue", "next_date"],
        "debt.action": ["case_id", "state"],
        "debt.promise": ["case_id", "state"],
        "mail.activity": ["res_model", "res_id", "date_deadline", "active"],
    }

    @property
    def _table_query(self):
        """One row per company, collector and phase."""
        return SQL(
            """
            SELECT MIN(c.id) AS id, c.company_id, c.collector_id, c.phase,
                   COUNT(*) AS case_count, SUM(c.overdue) AS overdue,
                   COUNT(*) FILTER (WHERE c.next_date <= %(day)s) AS today_count,
                   COALESCE(SUM(t.open), 0) AS task_count,
                   COALESCE(SUM(t.late), 0) AS late_count,
                   COALESCE(SUM(a.waiting), 0) AS waiting_count,
                   COALESCE(SUM(p.open), 0) AS promise_count
              FROM debt_case c
         LEFT JOIN (SELECT res_id, COUNT(*) AS open,
                           COUNT(*) FILTER (WHERE date_deadline < %(day)s) AS late
                      FROM mail_activity WHERE res_model = 'debt.case' AND active
                  GROUP BY res_id) t ON t.res_id = c.id
         LEFT JOIN (SELECT case_id, COUNT(*) AS waiting FROM debt_action
                     WHERE state = 'waiting' GROUP BY case_id) a ON a.case_id = c.id
         LEFT JOIN (SELECT case_id, COUNT(*) AS open FROM debt_promise
                     WHERE state = 'open' GROUP BY case_id) p ON p.case_id = c.id
             WHERE c.state = 'open'
          GROUP BY c.company_id, c.collector_id, c.phase
            """,
            day=fields.Date.context_today(self),
        )

    def action_open_cases(self):
        """Open the cases counted in this row."""
        self.ensure_one()
        cases = self.env["debt.case"]
        return cases._open_cases_of(
            self.company_id, self.collector_id, Domain("phase", "=", self.phase)
        )
