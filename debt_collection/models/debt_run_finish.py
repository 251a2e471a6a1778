from odoo import fields, models
from odoo.tools import SQL

OUT = ("1_out", "2_approval", "3_task")


class DebtRun(models.Model):
    """The end of a run: what differs from the run before, and old runs go."""

    _inherit = "debt.run"

    def _finish(self):
        """Compare with the run before, count, and let old runs go."""
        self.env.flush_all()
        before = self._previous()
        if before:
            self._compare(before)
            self._note_dropped(before)
        if self._is_real():
            self._order_worklist()
        self.write(
            {
                "state": "done",
                "finished_on": fields.Datetime.now(),
                "error": False,
            }
        )
        self._prune()
        self.env["debt.run.line"].invalidate_model()

    def _order_worklist(self):
        """Put the cases in the order of the day: all of them, each is a day older."""
        Case = self.env["debt.case"]
        if self.case_ids:
            self.case_ids._refresh_priority(self.date)
        else:
            Case._refresh_company_priority(self.company_id, self.date)

    def _previous(self):
        """The run that this one is compared with: of all customers, not of a chosen day."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("state", "=", "done"),
            ("id", "<", self.id),
            ("mode", "!=", "as_of"),
            ("case_ids", "=", False),
        ]
        return self.search(domain, order="id desc", limit=1)

    def _compare(self, before):
        """New, as before, moved to another step, or held where it was to go out."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE debt_run_line n
                   SET change = CASE
                       WHEN n.outcome IN %(out)s THEN
                            CASE WHEN o.step_id IS NULL THEN 'new'
                                 WHEN n.step_id = ANY(o.step_id) THEN 'same' ELSE 'moved' END
                       WHEN n.reason = ANY(o.reasons) THEN 'same'
                       WHEN o.step_id IS NULL THEN 'new'
                       WHEN n.outcome = '5_held' THEN 'held' ELSE 'moved' END
                  FROM debt_run_line m
             LEFT JOIN (SELECT partner_id,
                               ARRAY_AGG(step_id) FILTER (WHERE outcome IN %(out)s) AS step_id,
                               ARRAY_AGG(reason) FILTER (WHERE outcome NOT IN %(out)s) AS reasons
                          FROM debt_run_line WHERE run_id = %(before)s
                      GROUP BY partner_id) o ON o.partner_id = m.partner_id
                 WHERE m.id = n.id AND n.run_id = %(run)s
                """,
                out=OUT,
                before=before.id,
                run=self.id,
            )
        )

    def _note_dropped(self, before):
        """What the run before wanted and this one doesn't mention any more, because it was paid.

        A run for real is followed up by its actions: only those that were cancelled were dropped.
        """
        if self.case_ids:
            return
        real = before._is_real()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO debt_run_line (run_id, company_id, partner_id, case_id, outcome, change,
                       strategy_id, step_id, task_id, kind, letter_type_id, collector_id,
                       item_count, amount, amounts, days_late, reason, move_line_ids)
                SELECT %(run)s, o.company_id, o.partner_id, o.case_id, '6_dropped', 'dropped',
                       o.strategy_id, o.step_id, o.task_id, o.kind, o.letter_type_id,
                       o.collector_id, o.item_count, o.amount, o.amounts, o.days_late, 'dropped',
                       o.move_line_ids
                  FROM debt_run_line o
                 WHERE o.run_id = %(before)s AND o.outcome IN %(out)s
                   AND NOT EXISTS (SELECT FROM debt_run_line n WHERE n.run_id = %(run)s
                                      AND n.partner_id = o.partner_id)
                   AND (NOT %(real)s OR EXISTS (
                           SELECT FROM debt_action a
                            WHERE a.run_id = %(before)s AND a.partner_id = o.partner_id
                              AND a.task_id = o.task_id AND a.state = 'cancelled'))
                """,
                out=OUT,
                before=before.id,
                run=self.id,
                real=real,
            )
        )

    def _prune(self):
        """Keep the company's number of runs; a look that was taken over by a later one goes too."""
        keep = max(self.company_id.debt_run_keep, 2)
        domain = [("company_id", "=", self.company_id.id), ("state", "!=", "running")]
        old = self.search(domain, order="id desc", offset=keep)
        if old:
            self.env.cr.execute(SQL("DELETE FROM debt_run_line WHERE run_id = ANY(%s)", old.ids))
            old.unlink()
