from datetime import timedelta

from odoo import models
from odoo.tools import SQL

# a contact without answer is old after so many days
TRY_DAYS = 60


class DebtCase(models.Model):
    """What the order of the worklist is made of, read set-wise."""

    _inherit = "debt.case"

    def _priority_query(self, day, company):
        """Return the SELECT of `debt_case_priority.Row` for these cases of `company`."""
        return SQL(
            """
            SELECT c.id, c.priority, c.priority_data, c.todo_on, c.deadline_on, c.no_answer_count,
                   c.state, COALESCE(c.overdue, 0), COALESCE(c.days_late, 0), d.profile,
                   COALESCE(d.first_late, FALSE),
                   COALESCE(k.phone, p.phone, k.email, p.email) IS NOT NULL,
                   c.replied_on IS NOT NULL, COALESCE(b.number, 0), l.day,
                   CASE WHEN d.insurance_notify_on >= %(day)s THEN d.insurance_notify_on END,
                   LEAST(v.day, a.day, c.replied_on::date, c.next_date),
                   COALESCE(t.number, 0)
              FROM debt_case c
              JOIN debt_debtor d ON d.id = c.debtor_id
              JOIN res_partner p ON p.id = c.partner_id
         LEFT JOIN res_partner k ON k.id = d.contact_id
         LEFT JOIN (%(promises)s) b ON b.debtor_id = c.debtor_id
         LEFT JOIN (SELECT case_id, MIN(limitation_date) AS day FROM debt_item
                     WHERE closed_on IS NULL AND case_id = ANY(%(ids)s)
                  GROUP BY case_id) l ON l.case_id = c.id
         LEFT JOIN (SELECT res_id, MIN(date_deadline) AS day FROM mail_activity
                     WHERE res_model = 'debt.case' AND active AND res_id = ANY(%(ids)s)
                  GROUP BY res_id) v ON v.res_id = c.id
         LEFT JOIN (SELECT case_id, MIN(date_planned) AS day FROM debt_action
                     WHERE state IN ('waiting', 'failed') AND case_id = ANY(%(ids)s)
                  GROUP BY case_id) a ON a.case_id = c.id
         LEFT JOIN (%(tries)s) t ON t.case_id = c.id
             WHERE c.id = ANY(%(ids)s)
            """,
            promises=self._broken_query(self.env["debt.promise"]._counted_from(company, day)),
            tries=self._tries_query(day),
            ids=self.ids,
            day=day,
        )

    def _broken_query(self, since):
        return SQL(
            """SELECT debtor_id, COUNT(*) AS number FROM debt_promise
                WHERE state = 'broken' AND judged_on >= %s
                  AND debtor_id IN (SELECT debtor_id FROM debt_case WHERE id = ANY(%s))
             GROUP BY debtor_id""",
            since,
            self.ids,
        )

    def _tries_query(self, day):
        """Contacts without an answer since somebody was last reached."""
        return SQL(
            """SELECT a.case_id, COUNT(*) AS number FROM debt_action a
            LEFT JOIN (SELECT case_id, MAX(done_on) AS last FROM debt_action
                        WHERE kind = 'contact' AND contact_result <> 'no_answer'
                          AND state = 'done' AND case_id = ANY(%(ids)s)
                     GROUP BY case_id) r ON r.case_id = a.case_id
                WHERE a.kind = 'contact' AND a.contact_result = 'no_answer' AND a.state = 'done'
                  AND a.case_id = ANY(%(ids)s) AND a.done_on >= %(since)s
                  AND (r.last IS NULL OR a.done_on > r.last)
             GROUP BY a.case_id""",
            ids=self.ids,
            since=day - timedelta(days=TRY_DAYS),
        )
