from odoo import api, fields, models
from odoo.tools import SQL

from .debt_run_store import SHOWN_ITEMS

OUT = ("1_out", "2_approval", "3_task")


class DebtRunLine(models.Model):
    """What a line has to do with the run before: their amounts add up to both runs."""

    _inherit = "debt.run.line"

    amount_before = fields.Monetary(
        "At the run before", help="What the run before wanted here and nobody has carried out."
    )
    amount_change = fields.Monetary(
        "Difference",
        help="What goes out now less what was to go out at the run before. All differences and "
        "what was left of the run before add up to what goes out now.",
    )
    documents_text = fields.Char("Documents that differ", compute="_compute_documents_text")

    @api.depends("run_id", "move_line_ids", "change")
    @api.depends_context("lang")
    def _compute_documents_text(self):
        for line in self:
            line.documents_text = ". ".join(line._difference_texts())

    def _difference_texts(self):
        """Sentences about documents that only this line has, or only the run before had."""
        if not self.amount_before and self.change != "new":
            return []
        lines = self._lines_before()
        if lines and max(self.item_count, *lines.mapped("item_count")) > SHOWN_ITEMS:
            # not all are kept: one that is missing here needn't have changed
            return []
        now = set(self.move_line_ids or [] if self.outcome in OUT else [])
        before = {key for line in lines for key in line.move_line_ids or []}
        texts = []
        if now - before:
            names = self._document_names(now - before)
            texts.append(self.env._("New: %(documents)s", documents=names))
        if before - now:
            names = self._document_names(before - now)
            texts.append(self.env._("No longer: %(documents)s", documents=names))
        return texts

    def _lines_before(self):
        """The lines of the run before that wanted something of this customer at this step."""
        domain = [
            ("run_id", "=", self.run_id.previous_id.id),
            ("partner_id", "=", self.partner_id.id),
            ("outcome", "in", OUT),
        ]
        lines = self.search(domain) if self.run_id.previous_id else self.browse()
        same = lines.filtered(
            lambda one: (one.step_id, one.task_id) == (self.step_id, self.task_id)
        )
        return same or lines

    def _document_names(self, ids):
        # sudo: collectors needn't read the books
        lines = self.env["account.move.line"].sudo().browse(sorted(ids)).exists()
        return ", ".join(dict.fromkeys(line.move_name or line.name or "" for line in lines))


class DebtRun(models.Model):
    """What differs from the run before: new, moved, held, dropped, and by how much."""

    _inherit = "debt.run"

    previous_id = fields.Many2one("debt.run", "Compared with", readonly=True, ondelete="set null")

    def _compare(self, before):
        """Say of each line how it differs from the run `before`.

        Each amount the run before wanted and nobody has carried out is counted in one line here:
        that of the same task, else one of the same customer, else a line of what was dropped,
        because it was paid or cancelled.
        """
        self.previous_id = before
        self.env.flush_all()
        self._mark_changes(before)
        self._place_amounts(before)
        self._reckon_changes(before)

    def _mark_changes(self, before):
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

    def _left_sql(self, before):
        """Lines of the run before that nobody has carried out, of the customers looked at.

        A run for real is followed up by its actions: only those that were cancelled are left.
        """
        return SQL(
            """
            SELECT o.* FROM debt_run_line o
             WHERE o.run_id = %(before)s AND o.outcome IN %(out)s
               AND (NOT %(real)s OR EXISTS (
                       SELECT FROM debt_action a
                        WHERE a.run_id = %(before)s AND a.partner_id = o.partner_id
                          AND a.task_id = o.task_id AND a.state = 'cancelled'))
               AND (%(all)s OR o.partner_id IN (
                       SELECT partner_id FROM debt_run_line WHERE run_id = %(run)s))
            """,
            before=before.id,
            out=OUT,
            real=before._is_real(),
            all=not self.case_ids,
            run=self.id,
        )

    def _placed_sql(self, before):
        """Where each amount left of the run before is counted now: `line_id`, else it was dropped.

        Not in lines that announce what becomes of promises and agreements.
        """
        return SQL(
            """
            now AS (
                SELECT id, partner_id, step_id, task_id, outcome, outcome IN %(out)s AS is_out
                  FROM debt_run_line
                 WHERE run_id = %(run)s AND (item_count > 0 OR outcome = '7_failed')),
            was AS (%(left)s),
            same AS (
                SELECT DISTINCT ON (w.id) w.id, n.id AS line_id
                  FROM was w JOIN now n ON n.is_out AND n.partner_id = w.partner_id
                   AND n.step_id = w.step_id AND n.task_id IS NOT DISTINCT FROM w.task_id
              ORDER BY w.id, n.id),
            other AS (
                SELECT DISTINCT ON (partner_id) partner_id, id AS line_id, is_out
                  FROM now WHERE id NOT IN (SELECT line_id FROM same)
              ORDER BY partner_id, is_out DESC, outcome = '5_held' DESC, id),
            placed AS (
                SELECT w.*, COALESCE(s.line_id, o.line_id) AS line_id,
                       CASE WHEN s.line_id IS NOT NULL THEN 'same'
                            WHEN o.is_out THEN 'moved' ELSE 'held' END AS now_change
                  FROM was w LEFT JOIN same s ON s.id = w.id
             LEFT JOIN other o ON o.partner_id = w.partner_id)
            """,
            out=OUT,
            run=self.id,
            left=self._left_sql(before),
        )

    def _place_amounts(self, before):
        """Put what the run before wanted beside what became of it."""
        self.env.cr.execute(
            SQL(
                """
                WITH %(placed)s,
                noted AS (
                    UPDATE debt_run_line n SET amount_before = p.amount, change = p.change
                      FROM (SELECT line_id, MIN(now_change) AS change, SUM(amount) AS amount
                              FROM placed WHERE line_id IS NOT NULL GROUP BY line_id) p
                     WHERE p.line_id = n.id)
                INSERT INTO debt_run_line (run_id, company_id, partner_id, case_id, outcome, change,
                       strategy_id, step_id, task_id, kind, letter_type_id, collector_id,
                       item_count, amount, amount_before, amounts, days_late, reason, move_line_ids)
                SELECT %(run)s, company_id, partner_id, case_id, '6_dropped', 'dropped',
                       strategy_id, step_id, task_id, kind, letter_type_id, collector_id,
                       item_count, amount, amount, amounts, days_late, 'dropped', move_line_ids
                  FROM placed WHERE line_id IS NULL
                """,
                placed=self._placed_sql(before),
                run=self.id,
            )
        )

    def _reckon_changes(self, before):
        """The difference of each line; another task of a step that goes on is new."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE debt_run_line
                   SET amount_change = CASE WHEN outcome IN %(out)s THEN amount ELSE 0 END
                                       - COALESCE(amount_before, 0),
                       change = CASE WHEN change = 'same' AND outcome IN %(out)s
                                      AND amount_before IS NULL AND NOT %(real)s
                                     THEN 'new' ELSE change END
                 WHERE run_id = %(run)s
                """,
                out=OUT,
                real=before._is_real(),
                run=self.id,
            )
        )
