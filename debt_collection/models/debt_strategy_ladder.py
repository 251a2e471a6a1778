from decimal import Decimal

from odoo import models

from ..tools.ladder import Step, Task


class DebtStrategy(models.Model):
    _inherit = "debt.strategy"

    def _ladder(self, company, day):
        """Return the steps of this strategy as a tuple of Step, in order, for debtors of `company`
        on `day`.

        Limits come in the company's currency at the rate of `day`, the company's small amounts
        already put in.
        The caller keeps it for the length of a run. Raises UserError when a limit can't be
        converted.
        """
        self.ensure_one()
        minimums = self.env["debt.minimum"]
        minimum = minimums._for(company, company.currency_id, day)

        def limit(amount):
            return minimums._convert(amount, self.currency_id, company.currency_id, company, day)

        return tuple(step._facts(limit, minimum) for step in self._steps_in_order())


class DebtStep(models.Model):
    _inherit = "debt.step"

    def _is_before_due(self):
        return self.anchor == "due" and self.offset <= 0

    def _letter_task(self):
        """The task whose letter the step is about: the leading one."""
        return self.task_ids.filtered(lambda task: task.kind == "letter")[:1]

    def _net_min(self, minimum):
        """What the debtor must owe when the step names no amount of its own (PRACTICE 1.6)."""
        if self._is_before_due():
            return Decimal(0)
        is_final = self._letter_task().letter_type_id.rank == "4_final"
        return minimum.post_min if is_final else minimum.net_min

    def _facts(self, limit, minimum):
        """One Step; `limit` converts an amount of the strategy, `minimum` are the company's small
        amounts.
        """
        letter = self._letter_task()
        return Step(
            id=self.id,
            name=self.name,
            phase=self.phase,
            anchor=self.anchor,
            anchor_id=self.anchor_step_id.id or None,
            offset=self.offset,
            unit=self.offset_unit,
            latest_days=self.latest_days,
            weekday=int(self.weekday) if self.weekday else None,
            net_min=limit(self.net_min) or self._net_min(minimum),
            item_min=limit(self.item_min),
            term_min=self.term_min,
            requires=self.requires or None,
            requires_id=self.requires_step_id.id or None,
            requires_wait=self.requires_wait,
            only_wanted=self.only_wanted,
            min_overdue_days=self.min_overdue_days,
            has_domain=bool(self.domain and self.domain != "[]"),
            approval_role=self.approval_role or None,
            approval_from=limit(self.approval_from),
            letter_rank=letter.letter_type_id.rank or None,
            available=self.is_available,
            tasks=tuple(task._facts(limit, minimum) for task in self.task_ids),
        )


class DebtStepTask(models.Model):
    _inherit = "debt.step.task"

    def _facts(self, limit, minimum):
        """One Task; see `debt.step._facts`."""
        return Task(
            id=self.id,
            kind=self.kind,
            available=self.is_available,
            net_min=limit(self.net_min),
            post_min=limit(self._own_post_min()) or minimum.post_min,
            optional=self.optional,
            is_fallback=self.is_fallback,
            letter_rank=self.letter_type_id.rank or None,
            deadline_days=self._deadline_days(),
            deadline_from=self.letter_type_id.deadline_from or None,
            channels=tuple(self.channel_ids.mapped("code")),
            channel_mode=self.channel_mode,
            is_proven=all(channel._is_proven() for channel in self.channel_ids),
            sale_level=self.sale_level or None,
            by_decision=self.by_decision,
            is_call=self.kind == "activity" and self.activity_type_id.category == "phonecall",
            is_visit=self.kind == "activity" and self._is_visit(),
        )

    def _is_visit(self):
        return self.activity_type_id == self.env.ref("debt_collection.activity_type_visit")
