from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class DebtSetoff(models.Model):
    """Who owes us and whom we owe, in one currency: what could be set off, live from the ledger.

    A query; the document itself is a manual settlement (`debt.settlement`) marked as a set-off.
    """

    _name = "debt.setoff"
    _description = "Mutual Debts"
    _auto = False
    _rec_name = "partner_id"
    _order = "amount desc, id"

    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer and vendor", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    receivable = fields.Monetary("He owes us", readonly=True, aggregator=None)
    receivable_due = fields.Monetary("of it due", readonly=True, aggregator=None)
    payable = fields.Monetary("We owe him", readonly=True, aggregator=None)
    payable_due = fields.Monetary("of our debt due", readonly=True, aggregator=None)
    amount = fields.Monetary(
        "Could be set off", readonly=True, aggregator=None, help="By agreement with the customer."
    )
    amount_alone = fields.Monetary(
        "Without his consent",
        readonly=True,
        aggregator=None,
        help="Our claims have to be due (art. 498 of the Polish Civil Code).",
    )
    oldest_due = fields.Date("Oldest due", readonly=True)

    _depends = {
        "account.move.line": [
            "account_id", "amount_residual_currency", "company_id", "currency_id", "date",
            "date_maturity", "parent_state", "partner_id", "reconciled",
        ],
        "res.partner": ["commercial_partner_id"],
    }  # fmt: skip

    @property
    def _table_query(self):
        """One row for each customer, company and currency with debts on both sides."""
        companies = self.env.companies
        accounts = self.env["debt.aging"]._accounts("both", companies)
        return SQL(
            """
            SELECT s.*, LEAST(s.receivable, s.payable) AS amount,
                   GREATEST(LEAST(s.receivable_due, s.payable), 0) AS amount_alone
              FROM (SELECT MIN(l.id) AS id, l.company_id, l.currency_id,
                           p.commercial_partner_id AS partner_id,
                           COALESCE(SUM(l.amount_residual_currency) FILTER (WHERE %(ours)s), 0)
                               AS receivable,
                           COALESCE(SUM(l.amount_residual_currency)
                               FILTER (WHERE %(ours)s AND %(due)s), 0) AS receivable_due,
                           COALESCE(-SUM(l.amount_residual_currency) FILTER (WHERE %(theirs)s), 0)
                               AS payable,
                           COALESCE(-SUM(l.amount_residual_currency)
                               FILTER (WHERE %(theirs)s AND %(due)s), 0) AS payable_due,
                           MIN(COALESCE(l.date_maturity, l.date)) FILTER (WHERE %(ours)s)
                               AS oldest_due
                      FROM account_move_line l
                      JOIN account_account a ON a.id = l.account_id
                      JOIN res_partner p ON p.id = l.partner_id
                     WHERE l.reconciled IS NOT TRUE AND l.parent_state = 'posted'
                       AND l.account_id = ANY(%(accounts)s) AND l.company_id = ANY(%(companies)s)
                  GROUP BY l.company_id, l.currency_id, p.commercial_partner_id) s
             WHERE s.receivable > 0 AND s.payable > 0
            """,
            # what is due on both sides; credit notes and payments on account lower their side
            ours=SQL("a.account_type = 'asset_receivable'"),
            theirs=SQL("a.account_type = 'liability_payable'"),
            due=SQL("COALESCE(l.date_maturity, l.date) < %s", self.env.company._debt_today()),
            accounts=accounts.ids,
            companies=companies.ids,
        )

    def action_prepare(self):
        """Prepare set-off statements about what is due, one for each customer, and show them."""
        return self._prepare_documents(is_agreed=False)

    def action_prepare_agreed(self):
        """Prepare set-offs by agreement: also what isn't due yet."""
        return self._prepare_documents(is_agreed=True)

    def _prepare_documents(self, is_agreed):
        field = "amount" if is_agreed else "amount_alone"
        fitting = self.filtered(lambda row: row.currency_id.compare_amounts(row[field], 0) > 0)
        if not fitting:
            raise UserError(
                self.env._(
                    "None of our claims is due yet: a set-off needs the agreement of the customer."
                )
            )
        made = self.env["debt.settlement"]
        for row in fitting:
            made |= made._prepare_set_off(
                row.company_id, row.partner_id, row.currency_id, is_agreed
            )
        return made._get_records_action(name=self.env._("Set-off statements"))
