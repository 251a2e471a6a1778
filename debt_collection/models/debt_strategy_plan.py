from odoo import fields, models

FINAL = "4_final"


class DebtStrategy(models.Model):
    """Where the debts of a broken agreement begin their new round."""

    _inherit = "debt.strategy"

    broken_step_id = fields.Many2one(
        "debt.step",
        "After a broken agreement",
        domain="[('strategy_id', '=', id)]",
        copy=False,
        ondelete="set null",
        help="The next step when an agreement was broken and its notice has left. Empty: the final "
        "demand.",
    )

    def _broken_place(self):
        """Return (the step that the notice stands for, the one that follows it)."""
        self.ensure_one()
        steps = self.step_ids.sorted(lambda step: (step.sequence, step.id))
        following = self.broken_step_id or self._final_steps(steps)[:1]
        before = steps.filtered(lambda step: following and self._comes_before(step, following))
        return (before or steps)[-1:], following

    def _final_steps(self, steps):
        return steps.filtered(lambda step: FINAL in step.task_ids.letter_type_id.mapped("rank"))

    def _comes_before(self, step, other):
        return (step.sequence, step.id) < (other.sequence, other.id)
