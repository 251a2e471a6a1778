from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL, date_utils

READ = ("debt.hold", "debt.case", "debt.debtor")


class DebtDashboard(models.AbstractModel):
    """The forecast: each open amount once, on the day on which its payment is expected."""

    _inherit = "debt.dashboard"

    def _expected(self, company, day, people):
        """Return {(promise | plan | usual, Monday): company currency} from `day` on.

        Open promises on their day; instalments of running agreements when due; other open items on
        their due date and the customer's average delay. Disputed items aren't expected, nor those
        whose usual day has passed.
        """
        self.env["debt.item"]._flush_ledger()
        for model in READ:
            self.env[model].flush_model()
        found = {
            ("usual", monday): float(amount)
            for monday, amount in self.env.execute_query(self._usual_query(company, day, people))
        }
        for kind, expected in (
            ("promise", self._promised(company, day, people)),
            ("plan", self._instalments(company, day, people)),
        ):
            for monday, amount in expected:
                found[kind, monday] = found.get((kind, monday), 0.0) + amount
        return found

    def _promised(self, company, day, people):
        """[(Monday, amount)] of what open promises still bring: the part paid since is here."""
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "open")
        domain &= Domain("date", ">=", day) & self._promises_of(people)
        # sudo: only sums of it are shown, see _result
        promises_sudo = self.env["debt.promise"].sudo().search(domain)
        paid = promises_sudo._paid() if promises_sudo else {}
        return [
            (
                date_utils.start_of(promise.date, "week"),
                promise.currency_id._convert(
                    max(promise.amount - float(paid[promise].paid), 0.0),
                    company.currency_id,
                    company,
                    day,
                ),
            )
            for promise in promises_sudo
        ]

    def _whose_sql(self, people):
        return SQL("c.collector_id = ANY(%s)", people.ids) if people else SQL("TRUE")

    def _instalments(self, company, day, people):
        """[(Monday, amount)] of open instalments of running agreements."""
        domain = [
            ("company_id", "=", company.id),
            ("plan_line_id.plan_id.state", "=", "active"),
            ("closed_on", "=", False),
            ("date_due", ">=", day),
        ]
        if people:
            domain.append(("case_id.collector_id", "in", people.ids))
        # sudo: only sums of it are shown, see _result
        items_sudo = self.env["debt.item"].sudo().search(domain)
        return [
            (
                date_utils.start_of(item.date_due, "week"),
                item.currency_id._convert(item.amount_residual, company.currency_id, company, day),
            )
            for item in items_sudo
        ]

    def _usual_query(self, company, day, people):
        """Items that nothing was agreed on: due date + the customer's own average delay."""
        return SQL(
            """
            SELECT DATE_TRUNC('week', x.expected)::date, SUM(x.residual)
              FROM (SELECT l.amount_residual AS residual,
                           COALESCE(i.date_due, l.date_maturity, l.date)
                               + GREATEST(ROUND(COALESCE(d.days_late_avg, 0)), 0)::int AS expected
                      FROM account_move_line l
                      JOIN account_account a ON a.id = l.account_id
                       AND a.account_type = 'asset_receivable'
                      JOIN res_partner r ON r.id = l.partner_id
                 LEFT JOIN debt_debtor d ON d.partner_id = r.commercial_partner_id
                       AND d.company_id = l.company_id
                 LEFT JOIN debt_item i ON i.move_line_id = l.id
                 LEFT JOIN debt_case c ON c.id = i.case_id
                     WHERE l.company_id = %(company)s AND l.parent_state = 'posted'
                       AND l.reconciled IS NOT TRUE AND l.amount_residual > 0 AND %(whose)s
                       AND NOT EXISTS (SELECT FROM debt_hold h
                                        WHERE h.item_id = i.id AND h.ended_on IS NULL
                                          AND h.kind IN ('promise', 'plan', 'dispute'))) x
             WHERE x.expected >= %(day)s
          GROUP BY 1
            """,
            company=company.id,
            whose=self._whose_sql(people),
            day=day,
        )
