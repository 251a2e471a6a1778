from odoo import models


class DebtStrategy(models.Model):
    _inherit = "debt.strategy"

    def _step_at(self, offset):
        """Return the last step whose offset from the due date isn't above `offset` days."""
        offsets = {step: step._nominal_offset() for step in self.step_ids}
        passed = [step for step in offsets if offsets[step] <= offset]
        last = max(passed, key=lambda step: (offsets[step], step.sequence), default=None)
        return last or self.env["debt.step"]


class DebtStep(models.Model):
    _inherit = "debt.step"

    DAYS = {"day": 1, "workday": 7 / 5, "month": 30}

    def _nominal_offset(self, seen=()):
        """Return the days after the due date at which this step comes if nothing delays it."""
        own = self.offset * self.DAYS[self.offset_unit]
        earlier = self.anchor_step_id
        if self.anchor == "due" or not earlier or earlier in seen:
            return own
        base = earlier._nominal_offset((*seen, self))
        letter_types = earlier.task_ids.letter_type_id
        if self.anchor == "deadline":
            base += max(letter_types.mapped("deadline_days"), default=0)
        return base + own
