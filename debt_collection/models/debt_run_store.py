from odoo import models

from ..tools import approval
from ..tools.ladder import ZERO

RUN_LINE = [
    "run_id",
    "company_id",
    "partner_id",
    "case_id",
    "outcome",
    "strategy_id",
    "strategy_by",
    "strategy_rule_id",
    "step_id",
    "task_id",
    "kind",
    "letter_type_id",
    "collector_id",
    "item_count",
    "amount",
    "amounts",
    "days_late",
    "next_date",
    "reason",
    "reason_data",
    "move_line_ids",
]
SHOWN_ITEMS = 100
# an item that simply stands on the ladder needs no line of its own
SILENT = ("next", "end", "under_way")


class DebtRun(models.Model):
    """What was decided, for people: a line for each action and each reason of not acting."""

    _inherit = "debt.run"

    def _store(self, settings, plans):
        """Write the run lines of a chunk. Returns how many go out and how many are held."""
        rows = []
        for plan in plans:
            rows += [self._action_line(settings, plan, action) for action in plan.actions]
            rows += self._held_lines(settings, plan)
        self._copy("debt_run_line", RUN_LINE, rows)
        outcomes = [row[4] for row in rows]
        held = sum(outcome in ("4_waits", "5_held") for outcome in outcomes)
        return len(rows) - held, held

    def _action_line(self, settings, plan, action):
        step = plan.ladder.steps[action.index]
        by_key = plan.by_key
        debts = [by_key[key] for key, _index, _task in action.lines]
        amount = plan.amount(action)
        outcome, reason, data = self._outcome(settings, plan, action, step, amount)
        return self._row(
            settings,
            plan,
            debts,
            outcome,
            (reason, data),
            amount,
            (step.id, action.task.id, action.kind, settings.tasks[action.task.id][0]),
        )

    def _outcome(self, settings, plan, action, step, amount):
        if action.kind in ("letter", "sms"):
            if settings.gate and not plan.ladder.is_pre[action.index]:
                return "4_waits", *settings.gate
            roles = self._roles(settings, plan, step, amount)
            return "2_approval" if roles else "1_out", *plan.why(action)
        return "2_approval" if action.kind == "decision" else "3_task", *plan.why(action)

    def _roles(self, settings, plan, step, amount):
        """Who will have to approve; an SMS goes with the letter of its step."""
        letter = next((task for task in step.tasks if task.letter_rank), None)
        rule = letter and approval.first(
            settings.approvals,
            approval.Facts(
                settings.tasks[letter.id][0],
                letter.letter_rank,
                plan.kind,
                plan.who.profile or "standard",
                amount,
            ),
        )
        return approval.required(rule, step.approval_role, step.approval_from, amount)

    def _held_lines(self, settings, plan):
        """One line for each reason, over the items that would have their turn."""
        groups = {}
        for debt in plan.debts:
            if debt.reason not in SILENT and (debt.late > 0 or debt.is_turn):
                outcome = "5_held" if debt.hold or debt.is_refused else "4_waits"
                groups.setdefault((outcome, debt.reason), []).append(debt)
        for (outcome, reason), debts in groups.items():
            amount = sum((debt.company_open for debt in debts), ZERO)
            step = (debts[0].next_step_id, None, None, None)
            data = debts[0].reason_data
            yield self._row(settings, plan, debts, outcome, (reason, data), amount, step)

    def _row(self, settings, plan, debts, outcome, why, amount, what):
        amounts = {}
        for debt in debts:
            part = debt.rest or debt.open
            amounts[debt.row.currency_id] = amounts.get(debt.row.currency_id, 0) + part
        dates = [debt.next_date for debt in debts if debt.next_date]
        return (
            self.id,
            settings.company_id,
            plan.who.partner_id,
            plan.who.case_id or plan.case_id,
            outcome,
            plan.strategy_id,
            plan.chosen_by,
            plan.rule_id,
            *what,
            plan.collector_id or plan.who.case_collector_id or plan.who.collector_id,
            len(debts),
            amount,
            {key: float(part) for key, part in amounts.items()},
            max(0, *(debt.late for debt in debts)),
            min(dates, default=None),
            *why,
            [d.row.line_id for d in debts[:SHOWN_ITEMS] if not d.row.is_instalment],
        )
