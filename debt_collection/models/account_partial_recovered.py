from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .debt_action_effect import MONEY_JOURNALS


class AccountPartialReconcile(models.Model):
    """Overdue money received: payments matched with what was overdue on the day of the payment."""

    _inherit = "account.partial.reconcile"

    debt_partner_id = fields.Many2one(
        related="debit_move_id.partner_id", string="Customer in collection"
    )
    # searched only: a tile of the dashboard lists what it counts
    debt_is_recovery = fields.Boolean(store=False, search="_search_debt_is_recovery")
    debt_collector_id = fields.Many2one(
        "res.users", "Its collector", store=False, search="_search_debt_collector"
    )

    @api.model
    def _recovered_sql(self, columns, condition):
        """Return the SELECT of `columns` of overdue money received for which `condition` is true.

        Aliases: p the match, d what was owed, k the payment; c its case, b its customer.
        """
        # sudo: which accounts there are is no secret to whoever may see the sums
        accounts = self.env["account.account"].sudo().with_context(active_test=False)
        return SQL(
            """
            SELECT %(columns)s
              FROM account_partial_reconcile p
              JOIN account_move_line d ON d.id = p.debit_move_id
              JOIN account_move_line k ON k.id = p.credit_move_id
              JOIN account_journal j ON j.id = k.journal_id
         LEFT JOIN debt_item i ON i.move_line_id = d.id
         LEFT JOIN debt_case c ON c.id = i.case_id
         LEFT JOIN debt_debtor b ON b.id = i.debtor_id
             WHERE d.account_id = ANY(%(accounts)s) AND j.type IN %(journals)s
               AND COALESCE(d.date_maturity, d.date) < k.date AND %(condition)s
            """,
            columns=columns,
            # named one by one, so that PostgreSQL knows how many lines they have
            accounts=accounts.search([("account_type", "=", "asset_receivable")]).ids,
            journals=MONEY_JOURNALS,
            condition=condition,
        )

    def _search_debt_is_recovery(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        return self._recovered_domain(SQL("TRUE"))

    def _search_debt_collector(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = SQL("COALESCE(c.collector_id, b.collector_id) = ANY(%s)", list(value))
        return self._recovered_domain(wanted)

    def _recovered_domain(self, condition):
        self.env["debt.item"]._flush_ledger()
        return Domain("id", "in", SQL("(%s)", self._recovered_sql(SQL("p.id"), condition)))
