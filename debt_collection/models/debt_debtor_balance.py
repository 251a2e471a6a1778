from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

LEDGER = ("account.move.line", "account.partial.reconcile", "res.partner")


class Balance(NamedTuple):
    """What was open of one journal item on a day, in its currency; credits with a minus."""

    partner_id: int
    currency_id: int
    line_id: int
    amount: Decimal


class DebtDebtor(models.Model):
    """What was open on a day gone by, from the ledger: whatever was paid or settled since."""

    _inherit = "debt.debtor"

    @api.model
    def _balances(self, company, day, partners=None):
        """Return [Balance] of all receivable items open at the end of `day`, oldest first.

        A match counts from the later day of its two entries, as in the general ledger.

        :param partners: commercial partners: only theirs; a sub-select (SQL) will do
        """
        for model in LEDGER:
            self.env[model].flush_model()
        return [Balance(*row) for row in self.env.execute_query(self._sql(company, day, partners))]

    def _sql(self, company, day, partners):
        accounts = self.env["debt.run"].new({"company_id": company.id})._receivable_accounts()
        return SQL(
            """
            SELECT p.commercial_partner_id, l.currency_id, l.id,
                   l.amount_currency - COALESCE(d.amount, 0) + COALESCE(c.amount, 0)
              FROM account_move_line l
              JOIN res_partner p ON p.id = l.partner_id
         LEFT JOIN (%(debits)s) d ON d.id = l.id
         LEFT JOIN (%(credits)s) c ON c.id = l.id
             WHERE l.company_id = %(company)s AND l.account_id = ANY(%(accounts)s)
               AND l.parent_state = 'posted' AND l.date <= %(day)s AND %(scope)s
               AND l.amount_currency - COALESCE(d.amount, 0) + COALESCE(c.amount, 0) <> 0
          ORDER BY p.commercial_partner_id, l.date, l.id
            """,
            debits=self._matched("debit", "credit", company, day),
            credits=self._matched("credit", "debit", company, day),
            company=company.id,
            accounts=accounts.ids,
            day=day,
            scope=self._partner_scope(partners),
        )

    def _matched(self, side, other, company, day):
        """Return the sub-select of what was matched of each item until `day`, in its currency.

        Drafts may be matched too: they don't count.
        """
        return SQL(
            """SELECT r.%(line)s AS id, SUM(r.%(amount)s) AS amount
                 FROM account_partial_reconcile r
                 JOIN account_move_line o ON o.id = r.%(other)s AND o.parent_state = 'posted'
                WHERE r.company_id = %(company)s AND r.max_date <= %(day)s GROUP BY 1""",
            line=SQL.identifier(f"{side}_move_id"),
            amount=SQL.identifier(f"{side}_amount_currency"),
            other=SQL.identifier(f"{other}_move_id"),
            company=company.id,
            day=day,
        )

    @api.model
    def _partner_scope(self, partners):
        if partners is None:
            return SQL("TRUE")
        if isinstance(partners, SQL):
            return SQL("p.commercial_partner_id IN %s", partners)
        return SQL("p.commercial_partner_id = ANY(%s)", partners.ids)

    def _balance_lines(self, day):
        """Return {debtor: values of action lines} of all that was open on `day`.

        As on a statement, what a consumer owes no more because of limitation isn't put before him.
        """
        result = defaultdict(list)
        for company, debtors in self.grouped("company_id").items():
            rows = self._balances(company, day, debtors.partner_id)
            by_partner = {debtor.partner_id.id: debtor for debtor in debtors}
            # whoever asks needn't read the books
            lines = self.env["account.move.line"].sudo().browse(row.line_id for row in rows)
            items = self.env["debt.item"].sudo().search([("move_line_id", "in", lines.ids)])
            by_line = items.grouped("move_line_id")
            barred = debtors._barred_items(items, company._debt_today()).move_line_id
            for row, line in zip(rows, lines, strict=True):
                if line not in barred:
                    item = by_line.get(line, items[:0])
                    values = line._statement_vals(item, day, float(row.amount))
                    result[by_partner[row.partner_id]].append(values)
        return result
