from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from .debt_action_contact import CAUSES
from .debt_debtor import KINDS, PROFILES
from .debt_step import PHASES

AGES = [
    ("0_in_time", "In time"),
    ("1_30", "1-30 days late"),
    ("2_60", "31-60 days late"),
    ("3_90", "61-90 days late"),
    ("4_more", "Over 90 days late"),
]

AGE_SQL = SQL(
    """CASE WHEN p.days <= 0 THEN '0_in_time' WHEN p.days <= 30 THEN '1_30'
            WHEN p.days <= 60 THEN '2_60' WHEN p.days <= 90 THEN '3_90' ELSE '4_more' END"""
)


class DebtDelay(models.Model):
    """When money came, or didn't: one row for each payment of a receivable, and for what of it is
    overdue; with all that may explain a delay. Rows are those of the payment profile.
    """

    _name = "debt.delay"
    _description = "Delay of Payment"
    _auto = False
    _rec_name = "name"
    _order = "date desc, id desc"

    name = fields.Char("Document", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    category_ids = fields.Many2many(related="partner_id.category_id", string="Tags")
    industry_id = fields.Many2one("res.partner.industry", "Industry", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    case_id = fields.Many2one("debt.case", readonly=True)
    move_line_id = fields.Many2one("account.move.line", "Journal item", readonly=True)
    move_id = fields.Many2one("account.move", "Entry", readonly=True)
    payment_term_id = fields.Many2one("account.payment.term", "Payment terms", readonly=True)
    salesperson_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True)
    collector_id = fields.Many2one("res.users", "Collector", readonly=True)
    strategy_id = fields.Many2one("debt.strategy", readonly=True)
    profile = fields.Selection(PROFILES, "Segment", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    phase = fields.Selection(PHASES, "Furthest phase", readonly=True)
    cause = fields.Selection(CAUSES, "Cause of delay", readonly=True)
    date_invoice = fields.Date("Issued", readonly=True)
    date_due = fields.Date("Due date", readonly=True)
    date = fields.Date("Paid on", readonly=True, help="Empty: not paid yet.")
    is_paid = fields.Boolean("Paid", readonly=True)
    age = fields.Selection(AGES, "How late", readonly=True)
    days_late = fields.Integer("Days late", readonly=True, aggregator="avg")
    days_to_pay = fields.Integer("Days from issue", readonly=True, aggregator="avg")
    amount = fields.Monetary(readonly=True)
    amount_days = fields.Float("Amount x days late", readonly=True)
    late_amount = fields.Monetary("Late", readonly=True)
    capital_cost = fields.Monetary(
        "Cost of delay",
        readonly=True,
        help="Amount x days late x the rate of the company's cost of capital.",
    )

    _depends = {
        "account.move.line": ["amount_residual", "balance", "date_maturity", "parent_state"],
        "account.partial.reconcile": ["debit_move_id", "credit_move_id", "amount"],
        "account.payment": ["date"],
        "account.move": ["invoice_user_id", "team_id", "invoice_payment_term_id"],
        "res.partner": ["commercial_partner_id", "user_id", "industry_id", "country_id"],
        "debt.debtor": ["collector_id", "strategy_id", "profile", "kind", "cause", "cause_on"],
        "debt.item": ["move_line_id", "case_id", "phase"],
        "debt.case": ["collector_id", "strategy_id"],
        "debt.action": ["cause", "done_on", "state"],
        "debt.action.line": ["action_id", "item_id"],
        "debt.interest.note": ["move_id"],
        "debt.compensation": ["move_id"],
        "res.company": ["debt_capital_rate", "debt_profile_months"],
    }

    @property
    def _table_query(self):
        # of the customers of the context: all years; of a comparison: as far back as it goes
        partner_ids = self.env.context.get("debt_delay_partners")
        since = fields.Date.to_date(self.env.context.get("debt_delay_since"))
        since = since or (date.min if partner_ids else None)
        parts = [
            SQL("(%s)", self._company_query(company, partner_ids, since))
            for company in self.env.companies
        ]
        return SQL(" UNION ALL ").join(parts)

    def _company_query(self, company, partner_ids=None, since=None):
        """The rows of one company, of all customers or of some; without `since` those of the
        months of its payment profile.
        """
        debtors, day = self.env["debt.debtor"], company._debt_today()
        who = SQL("SELECT id AS partner_id FROM res_partner WHERE id = commercial_partner_id")
        if partner_ids is not None:
            who = SQL("%s AND id = ANY(%s)", who, list(partner_ids))
        return SQL(
            """
            WITH who AS (%(who)s), lines AS MATERIALIZED (%(lines)s), parts AS (%(parts)s)
            %(rows)s
            """,
            who=who,
            lines=debtors._lines_sql(company, day),
            parts=debtors._parts_sql(day, since or company._debt_profile_since(day)),
            rows=self._rows_sql(company),
        )

    def _cause_sql(self):
        """What he said last of the document itself, else what he said while it was overdue."""
        return SQL(
            """
            CASE WHEN p.days > 0 THEN COALESCE(
                (SELECT a.cause FROM debt_action_line x JOIN debt_action a ON a.id = x.action_id
                  WHERE x.item_id = i.id AND a.cause IS NOT NULL AND a.state = 'done'
               ORDER BY a.done_on DESC, a.id DESC LIMIT 1),
                CASE WHEN d.cause_on BETWEEN COALESCE(l.date_maturity, l.date) AND p.moment
                     THEN d.cause END) END
            """
        )

    def _rows_sql(self, company):
        """Each part with its document; `lines` isn't joined again: it has no index."""
        return SQL(
            """
            SELECT %(columns)s
              FROM parts p
              JOIN account_move_line l ON l.id = p.line_id
              JOIN account_move m ON m.id = l.move_id
              JOIN res_partner q ON q.id = p.partner_id
         LEFT JOIN debt_debtor d ON d.partner_id = p.partner_id AND d.company_id = %(company)s
         LEFT JOIN debt_item i ON i.move_line_id = l.id
         LEFT JOIN debt_case c ON c.id = i.case_id
            """,
            columns=self._columns_sql(company),
            company=company.id,
        )

    def _columns_sql(self, company):
        return SQL(
            """
                   COALESCE(p.partial_id * 2, p.line_id * 2 + 1) AS id, %(company)s AS company_id,
                   COALESCE(l.move_name, l.name) AS name, p.partner_id, q.industry_id,
                   q.country_id, i.case_id, l.id AS move_line_id, l.move_id,
                   m.invoice_payment_term_id AS payment_term_id,
                   COALESCE(m.invoice_user_id, q.user_id) AS salesperson_id, m.team_id,
                   COALESCE(c.collector_id, d.collector_id) AS collector_id,
                   COALESCE(c.strategy_id, d.strategy_id) AS strategy_id,
                   d.profile, d.kind, i.phase,
                   %(cause)s AS cause,
                   COALESCE(l.invoice_date, l.date) AS date_invoice,
                   COALESCE(l.date_maturity, l.date) AS date_due,
                   CASE WHEN p.is_paid THEN p.moment END AS date, p.is_paid,
                   %(age)s AS age,
                   p.days AS days_late, p.amount,
                   p.moment - COALESCE(l.invoice_date, l.date) AS days_to_pay,
                   p.amount * p.days AS amount_days,
                   CASE WHEN p.days > 0 THEN p.amount ELSE 0 END AS late_amount,
                   ROUND(p.amount * p.days * %(rate)s / 36500, 2) AS capital_cost
            """,
            company=company.id,
            cause=self._cause_sql(),
            age=AGE_SQL,
            rate=SQL("%s::numeric", str(company.debt_capital_rate)),
        )

    @api.model
    def _case_costs(self, company, cases):
        """Return {case id: cost of the delays of its documents}; only its customers are read."""
        for name, names in self._depends.items():
            self.env[name].flush_model(names)
        query = SQL(
            "SELECT r.case_id, SUM(r.capital_cost) FROM (%s) r WHERE r.case_id IS NOT NULL"
            " GROUP BY r.case_id",
            self._company_query(company, cases.partner_id.ids, date.min),
        )
        return {case_id: float(cost or 0) for case_id, cost in self.env.execute_query(query)}

    @api.model
    def _open_for(self, partner):
        """Return the action that lists the payments of this customer in all years."""
        action = self.env["ir.actions.act_window"]._for_xml_id("debt_collection.debt_delay_action")
        views = [(False, mode) for mode in ("list", "graph", "pivot")]
        return {
            **action,
            "name": self.env._("Payments of %(customer)s", customer=partner.display_name),
            "views": views,
            "view_mode": ",".join(mode for _view, mode in views),
            "domain": [("partner_id", "=", partner.id)],
            "context": {"debt_delay_partners": partner.ids},
        }

    def action_open_document(self):
        """Open the invoice or entry of this row."""
        self.ensure_one()
        return self.move_id.get_formview_action()
