from typing import NamedTuple

from odoo import models
from odoo.tools import SQL


class Row(NamedTuple):
    """An open receivable line with its item, as the ledger says; amounts as text, for Decimal."""

    partner_id: int
    line_id: int
    currency_id: int
    company_open: str
    open: str
    due: object
    issued: object
    name: str
    gross: str
    no_followup: bool
    mark: int
    item_id: int | None
    round: int | None
    step_id: int | None
    step_date: object
    pending_step_id: int | None
    phase: str | None
    next_step_id: int | None
    next_date: object
    reason: str | None
    reason_data: dict | None
    date_due: object
    closed_on: object
    case_id: int | None
    debtor_id: int | None
    is_accessory: bool
    limitation_kind: str | None
    limitation_from: object
    limitation_date: object

    @property
    def is_instalment(self):
        """Whether it is an instalment of an agreement, see `debt.run._add_instalments`."""
        return self.line_id < 0


class Who(NamedTuple):
    """A commercial partner with his debtor row and open case, as far as they exist."""

    partner_id: int
    is_business: bool
    has_email: bool
    country_id: int | None
    debtor_id: int | None
    strategy_id: int | None
    collector_id: int | None
    kind: str | None
    profile: str | None
    wants_list: bool | None
    net_limit: str | None
    ledger_hash: str | None
    next_date: object
    overdue: str | None
    total: str | None
    days_late: int | None
    case_id: int | None
    case_strategy_id: int | None
    case_collector_id: int | None
    replied: object
    overdue_since: object
    case_overdue: str | None
    case_total: str | None
    case_days_late: int | None
    case_next_date: object
    recent_case_id: int | None
    broken: int | None
    no_call: bool
    no_sms: bool
    ways: list | None


