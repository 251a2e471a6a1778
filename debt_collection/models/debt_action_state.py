from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError

from .debt_action import OPEN_STATES

# which action of a step carries its items on: the letter, else the SMS, else the first task
KIND_RANK = {"letter": 0, "sms": 1}


class DebtAction(models.Model):
    """How an action ends, and what its end does to items, letter, sale hold and the next night."""

    _inherit = "debt.action"

    def _done(self, now, outcome=None):
        """End these actions as done at `now` (UTC); the record is evidence from here on."""
        values = {"state": "done", "done_on": now, "error": False, "waits_for": False}
        if outcome:
            values["outcome"] = outcome
        self.write(values)

    def _fail(self, error):
        """Note in words why the action couldn't be done; it can be retried."""
        for action in self:
            action.write({"state": "failed", "error": str(error), "attempts": action.attempts + 1})

    def _retry(self):
        """Let the next act cron try failed actions again; an existing draft keeps its number."""
        failed = self.filtered(lambda action: action.state == "failed")
        failed.write({"state": "planned", "error": False, "waits_for": False})
        self.env.ref("debt_collection.ir_cron_act")._trigger()
        return failed

    def _cancel(self, code, data=None, outcome=None):
        """End actions without doing them: the step may be planned again.

        Voids their lines, frees their items, voids the draft letter, removes the activity, ends the
        sale
        hold that came with a letter, cancels the SMS that would have followed it, and has the
        debtor
        looked at again.

        :param code: reason code of `debt.reason`; `data` its facts.
        :param outcome: a person's own words.
        """
        actions = self.filtered(lambda action: action.state in OPEN_STATES)
        actions -= actions._stop_paper(code, data)
        if not actions:
            return
        letters = actions.letter_id.filtered(lambda letter: letter.state == "draft")
        actions._free_items()
        actions._end_states(code, data, outcome)
        if letters:
            letters._void(self._reason_text(code, data))
        actions._remove_activities()
        actions._cancel_followers(code, data)
        actions.debtor_id._touch()

    def _stop_paper(self, code, data):
        """Letters already mailed have acted: only their paper copy is stopped. Return these."""
        mailed = self.filtered(lambda action: action.letter_id.state == "final")
        if mailed:
            mailed.letter_id._note_down({"to_print": False})
            mailed._done(fields.Datetime.now(), self._reason_text(code, data))
        return mailed

    def _end_states(self, code, data, outcome):
        values = {"state": "cancelled", "end_reason": code, "end_data": data or {}, "error": False}
        if outcome:
            values["outcome"] = outcome
        self.write(values)
        self.line_ids.filtered(lambda line: line.role == "demanded").write({"is_void": True})

    def _skip(self, code, data, day, outcome=None):
        """Cancel, but count the step as passed: its items go on to the next one."""
        self._advance_items(day)
        self._cancel(code, data, outcome)

    def _free_items(self):
        """Take items out of the step under way if this action was to carry them on."""
        for step, items in self._leading_items().items():
            items.filtered(lambda item, step=step: item.pending_step_id == step).write(
                {"pending_step_id": False}
            )

    def _advance_items(self, day):
        """Move the items that these actions carry to their step, as done on `day` (local date)."""
        for step, items in self._leading_items().items():
            behind = items.filtered(lambda item, step=step: self._is_before(item, step))
            behind.write({"step_id": step.id, "step_date": day, "phase": step.phase})
            # a case shows its furthest phase at once, not only after the next refresh or night
            earlier = behind.case_id.filtered(lambda case, step=step: case.phase < step.phase)
            earlier.phase = step.phase
            items.filtered(lambda item, step=step: item.pending_step_id == step).write(
                {"pending_step_id": False}
            )
        self.debtor_id._touch()

    def _is_before(self, item, step):
        """Tell whether reaching `step` is progress for the item (never back on the same ladder)."""
        last = item.step_id
        return last.strategy_id != step.strategy_id or last.sequence <= step.sequence

    def _leading_items(self):
        """Return {step: items} of the demanded lines that these actions carry on.

        Of several actions for one item and step only the letter counts, else the SMS, else the
        first task.
        """
        lines = self.line_ids.filtered(
            lambda line: line.role == "demanded" and line.step_id and not line.is_void
        )
        best = self._best_ranks(lines)
        result = defaultdict(self.env["debt.item"].browse)
        for line in lines:
            if self._rank(line) <= best.get((line.item_id, line.step_id), self._rank(line)):
                result[line.step_id] |= line.item_id
        return result

    def _best_ranks(self, lines):
        """Return {(item, step): rank} of the best action there is for the items of `lines`."""
        others = self.env["debt.action.line"].search(
            [
                ("item_id", "in", lines.item_id.ids),
                ("step_id", "in", lines.step_id.ids),
                ("role", "=", "demanded"),
                ("is_void", "=", False),
            ]
        )
        rounds = {(line.item_id, line.step_id, line.round) for line in lines}
        best = {}
        for line in others:
            if (line.item_id, line.step_id, line.round) in rounds:
                key = (line.item_id, line.step_id)
                best[key] = min(best.get(key, self._rank(line)), self._rank(line))
        return best

    def _rank(self, line):
        kind = line.action_id.kind
        return (KIND_RANK.get(kind, 2), line.task_id.sequence, line.task_id.id)

    def _siblings(self, kinds):
        """Return the actions of these kinds that were planned for the same step of the same case
        and day.
        """
        found = self.search(
            [
                ("case_id", "in", self.case_id.ids),
                ("step_id", "in", self.step_id.ids),
                ("date_planned", "in", list(set(self.mapped("date_planned")))),
                ("kind", "in", kinds),
            ]
        )
        keys = set(self.mapped(self._step_key))
        return found.filtered(lambda action: self._step_key(action) in keys)

    @staticmethod
    def _step_key(action):
        return (action.case_id.id, action.step_id.id, action.date_planned)

    def _remove_activities(self):
        activities = self.activity_id.filtered("active")
        # the calendar entry goes with its action, whoever's it is
        activities.sudo().with_context(debt_action_ends=True).unlink()

    def _cancel_followers(self, code, data):
        """A cancelled letter takes its SMS along and ends the sale hold that was set with it."""
        letters = self.filtered(lambda action: action.kind == "letter" and action.step_id)
        if not letters:
            return
        siblings = letters._siblings(["sms", "sale_hold"])
        siblings.filtered(lambda action: action.state in OPEN_STATES)._cancel(code, data)
        self.env["debt.sale.hold"]._end_of_letters(letters, self._reason_text(code, data))

    # buttons
    def action_retry(self):
        self._check_may_act()
        # the state of an action changes by this button only, not by writing on it
        self.sudo()._retry()

    def action_cancel(self):
        self._check_may_act()
        if any(action.state not in OPEN_STATES for action in self):
            raise UserError(self.env._("Only actions that aren't finished can be cancelled."))
        # the state of an action changes by this button only, not by writing on it
        self.sudo()._cancel("cancelled_by", {"user": self.env.user.name})

    def _check_may_act(self):
        """A collector works on the actions he may see and change (record rules decide which)."""
        self.check_access("write")

    def _local_day(self, now):
        """Return the local date of the company of these actions at `now` (UTC)."""
        company = self.company_id or self.env.company
        company.ensure_one()
        return self.env["debt.calendar"]._local(company, fields.Datetime.to_datetime(now)).date()
