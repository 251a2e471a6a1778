from datetime import timedelta

from odoo import fields, models

from .debt_plan_judge import POST_MARGIN


class DebtAction(models.Model):
    """The notice that an agreement was broken."""

    _inherit = "debt.action"

    plan_id = fields.Many2one(
        "debt.plan", "Agreement", index="btree_not_null", ondelete="set null", readonly=True
    )

    def _advance_items(self, day):
        """When the notice has left, its debts wait for its deadline before the next step."""
        result = super()._advance_items(day)
        for action in self.filtered(lambda one: one.plan_id and one.letter_id):
            action._hold_for_notice(day)
        return result

    def _hold_for_notice(self, day):
        letter, since = self.letter_id, day + timedelta(1)
        until = letter.deadline or day + timedelta(letter.deadline_days + POST_MARGIN)
        items = self._demanded_items()
        held = self.plan_id.hold_ids.filtered(lambda hold: not hold.ended_on).item_id
        # from tomorrow: a hold of today would stop the notice itself
        self.plan_id.sudo()._hold_items(items - held, since, max(until, since))

    def _verdicts(self, nets):
        """The holds for its deadline don't take anything from the notice."""
        verdicts = super()._verdicts(nets)
        if self.plan_id:
            return {line: why for line, why in verdicts.items() if why[0] != "hold_plan"}
        return verdicts
