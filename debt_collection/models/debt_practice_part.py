from datetime import date

from odoo import fields, models
from odoo.tools import SQL

CONTEXT = "debt_practice"
SIDES = [("receivable", "We are paid"), ("payable", "We pay")]
BUCKETS = [
    ("1_30", "Up to 30 days"),
    ("2_60", "31 to 60 days"),
    ("3_120", "61 to 120 days"),
    ("4_more", "Over 120 days"),
]
# by the days from the day of the invoice
BUCKET_SQL = SQL(
    """CASE WHEN p.paid IS NULL THEN NULL WHEN p.paid - p.issued <= 30 THEN '1_30'
            WHEN p.paid - p.issued <= 60 THEN '2_60'
            WHEN p.paid - p.issued <= 120 THEN '3_120' ELSE '4_more' END"""
)
ACCOUNTS = {"receivable": "asset_receivable", "payable": "liability_payable"}
INVOICES = {
    "receivable": ("out_invoice", "out_receipt"),
    "payable": ("in_invoice", "in_receipt"),
}
REFUNDS = ("out_refund", "in_refund")
# exchange differences and credit notes don't pay
IS_PAYMENT = SQL(
    """r.amount > 0 AND c.parent_state = 'posted' AND m.move_type NOT IN %s
       AND NOT EXISTS (SELECT FROM account_partial_reconcile x
                        WHERE x.exchange_move_id = c.move_id)""",
    REFUNDS,
)
# beside the EU: EFTA (art. 2 pt 7 of the Act of 8 March 2013)
EFTA = ("NO", "IS", "LI", "CH")


