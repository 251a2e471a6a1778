from odoo import models

from ..tools.ladder import ZERO
from .debt_run_owed import OUTSIDE

LINE = [
    "action_id",
    "item_id",
    "move_line_id",
    "role",
    "step_id",
    "task_id",
    "round",
    "is_void",
    "name",
    "date_invoice",
    "date_due",
    "days_late",
    "currency_id",
    "amount_total",
    "amount_open",
    "amount_demanded",
]
ACTION = [
    "id",
    "company_id",
    "case_id",
    "debtor_id",
    "partner_id",
    "run_id",
    "step_id",
    "task_id",
    "kind",
    "phase",
    "letter_type_id",
    "state",
    "date_planned",
    "not_before",
    "amount",
    "reason",
    "reason_data",
    "cost",
    "full_cost",
    "attempts",
    "create_uid",
    "create_date",
    "write_uid",
    "write_date",
]


class DebtRun(models.Model):
    """Planned actions with a snapshot of their items."""

    _inherit = "debt.run"

    def _apply_actions(self, settings, plans, now):
        actions, lines = [], []
        for plan in plans:
            for action, action_id in zip(plan.actions, plan.action_ids, strict=True):
                actions.append(self._action_row(settings, plan, action, action_id, now))
                lines += self._line_rows(settings, plan, action, action_id)
        self._copy("debt_action", ACTION, actions)
        self._copy("debt_action_line", LINE, lines)

    def _action_row(self, settings, plan, action, action_id, now):
        step = plan.ladder.steps[action.index]
        letter_type_id, cost, _statement = settings.tasks[action.task.id]
        reason, data = plan.why(action)
        return (
            action_id,
            settings.company_id,
            plan.case_id,
            plan.debtor_id,
            plan.who.partner_id,
            self.id,
            step.id,
            action.task.id,
            action.kind,
            step.phase,
            letter_type_id,
            "planned",
            settings.day,
            settings.hours.get(step.id),
            plan.amount(action),
            reason,
            data,
            cost,
            cost,
            0,
            *self._log(now),
        )

    def _line_rows(self, settings, plan, action, action_id):
        """Demanded items, the credits used on them, and for letters what else is overdue."""
        by_key = plan.by_key
        demanded = {key: (index, task) for key, index, task in action.lines}
        rows = [
            self._line(
                action_id,
                by_key[key],
                "demanded",
                by_key[key].demandable,
                plan.ladder.steps[index].id,
                task.id,
            )
            for key, (index, task) in demanded.items()
        ]
        rows += self._credit_rows(plan, [by_key[key] for key in demanded], action_id)
        if action.kind == "letter" and not plan.ladder.is_pre[action.index]:
            rows += [
                self._line(action_id, debt, "other", ZERO)
                for debt in plan.debts
                if debt.row.line_id not in demanded and debt.late > 0 and not debt.hold
            ]
        if settings.tasks[action.task.id][2]:
            rows += [
                self._line(action_id, debt, "not_due", ZERO)
                for debt in plan.debts + plan.far_debts
                if debt.late <= 0 and debt.row.line_id not in demanded
                if not debt.hold or debt.hold[0] not in OUTSIDE and not debt.is_agreed
            ]
        return rows

    def _line(self, action_id, debt, role, amount, step_id=None, task_id=None):
        row = debt.row
        return (
            action_id,
            debt.item_id,
            None if debt.item_id else row.line_id,
            role,
            step_id,
            task_id,
            debt.round,
            False,
            row.name,
            row.issued,
            debt.due,
            max(debt.late, 0),
            row.currency_id,
            row.gross,
            row.open,
            amount,
        )

    def _credit_rows(self, plan, debts, action_id):
        """One minus row for each credit used, so that the rows add up to what is demanded."""
        used = {}
        for debt in debts:
            for key, part in debt.credits:
                used[key] = used.get(key, ZERO) + part
        return [
            (
                action_id,
                None,
                key,
                "credit",
                None,
                None,
                1,
                False,
                plan.credit_rows[key].name,
                plan.credit_rows[key].issued,
                plan.credit_rows[key].due,
                0,
                plan.credit_rows[key].currency_id,
                plan.credit_rows[key].gross,
                plan.credit_rows[key].open,
                -part,
            )
            for key, part in used.items()
        ]
