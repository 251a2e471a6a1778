from odoo import api, fields, models
from odoo.tools import SQL

from .debt_step import PHASES
from .debt_step_task import SALE_LEVELS


class DebtCustomer(models.Model):
    """Customers in collection as salespeople see them: sums and sale holds, no causes."""

    _name = "debt.customer"
    _description = "Customer in Collection"
    _auto = False
    _rec_name = "partner_id"
    _order = "overdue desc, id"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    collector_id = fields.Many2one("res.users", "Collector", readonly=True)
    phase = fields.Selection(PHASES, readonly=True)
    sale_level = fields.Selection(SALE_LEVELS, "Sale hold", readonly=True)
    overdue = fields.Monetary(readonly=True)
    days_late = fields.Integer("Days overdue", readonly=True, aggregator=None)
    next_date = fields.Date("Next step on", readonly=True)
    as_of = fields.Datetime("As of", readonly=True)

    _depends = {
        "debt.debtor": ["company_id", "partner_id", "overdue", "days_late", "as_of"],
        "debt.case": ["debtor_id", "state", "phase", "collector_id", "overdue_since", "next_date"],
        "debt.sale.hold": ["debtor_id", "level", "date_from", "date_until", "ended_on"],
        "res.partner": ["user_id"],
    }

    @property
    def _table_query(self):
        day = fields.Date.context_today(self)
        highest = self.env["debt.sale.hold"]._highest_sql(day)
        return SQL(
            """
            SELECT d.id, d.company_id, d.partner_id, p.user_id, c.collector_id, c.phase,
                   h.level AS sale_level, d.overdue, d.days_late, c.next_date, d.as_of
              FROM debt_debtor d
              JOIN res_partner p ON p.id = d.partner_id
         LEFT JOIN debt_case c ON c.debtor_id = d.id AND c.state = 'open'
               AND c.overdue_since IS NOT NULL
         LEFT JOIN debt_sale_hold h ON h.debtor_id = d.id AND h.id IN %s
             WHERE c.id IS NOT NULL OR h.id IS NOT NULL
            """,
            highest,
        )

    @api.readonly
    def action_open_customer(self):
        self.ensure_one()
        return self.partner_id._get_records_action()
