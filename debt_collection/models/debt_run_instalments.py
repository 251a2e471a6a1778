from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ..tools import pairing
from ..tools.netting import share
from .debt_run_facts import Row

# where the item's closed_on stands in a row of `_instalments_sql`, without the agreement
CLOSED = 15


class Agreed(NamedTuple):
    """A running agreement with what its debts have left in the ledger."""

    plan_id: int
    partner_id: int
    currency_id: int
    since: object
    paid: str
    open: str
    company_open: str


class DebtRun(models.Model):
    """Instalments of running agreements: rows among those of the ledger.

    Their key is the negative id of the instalment. What is paid of them is what their debts have
    less than on the day of the agreement, the oldest instalment first; nothing of it is stored.
    """

    _inherit = "debt.run"

    def _add_instalments(self, settings, chunk, rows):
        """Add the open instalments of a chunk to `rows` ({partner: [Row]}).

        Return [(partner, item)] of paid ones that are still watched.
        """
        found, paid = self._read_instalments(settings, chunk)
        for row in found:
            rows.setdefault(row.partner_id, []).append(row)
        return paid

    def _read_instalments(self, settings, chunk):
        """([Row] of open instalments, [(partner, item)] of paid ones still watched)."""
        if not settings.plan_debtor_ids:
            return [], []
        scope = self._scope(SQL("d.partner_id"), chunk)
        agreed = {
            row[0]: Agreed._make(row)
            for row in self.env.execute_query(self._agreed_sql(settings, scope))
        }
        lines = defaultdict(list)
        if agreed:
            for plan_id, *line in self.env.execute_query(self._instalments_sql(list(agreed))):
                lines[plan_id].append(line)
        rows, gone = [], []
        for plan_id, plan in agreed.items():
            amounts = [Decimal(line[2]) for line in lines[plan_id]]
            paid = pairing.fill(Decimal(plan.paid), amounts)
            for line, amount, part in zip(lines[plan_id], amounts, paid, strict=True):
                if amount > part:
                    rows.append(self._instalment_row(settings, plan, line, amount - part))
                elif not line[CLOSED]:
                    gone.append((plan.partner_id, line[3]))
        return rows, gone

    def _agreed_sql(self, settings, scope):
        """Running agreements `p` of debtors `d`, with what their debts have left that day."""
        _where, company_open, open_ = self._ledger_sql(settings)
        running = SQL("p.state = 'active'")
        if settings.is_past:
            running = SQL(
                "p.accepted_on <= %(day)s AND COALESCE(p.kept_on, p.broken_on, p.cancelled_on::date"
                ", %(day)s::date + 1) > %(day)s",
                day=settings.day,
            )
        return SQL(
            """
            SELECT p.id, d.partner_id, p.currency_id, p.accepted_on,
                   SUM(i.amount - LEAST(GREATEST(COALESCE(%(open)s, 0), 0), i.amount))::text,
                   SUM(GREATEST(COALESCE(%(open)s, 0), 0))::text,
                   SUM(GREATEST(COALESCE(%(company_open)s, 0), 0))::text
              FROM debt_plan p
              JOIN debt_debtor d ON d.id = p.debtor_id
              JOIN debt_plan_item i ON i.plan_id = p.id
         LEFT JOIN account_move_line l ON l.id = i.move_line_id AND l.parent_state = 'posted'
             WHERE p.company_id = %(company)s AND %(running)s AND %(scope)s
          GROUP BY p.id, d.partner_id
            """,
            open=open_,
            company_open=company_open,
            company=settings.company_id,
            running=running,
            scope=scope,
        )

    def _instalments_sql(self, plan_ids):
        return SQL(
            """
            SELECT s.plan_id, s.id, s.date_due, s.amount::text, i.id, i.name, i.round, i.step_id,
                   i.step_date, i.pending_step_id, i.phase, i.next_step_id, i.next_date, i.reason,
                   i.reason_data, i.date_due, i.closed_on, i.case_id, i.debtor_id,
                   i.limitation_kind, i.limitation_from, i.limitation_date
              FROM debt_plan_line s
              JOIN debt_item i ON i.plan_line_id = s.id
             WHERE s.plan_id = ANY(%s)
          ORDER BY s.plan_id, s.date_due, s.id
            """,
            plan_ids,
        )

    def _instalment_row(self, settings, plan, line, left):
        """The Row of an instalment; its mark is 0: the ledger's own lines tell of changes."""
        line_id, due, gross, item_id, name, *position = line
        return Row(
            plan.partner_id,
            -line_id,
            plan.currency_id,
            str(self._in_company_currency(settings, plan, left)),
            str(left),
            due,
            plan.since,
            name,
            gross,
            False,
            0,
            item_id,
            *position[:-3],
            False,
            *position[-3:],
        )

    def _in_company_currency(self, settings, plan, amount):
        """An amount at the rate the debts are booked at; at the day's when they are paid."""
        if plan.currency_id == settings.currency_id:
            return amount
        digits = settings.digits[settings.currency_id]
        if Decimal(plan.open):
            value = share(Decimal(plan.company_open), Decimal(plan.open), amount)
        else:
            currency = self.env["res.currency"].browse(plan.currency_id)
            company = self.company_id
            value = currency._convert(float(amount), company.currency_id, company, settings.day)
        return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)

    def _plan_debtors(self):
        """Ids of debtors with an agreement: only they are asked for instalments."""
        self.env["debt.plan"].flush_model()
        self.env["debt.plan.line"].flush_model()
        self.env["debt.plan.item"].flush_model()
        # a look back asks also for those that have ended since
        wanted = SQL("accepted_on IS NOT NULL" if self.mode == "as_of" else "state = 'active'")
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT debtor_id FROM debt_plan WHERE company_id = %s AND %s",
                self.company_id.id,
                wanted,
            )
        )
        return [debtor for (debtor,) in rows]