class DebtPracticePart(models.Model):
    """What the report of payment practices counts: each payment of an invoice, ours and that of
    customers, and what of it is open. Company and year come with the context.

    Between businesses of the EU and EFTA, without companies of the same group, gross, in the
    company's currency. A part payment counts by itself; a credit note isn't a payment, a set-off
    is (art. 13a of the Polish Act of 8 March 2013 on late payments).
    """

    _name = "debt.practice.part"
    _description = "Payment of an Invoice"
    _auto = False
    _rec_name = "name"
    _order = "date_invoice, id"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    side = fields.Selection(SIDES, readonly=True)
    name = fields.Char("Document", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer or vendor", readonly=True)
    move_id = fields.Many2one("account.move", "Entry", readonly=True)
    date_invoice = fields.Date("Issued", readonly=True)
    date_due = fields.Date("Due date", readonly=True)
    date_paid = fields.Date("Paid on", readonly=True)
    days = fields.Integer("Days from issue", readonly=True, aggregator="avg")
    bucket = fields.Selection(BUCKETS, "Paid within", readonly=True)
    is_paid = fields.Boolean("Paid in the year", readonly=True)
    is_due = fields.Boolean("Due in the year", readonly=True)
    is_late = fields.Boolean("Not paid in time", readonly=True)
    amount = fields.Monetary(readonly=True)

    _depends = {
        "account.move.line": [
            "account_id", "move_id", "company_id", "partner_id", "parent_state", "date",
            "date_maturity", "amount_residual",
        ],
        "account.move": ["move_type", "invoice_date"],
        "account.partial.reconcile": ["debit_move_id", "credit_move_id", "amount"],
        "account.payment": ["date"],
        "res.partner": ["commercial_partner_id", "country_id", "is_company", "vat"],
        "debt.debtor": ["kind", "company_id", "partner_id"],
        "res.company": ["debt_group_partner_ids", "partner_id"],
    }  # fmt: skip

    @property
    def _table_query(self):
        asked = self.env.context.get(CONTEXT) or {}
        company = self.env["res.company"].browse(asked.get("company_id") or self.env.company.id)
        today = company._debt_today()
        year = int(asked.get("year") or today.year - 1)
        sides = [self._side_query(company, side, year, today) for side in ACCOUNTS]
        return SQL(" UNION ALL ").join(sides)

    def _side_query(self, company, side, year, today):
        """What is due on a day counts from the next day on: whoever pays on it pays in time."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return SQL(
            """
            SELECT p.id, %(company)s AS company_id, %(side)s AS side, p.name, p.partner_id,
                   p.move_id, p.issued AS date_invoice, p.due AS date_due, p.paid AS date_paid,
                   p.paid - p.issued AS days,
                   %(bucket)s AS bucket,
                   COALESCE(p.paid BETWEEN %(first)s AND %(last)s, FALSE) AS is_paid,
                   p.due BETWEEN %(first)s AND %(due_until)s AS is_due,
                   p.due BETWEEN %(first)s AND %(due_until)s
                       AND COALESCE(p.paid > p.due, TRUE) AS is_late,
                   p.amount
              FROM (%(parts)s) p
             WHERE p.paid BETWEEN %(first)s AND %(last)s
                OR p.due BETWEEN %(first)s AND %(due_until)s
            """,
            company=company.id,
            side=side,
            bucket=BUCKET_SQL,
            first=first,
            last=last,
            due_until=min(last, fields.Date.subtract(today, days=1)),
            parts=self._parts_query(company, side),
        )

    def _parts_query(self, company, side):
        """Payments of invoices, and what is open; ids of both sides differ."""
        is_receivable = side == "receivable"
        own, other = ("debit_move_id", "credit_move_id")[:: 1 if is_receivable else -1]
        return SQL(
            """
            WITH lines AS MATERIALIZED (%(lines)s)
            SELECT r.id * 4 + %(shift)s AS id, l.name, l.partner_id, l.move_id, l.issued, l.due,
                   COALESCE(pay.date, c.date) AS paid, r.amount
              FROM lines l
              JOIN account_partial_reconcile r ON r.%(own)s = l.id
              JOIN account_move_line c ON c.id = r.%(other)s
              JOIN account_move m ON m.id = c.move_id
         LEFT JOIN account_payment pay ON pay.id = c.payment_id
             WHERE %(is_payment)s
         UNION ALL
            SELECT l.id * 4 + 2 + %(shift)s, l.name, l.partner_id, l.move_id, l.issued, l.due,
                   NULL::date, ABS(l.open)
              FROM lines l WHERE l.open <> 0
            """,
            lines=self._lines_query(company, side),
            shift=0 if is_receivable else 1,
            own=SQL.identifier(own),
            other=SQL.identifier(other),
            is_payment=IS_PAYMENT,
        )

    def _lines_query(self, company, side):
        return SQL(
            """
            SELECT l.id, l.move_id, COALESCE(l.move_name, l.name) AS name, q.id AS partner_id,
                   COALESCE(m.invoice_date, l.date) AS issued,
                   COALESCE(l.date_maturity, l.date) AS due, l.amount_residual AS open
              FROM account_move_line l
              JOIN account_move m ON m.id = l.move_id
              JOIN res_partner p ON p.id = l.partner_id
              JOIN res_partner q ON q.id = p.commercial_partner_id
         LEFT JOIN res_country n ON n.id = q.country_id
         LEFT JOIN debt_debtor d ON d.partner_id = q.id AND d.company_id = %(company)s
             WHERE l.company_id = %(company)s AND l.parent_state = 'posted'
               AND l.account_id = ANY(%(accounts)s) AND m.move_type IN %(types)s
               AND (q.is_company OR COALESCE(q.vat, '') <> '')
               AND COALESCE(d.kind, 'business') <> 'consumer'
               AND NOT q.id = ANY(%(group)s)
               AND (n.id IS NULL OR n.id = ANY(%(countries)s))
            """,
            company=company.id,
            accounts=self._account_ids(company, side),
            types=INVOICES[side],
            group=company._debt_group_partners().ids,
            countries=self._country_ids(),
        )

    def _account_ids(self, company, side):
        # sudo: which accounts there are is no secret to whoever may read the report
        accounts = self.env["account.account"].sudo().with_context(active_test=False)
        domain = accounts._check_company_domain(company)
        return accounts.search([*domain, ("account_type", "=", ACCOUNTS[side])]).ids

    def _country_ids(self):
        union = self.env.ref("base.europe").country_ids
        return (union | self.env["res.country"].search([("code", "in", EFTA)])).ids

    def action_open(self):
        """Open the invoice of this row."""
        self.ensure_one()
        return self.move_id.get_formview_action()
