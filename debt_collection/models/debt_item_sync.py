from collections import namedtuple
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

REOPEN_DAYS = 30

Row = namedtuple("Row", "item_id owed due partner_id")
Changes = namedtuple("Changes", "closed reopened due_moved customer_moved")


class DebtItem(models.Model):
    """Items follow their journal items: closed when paid, reopened when the payment is undone."""

    _inherit = "debt.item"

    # one definition of "owed" for the refresh and the nightly difference
    @api.model
    def _owed_sql(self):
        """Condition on `l` (journal item) and `a` (its account): something is owed on it."""
        return SQL(
            "l.parent_state = 'posted' AND l.reconciled IS NOT TRUE"
            " AND l.amount_residual_currency > 0 AND a.account_type = 'asset_receivable'"
        )

    @api.model
    def _from_sql(self):
        return SQL(
            """
            FROM debt_item i
            JOIN debt_debtor d ON d.id = i.debtor_id
       LEFT JOIN account_move_line l ON l.id = i.move_line_id
       LEFT JOIN account_account a ON a.id = l.account_id
       LEFT JOIN res_partner p ON p.id = l.partner_id
            """
        )

    @api.model
    def _changed_keys(self, company):
        """Return {(company id, commercial partner id)}: whose items differ from the ledger.

        Finds what no hook saw: imports, plain SQL, customers moved under another one. One
        statement; both the old and the new customer of a moved item are returned.
        """
        self._flush_ledger()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT d.partner_id, p.commercial_partner_id,
                       (i.closed_on IS NULL) = COALESCE(%(owed)s, FALSE),
                       COALESCE(l.date_maturity, l.date), i.date_due
                %(tables)s
                 WHERE i.company_id = %(company)s AND i.plan_line_id IS NULL
                   AND ((i.closed_on IS NULL) <> COALESCE(%(owed)s, FALSE)
                        OR p.commercial_partner_id <> d.partner_id AND i.closed_on IS NULL
                        OR COALESCE(l.date_maturity, l.date) <> i.date_due AND i.closed_on IS NULL)
                """,
                owed=self._owed_sql(),
                tables=self._from_sql(),
                company=company.id,
            )
        )
        due = self.env["debt.calendar"]._effective_due(company, {row[3] for row in rows if row[3]})
        return {
            (company.id, partner)
            for old, new, same, date, date_due in rows
            if not same or old != new or due[date] != date_due
            for partner in {old, new} - {None}
        }

    @api.model
    def _sync_ledger(self, debtors, day):
        """Bring the items of `debtors` (one company) in step with the ledger.

        :param day: the company's date
        :return: Changes, recordsets of debt.item
        """
        company = debtors.company_id
        rows = self._ledger_rows(debtors)
        due = self.env["debt.calendar"]._effective_due(
            company, {row.due for row in rows if row.due}
        )
        by_id = {row.item_id: row for row in rows}
        items = self.browse(by_id)
        owed = items.filtered(lambda item: by_id[item.id].owed)
        closed = (items - owed).filtered(lambda item: not item.closed_on)
        reopened = owed.filtered("closed_on")
        customer_moved = owed.filtered(
            lambda item: by_id[item.id].partner_id not in (None, item.debtor_id.partner_id.id)
        )
        due_moved = owed.filtered(lambda item: item.date_due != due[by_id[item.id].due])
        closed._close(day)
        reopened._reopen(day)
        for item in due_moved:
            item.write({"date_due": due[by_id[item.id].due], "next_date": False})
        customer_moved._move_to({item: by_id[item.id].partner_id for item in customer_moved})
        return Changes(closed, reopened, due_moved, customer_moved)

    def _ledger_rows(self, debtors):
        self._flush_ledger()
        return [
            Row(*row)
            for row in self.env.execute_query(
                SQL(
                    """
                    SELECT i.id, COALESCE(%(owed)s, FALSE), COALESCE(l.date_maturity, l.date),
                           p.commercial_partner_id
                    %(tables)s
                     WHERE i.debtor_id = ANY(%(debtors)s) AND i.plan_line_id IS NULL
                    """,
                    owed=self._owed_sql(),
                    tables=self._from_sql(),
                    debtors=debtors.ids,
                )
            )
        ]

    @api.model
    def _flush_ledger(self):
        self.flush_model()
        for model in ("debt.debtor", "account.move.line", "account.account", "res.partner"):
            self.env[model].flush_model()

    def _close(self, day):
        """Nothing is owed on these any more; position and round stay, in case it comes back."""
        self.write(
            {
                "closed_on": day,
                "pending_step_id": False,
                "next_step_id": False,
                "next_date": False,
                "reason": "paid",
                "reason_data": False,
            }
        )

    def _reopen(self, day):
        """Owed again: within 30 days where they stood, later in a new round from the start."""
        recent = self.filtered(lambda item: item.closed_on >= day - timedelta(days=REOPEN_DAYS))
        recent.write({"closed_on": False, "reason": False, "next_date": False})
        recent.case_id.filtered(lambda case: case.state == "closed")._reopen(day)
        (self - recent)._next_round()
        (self - recent).write({"case_id": False})

    def _next_round(self):
        """Start these from the beginning of the ladder."""
        for number, items in self.grouped("round").items():
            items.write(
                {
                    "round": number + 1,
                    "closed_on": False,
                    "step_id": False,
                    "step_date": False,
                    "pending_step_id": False,
                    "next_step_id": False,
                    "next_date": False,
                    "phase": "0_monitoring",
                    "reason": False,
                    "reason_data": False,
                }
            )

    def _move_to(self, partners):
        """Hand items over to the debtors of other customers. `partners`: {item: partner id}."""
        for partner_id in set(partners.values()):
            items = self.filtered(lambda item, p=partner_id: partners[item] == p)
            debtor = self.env["debt.debtor"]._get_or_create(
                items.company_id, self.env["res.partner"].browse(partner_id)
            )
            items.write(
                {
                    "debtor_id": debtor.id,
                    "case_id": debtor._open_case().id,
                    "pending_step_id": False,
                    "next_date": False,
                }
            )
            debtor._touch()

    @api.model
    def _get_or_create(self, lines):
        """Return the items of receivable journal items, also of ones not yet within reach."""
        items = self.search([("move_line_id", "in", lines.ids)])
        values = []
        for line in lines - items.move_line_id:
            company, date = line.company_id, line.date_maturity or line.date
            debtor = self.env["debt.debtor"]._get_or_create(company, line.partner_id)
            values.append(
                {
                    "company_id": company.id,
                    "debtor_id": debtor.id,
                    "case_id": debtor._open_case().id,
                    "move_line_id": line.id,
                    "name": line.move_id.name,
                    "currency_id": line.currency_id.id,
                    "date_due": self.env["debt.calendar"]._effective_due(company, [date])[date],
                }
            )
        return items | self.create(values)
