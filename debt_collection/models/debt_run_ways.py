from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class DebtRun(models.Model):
    """How an item is paid: money that an operator passes on comes later, that of a factored
    invoice never comes here (PRACTICE 1.8).
    """

    _inherit = "debt.run"

    def _has_ways(self):
        """Whether any payment term, payment method or journal says so: else nothing is read."""
        own = Domain("company_id", "in", [self.company_id.id, False])
        later = Domain("debt_shift_days", ">", 0)
        # sudo: whoever looks at a preview needs no right on the set-up of accounting
        env = self.env["account.journal"].sudo().env
        return bool(
            env["account.journal"].search_count(
                own & (later | Domain("debt_is_factored", "=", True)), 1
            )
            or env["account.payment.term"].search_count(own & later, 1)
            or env["account.payment.method.line"].search_count(own & later, 1)
        )

    @api.model
    def _read_ways(self, line_ids):
        """{journal item: (days later, name of its journal if factored)} where it isn't usual."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT l.id, GREATEST(j.debt_shift_days, t.debt_shift_days, w.debt_shift_days, 0),
                       CASE WHEN j.debt_is_factored THEN j.code END
                  FROM account_move_line l
                  JOIN account_move m ON m.id = l.move_id
                  JOIN account_journal j ON j.id = m.journal_id
             LEFT JOIN account_payment_term t ON t.id = m.invoice_payment_term_id
             LEFT JOIN account_payment_method_line w ON w.id = m.preferred_payment_method_line_id
                 WHERE l.id = ANY(%s)
                   AND (j.debt_is_factored OR j.debt_shift_days > 0 OR t.debt_shift_days > 0
                        OR w.debt_shift_days > 0)
                """,
                line_ids,
            )
        )
        return {line: (days, journal) for line, days, journal in rows}
