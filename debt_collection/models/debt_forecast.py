from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

KINDS = [("promise", "Promises"), ("plan", "Instalments"), ("usual", "Usual delay")]
# columns of the rows, in this order
COLUMNS = (
    "id", "kind", "company_id", "currency_id", "partner_id", "name", "date_due", "date", "week",
    "amount", "case_id", "collector_id", "promise_id", "plan_id", "move_id",
)  # fmt: skip


class DebtForecast(models.Model):
    """Money that should come in: each open amount once, on the day on which it is expected.

    Open promises on their day, what is still missing of them; instalments of running agreements
    when due; other open items on their due date and the customer's average delay. Disputed items
    aren't expected, nor those whose usual day has passed. The day (default: the company's today)
    comes with the context: `debt_forecast_day`.
    """

    _name = "debt.forecast"
    _description = "Expected Money"
    _auto = False
    _order = "date, id"
    _rec_name = "name"

    kind = fields.Selection(KINDS, "Expected by", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    name = fields.Char("Document", readonly=True)
    date_due = fields.Date("Due date", readonly=True)
    date = fields.Date("Expected on", readonly=True)
    week = fields.Date("Week from", readonly=True)
    amount = fields.Monetary(
        readonly=True, help="In the company's currency; other currencies at today's rate."
    )
    case_id = fields.Many2one("debt.case", readonly=True)
    collector_id = fields.Many2one(
        "res.users", "Collector", readonly=True, help="Of a case without one: who took the promise."
    )
    promise_id = fields.Many2one("debt.promise", readonly=True)
    plan_id = fields.Many2one("debt.plan", "Agreement", readonly=True)
    move_id = fields.Many2one("account.move", "Entry", readonly=True)

    _depends = {
        "account.move.line": [
            "account_id", "amount_residual", "company_id", "date", "date_maturity", "move_name",
            "name", "parent_state", "partner_id", "reconciled",
        ],
        "res.partner": ["commercial_partner_id"],
        "debt.debtor": ["company_id", "days_late_avg", "partner_id"],
        "debt.item": [
            "case_id", "closed_on", "date_due", "debtor_id", "move_line_id", "name", "plan_line_id",
        ],
        "debt.plan.line": ["plan_id"],
        "debt.case": ["collector_id"],
        "debt.hold": ["ended_on", "item_id", "kind"],
        "debt.promise": ["amount", "case_id", "date", "debtor_id", "state", "user_id"],
        "debt.promise.line": ["item_id", "promise_id"],
    }  # fmt: skip

    @property
    def _table_query(self):
        asked = fields.Date.to_date(self.env.context.get("debt_forecast_day"))
        parts = []
        for company in self.env.companies:
            day = asked or company._debt_today()
            parts += [
                self._usual_sql(company, day),
                self._promises_sql(company, day),
                self._instalments_sql(company, day),
            ]
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)

    def _columns(self, kind, ident, company, **values):
        """The columns of a part; ids of three kinds don't meet."""
        number = [key for key, _label in KINDS].index(kind)
        values |= {
            "id": SQL("%s * 3 + %s", ident, number),
            "kind": SQL("%s", kind),
            "company_id": SQL("%s", company.id),
            "currency_id": SQL("%s", company.currency_id.id),
            "week": SQL("DATE_TRUNC('week', %s)::date", values["date"]),
        }
        return SQL(", ").join(
            SQL("%s AS %s", values.get(name, SQL("NULL::int")), SQL.identifier(name))
            for name in COLUMNS
        )

    def _usual_sql(self, company, day):
        """Items that nothing was agreed on: due date + the customer's own average delay."""
        columns = self._columns(
            "usual",
            SQL("l.id"),
            company,
            partner_id=SQL("r.commercial_partner_id"),
            name=SQL("COALESCE(l.move_name, l.name)"),
            date_due=SQL("x.date_due"),
            date=SQL("x.date"),
            amount=SQL("l.amount_residual"),
            case_id=SQL("c.id"),
            collector_id=SQL("c.collector_id"),
            move_id=SQL("l.move_id"),
        )
        return SQL(
            """
            SELECT %(columns)s
              FROM account_move_line l
              JOIN res_partner r ON r.id = l.partner_id
         LEFT JOIN debt_debtor d ON d.partner_id = r.commercial_partner_id
               AND d.company_id = l.company_id
         LEFT JOIN debt_item i ON i.move_line_id = l.id
         LEFT JOIN debt_case c ON c.id = i.case_id
     CROSS JOIN LATERAL (
               SELECT t.date_due,
                      t.date_due + GREATEST(ROUND(COALESCE(d.days_late_avg, 0)), 0)::int AS date
                 FROM (SELECT COALESCE(i.date_due, l.date_maturity, l.date) AS date_due) t) x
             WHERE l.account_id = ANY(%(accounts)s) AND l.company_id = %(company)s
               AND l.parent_state = 'posted' AND l.reconciled IS NOT TRUE
               AND l.amount_residual > 0 AND x.date >= %(day)s
               AND NOT EXISTS (SELECT FROM debt_hold h
                                WHERE h.item_id = i.id AND h.ended_on IS NULL
                                  AND h.kind IN ('promise', 'plan', 'dispute'))
            """,
            columns=columns,
            # named one by one, so that PostgreSQL knows how many lines they have
            accounts=self.env["debt.aging"]._accounts("receivable", company).ids,
            company=company.id,
            day=day,
        )

    def _promises_sql(self, company, day):
        """Open promises: what each still brings."""
        columns = self._columns(
            "promise",
            SQL("p.id"),
            company,
            partner_id=SQL("d.partner_id"),
            name=SQL(
                """(SELECT STRING_AGG(i.name, ', ' ORDER BY i.date_due, i.id)
                      FROM debt_promise_line n JOIN debt_item i ON i.id = n.item_id
                     WHERE n.promise_id = p.id)"""
            ),
            date_due=SQL("NULL::date"),
            date=SQL("p.date"),
            amount=SQL("v.amount"),
            case_id=SQL("p.case_id"),
            collector_id=SQL("COALESCE(c.collector_id, p.user_id)"),
            promise_id=SQL("p.id"),
        )
        return SQL(
            """
            SELECT %s FROM %s
              JOIN debt_promise p ON p.id = v.id
              JOIN debt_debtor d ON d.id = p.debtor_id
         LEFT JOIN debt_case c ON c.id = p.case_id
             WHERE v.amount > 0
            """,
            columns,
            self._values_sql(self._promised(company, day)),
        )

    def _instalments_sql(self, company, day):
        """Instalments of running agreements: what is open of each."""
        columns = self._columns(
            "plan",
            SQL("i.id"),
            company,
            partner_id=SQL("d.partner_id"),
            name=SQL("i.name"),
            date_due=SQL("i.date_due"),
            date=SQL("i.date_due"),
            amount=SQL("v.amount"),
            case_id=SQL("i.case_id"),
            collector_id=SQL("c.collector_id"),
            plan_id=SQL("w.plan_id"),
        )
        return SQL(
            """
            SELECT %s FROM %s
              JOIN debt_item i ON i.id = v.id
              JOIN debt_plan_line w ON w.id = i.plan_line_id
              JOIN debt_debtor d ON d.id = i.debtor_id
         LEFT JOIN debt_case c ON c.id = i.case_id
            """,
            columns,
            self._values_sql(self._instalments(company, day)),
        )

    def _values_sql(self, amounts):
        """(id, amount) of {record: amount}; figures the ledger's columns alone don't give."""
        return SQL(
            "UNNEST(%s::int[], %s::numeric[]) AS v(id, amount)",
            [record.id for record in amounts],
            list(amounts.values()),
        )

    def _promised(self, company, day):
        """Return {open promise: what it still brings, in the company's currency}."""
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "open")
        # sudo: the record rules of the rows say who sees which
        promises_sudo = self.env["debt.promise"].sudo().search(domain & Domain("date", ">=", day))
        paid = promises_sudo._paid() if promises_sudo else {}
        return {
            promise: promise.currency_id._convert(
                max(promise.amount - float(paid[promise].paid), 0.0),
                company.currency_id,
                company,
                day,
            )
            for promise in promises_sudo
        }

    def _instalments(self, company, day):
        """Return {open instalment of a running agreement: its amount, as of `_promised`}."""
        # sudo: see _promised
        items_sudo = (
            self.env["debt.item"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("plan_line_id.plan_id.state", "=", "active"),
                    ("closed_on", "=", False),
                    ("date_due", ">=", day),
                ]
            )
        )
        return {
            item: item.currency_id._convert(item.amount_residual, company.currency_id, company, day)
            for item in items_sudo
        }

    def action_open(self):
        """Open the promise, the agreement or the document that money is expected of."""
        self.ensure_one()
        return (self.promise_id or self.plan_id or self.move_id)._get_records_action()