class DebtRun(models.Model):
    """The facts: what one SELECT each reads for a chunk of customers. Nothing is written here."""

    _inherit = "debt.run"

    def _scope(self, column, chunk):
        """Condition that `column` (commercial partner) belongs to a chunk."""
        if chunk.get("ids") is not None:
            return SQL("%s = ANY(%s)", column, chunk["ids"])
        return SQL("%s BETWEEN %s AND %s", column, chunk["low"], chunk["high"])

    def _mark_sql(self):
        """A number that changes with anything of an open line that a rule reads."""
        return SQL(
            """hashint8extended(l.id, hash_numeric_extended(l.amount_residual_currency,
               (COALESCE(l.date_maturity, l.date) - DATE '2000-01-01') * 2
               + COALESCE(l.no_followup, FALSE)::int))"""
        )

    def _noted_sql(self):
        """Whether line `l` is the claim of a note of interest or compensation."""
        self.env["debt.interest.note"].flush_model(["move_id"])
        tables = self.env["debt.interest"]._accessory_tables()
        exists = "EXISTS (SELECT FROM %s n WHERE n.move_id = l.move_id)"
        return SQL(" OR ").join(SQL(exists, SQL.identifier(table)) for table in tables)

    def _ledger_sql(self, settings):
        """(FROM and WHERE of the open receivable lines `l` of partners `p`, residual columns)."""
        condition = SQL(
            "l.account_id = ANY(%s) AND l.parent_state = 'posted' AND l.company_id = %s",
            settings.account_ids,
            settings.company_id,
        )
        if not settings.is_as_of:
            return (
                SQL(
                    "l.reconciled IS NOT TRUE AND l.amount_residual_currency <> 0 AND %s", condition
                ),
                SQL("l.amount_residual"),
                SQL("l.amount_residual_currency"),
            )
        return (
            SQL("l.date <= %s AND %s AND %s <> 0", settings.day, condition, self._past_sql(True)),
            self._past_sql(False),
            self._past_sql(True),
        )

    def _past_sql(self, in_currency):
        """What was open on the day of the run: the line less what was matched until then."""
        full, debit, credit = (
            ("amount_currency", "debit_amount_currency", "credit_amount_currency")
            if in_currency
            else ("balance", "amount", "amount")
        )
        return SQL(
            """(%s
             - COALESCE((SELECT SUM(r.%s) FROM account_partial_reconcile r
                          WHERE r.debit_move_id = l.id AND r.max_date <= %s), 0)
             + COALESCE((SELECT SUM(r.%s) FROM account_partial_reconcile r
                          WHERE r.credit_move_id = l.id AND r.max_date <= %s), 0))""",
            SQL.identifier("l", full),
            SQL.identifier(debit),
            self.date,
            SQL.identifier(credit),
            self.date,
        )

    def _read_ledger(self, settings, chunk):
        """[Row] of the chunk, by partner. One SELECT from the ledger with the items' positions."""
        where, company_open, open_ = self._ledger_sql(settings)
        return map(
            Row._make,
            self.env.execute_query(
                SQL(
                    """
                    SELECT p.commercial_partner_id, l.id, l.currency_id, %(company_open)s::text,
                           %(open)s::text, COALESCE(l.date_maturity, l.date),
                           COALESCE(l.invoice_date, l.date), l.move_name, l.amount_currency::text,
                           COALESCE(l.no_followup, FALSE), %(mark)s,
                           i.id, i.round, i.step_id, i.step_date, i.pending_step_id, i.phase,
                           i.next_step_id, i.next_date, i.reason, i.reason_data, i.date_due,
                           i.closed_on, i.case_id, i.debtor_id, %(accessory)s,
                           i.limitation_kind, i.limitation_from, i.limitation_date
                      FROM account_move_line l
                      JOIN res_partner p ON p.id = l.partner_id
                 LEFT JOIN debt_item i ON i.move_line_id = l.id
                     WHERE %(where)s AND %(scope)s
                  ORDER BY p.commercial_partner_id, l.id
                    """,
                    company_open=company_open,
                    open=open_,
                    mark=self._mark_sql(),
                    accessory=self._noted_sql(),
                    where=where,
                    scope=self._scope(SQL("p.commercial_partner_id"), chunk),
                )
            ),
        )

    def _read_gone(self, settings, chunk):
        """[(partner, item)] watched items that aren't open in the ledger any more."""
        return self.env.execute_query(
            SQL(
                """
                SELECT d.partner_id, i.id
                  FROM debt_item i
                  JOIN debt_debtor d ON d.id = i.debtor_id
             LEFT JOIN account_move_line l
                    ON l.id = i.move_line_id AND l.reconciled IS NOT TRUE
                   AND l.parent_state = 'posted' AND l.account_id = ANY(%s)
                   AND l.company_id = i.company_id AND l.amount_residual_currency > 0
                 WHERE i.company_id = %s AND i.closed_on IS NULL AND l.id IS NULL AND %s
                   AND i.plan_line_id IS NULL
                """,
                settings.account_ids,
                settings.company_id,
                self._scope(SQL("d.partner_id"), chunk),
            )
        )

    def _read_who(self, settings, partner_ids):
        """{partner: Who}."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.id, COALESCE(p.is_company, FALSE) OR COALESCE(p.vat, '') <> '',
                       NOT %(no_email)s AND (COALESCE(k.email, p.email, '') <> '' OR EXISTS (
                           SELECT FROM res_partner n WHERE n.parent_id = p.id
                              AND n.type = 'invoice' AND COALESCE(n.email, '') <> ''
                              AND n.debt_no_email IS NOT TRUE)),
                       p.country_id, d.id, d.strategy_id, d.collector_id, d.kind, d.profile,
                       d.wants_due_list, d.net_limit::text, d.ledger_hash, d.next_date,
                       d.overdue::text, d.total::text, d.days_late,
                       c.id, c.strategy_id, c.collector_id, %(replied)s, c.overdue_since,
                       c.overdue::text, c.total::text, c.days_late, c.next_date,
                       (SELECT MAX(o.id) FROM debt_case o
                         WHERE c.id IS NULL AND o.debtor_id = d.id AND o.state = 'closed'
                           AND o.closed_on >= %(day)s::date - 30),
                       (SELECT COUNT(*) FROM debt_promise b
                         WHERE b.debtor_id = d.id AND b.state = 'broken'
                           AND b.judged_on BETWEEN %(broken_since)s AND %(day)s),
                       %(no_call)s, %(no_sms)s, (SELECT ARRAY_AGG(n.code) FROM debt_debtor_channel w
                          JOIN debt_channel n ON n.id = w.channel_id WHERE w.debtor_id = d.id)
                  FROM res_partner p
             LEFT JOIN debt_debtor d ON d.partner_id = p.id AND d.company_id = %(company)s
             LEFT JOIN res_partner k ON k.id = d.contact_id
             LEFT JOIN debt_case c ON c.debtor_id = d.id AND c.state = 'open'
                 WHERE p.id = ANY(%(partners)s)
                """,
                replied=self._local_sql(SQL("c.replied_on"), settings),
                **{name: self._unwanted_sql(name) for name in ("no_call", "no_sms", "no_email")},
                day=settings.day,
                broken_since=settings.broken_since,
                company=settings.company_id,
                partners=partner_ids,
            )
        )
        return {row[0]: Who._make(row) for row in rows}

    def _unwanted_sql(self, name):
        """Whether the customer `p` or the contact `k` asked not to be contacted this way."""
        column = f"debt_{name}"
        return SQL(
            "(COALESCE(%s, FALSE) OR COALESCE(%s, FALSE))",
            SQL.identifier("p", column),
            SQL.identifier("k", column),
        )

    def _local_sql(self, column, settings):
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", column, settings.tz)
