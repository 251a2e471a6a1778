from datetime import timedelta

from odoo import models
from odoo.tools import SQL

# a contact without answer is old after so many days
TRY_DAYS = 60
# ranks of letters whose deadline is one
DEMANDS = ("2_demand", "3_second_demand", "4_final", "5_register")


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
                   c.court_deadline_on, c.court_deadline_what, r.update_by,
                   LEAST(v.day, a.day, c.replied_on::date, c.next_date),
                   COALESCE(t.number, 0), w.name, w.deadline,
                   CASE WHEN r.debtor_id IS NULL THEN w.warned_on END, w.due
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
         LEFT JOIN (SELECT debtor_id, MIN(update_by) AS update_by FROM debt_register_entry
                     WHERE state IN ('to_enter', 'entered')
                  GROUP BY debtor_id) r ON r.debtor_id = c.debtor_id
         LEFT JOIN (%(demands)s) w ON w.case_id = c.id AND w.is_open
             WHERE c.id = ANY(%(ids)s)
            """,
            promises=self._broken_query(self.env["debt.promise"]._counted_from(company, day)),
            tries=self._tries_query(day),
            demands=self._demands_query(),
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

    def _demands_query(self):
        """The last demand of each case: its deadline, whether something of it is open, and when it
        was posted with the warning of a debt register.
        """
        return SQL(
            """SELECT DISTINCT ON (g.case_id) g.case_id, g.name, g.deadline, n.is_open, n.due,
                      CASE WHEN g.warns_register THEN g.posted_on END AS warned_on
                 FROM debt_letter g
                 JOIN debt_letter_type y ON y.id = g.letter_type_id AND y.rank IN %(ranks)s
                 JOIN (SELECT a.action_id, MAX(a.date_due) AS due,
                              BOOL_OR(i.closed_on IS NULL) AS is_open
                         FROM debt_action_line a JOIN debt_item i ON i.id = a.item_id
                        WHERE a.role = 'demanded' AND i.case_id = ANY(%(ids)s)
                     GROUP BY a.action_id) n ON n.action_id = g.action_id
                WHERE g.case_id = ANY(%(ids)s) AND g.state = 'final' AND g.withdrawn_on IS NULL
             ORDER BY g.case_id, g.date DESC, g.id DESC""",
            ranks=DEMANDS,
            ids=self.ids,
        )
