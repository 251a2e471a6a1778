from odoo import fields, models
from odoo.tools import SQL

from .debt_action_work import DOERS
from .debt_step import PHASES


class DebtWork(models.Model):
    """What was done, by whom, what it took and cost: one row per action that is done.

    Planned calls that a contact ended aren't counted beside that contact.
    """

    _name = "debt.work"
    _description = "Work and Cost"
    _auto = False
    _rec_name = "partner_id"
    _order = "date desc, id desc"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    action_id = fields.Many2one("debt.action", "Action", readonly=True)
    date = fields.Date("Done on", readonly=True)
    case_id = fields.Many2one("debt.case", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Whose", readonly=True)
    collector_id = fields.Many2one("res.users", "Collector", readonly=True)
    strategy_id = fields.Many2one("debt.strategy", readonly=True)
    step_id = fields.Many2one("debt.step", readonly=True)
    letter_type_id = fields.Many2one("debt.letter.type", "Letter", readonly=True)
    kind = fields.Selection(
        lambda self: self.env["debt.action"]._fields["kind"]._description_selection(self.env),
        readonly=True,
    )
    phase = fields.Selection(PHASES, readonly=True)
    doer = fields.Selection(DOERS, "Done by", readonly=True)
    action_count = fields.Integer("Actions", readonly=True)
    alone_count = fields.Integer("Without a person", readonly=True)
    alone_share = fields.Float("Without a person (%)", readonly=True, aggregator="avg")
    hours = fields.Float("Hours of work", readonly=True)
    hours_saved = fields.Float("Hours saved", readonly=True)
    cost = fields.Monetary("Outlay", readonly=True)
    work_cost = fields.Monetary("Cost of work", readonly=True)
    full_cost = fields.Monetary("Cost in all", readonly=True)
    saved_cost = fields.Monetary(
        "Work saved", readonly=True, help="Hours saved x what an hour costs now."
    )

    _depends = {
        "debt.action": [
            "company_id", "state", "done_on", "case_id", "partner_id", "user_id", "step_id",
            "letter_type_id", "kind", "phase", "doer", "minutes", "minutes_saved", "cost",
            "work_cost", "full_cost",
        ],
        "debt.case": ["collector_id", "strategy_id"],
        "debt.step": ["strategy_id"],
        "res.company": ["debt_hour_cost"],
    }  # fmt: skip

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT a.id, a.id AS action_id, a.company_id, a.case_id, a.partner_id, a.user_id,
                   %(day)s AS date,
                   c.collector_id, COALESCE(s.strategy_id, c.strategy_id) AS strategy_id,
                   a.step_id, a.letter_type_id, a.kind, a.phase, a.doer, 1 AS action_count,
                   CASE WHEN a.doer = 'program' THEN 1 ELSE 0 END AS alone_count,
                   CASE WHEN a.doer = 'program' THEN 100.0 ELSE 0 END AS alone_share,
                   COALESCE(a.minutes, 0) / 60 AS hours,
                   COALESCE(a.minutes_saved, 0) / 60 AS hours_saved,
                   COALESCE(a.cost, 0) AS cost, COALESCE(a.work_cost, 0) AS work_cost,
                   COALESCE(a.full_cost, 0) AS full_cost,
                   ROUND(COALESCE(a.minutes_saved, 0)::numeric * k.debt_hour_cost / 60, 2)
                       AS saved_cost
              FROM debt_action a
              JOIN res_company k ON k.id = a.company_id
              JOIN res_partner q ON q.id = k.partner_id
         LEFT JOIN debt_case c ON c.id = a.case_id
         LEFT JOIN debt_step s ON s.id = a.step_id
             WHERE a.state = 'done' AND a.doer IS NOT NULL
            """,
            day=self.env["debt.action"]._done_day_sql(),
        )

    def action_open(self):
        """Open the action of this row."""
        self.ensure_one()
        return self.action_id.get_formview_action()
