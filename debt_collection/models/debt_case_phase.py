from odoo import models
from odoo.exceptions import UserError


class DebtCase(models.Model):
    """A person takes a case to another phase of its strategy."""

    _inherit = "debt.case"

    def _go_to_phase(self, phase):
        """Go on with the first step of `phase`: from the next run on, nothing is sent now.

        :raise UserError: the strategy of a case has no step in that phase
        """
        # items and actions are written by the run; the phase is the person's decision
        for strategy, cases in self.sudo().grouped("strategy_id").items():
            step = strategy.step_ids.filtered(lambda one: one.phase == phase)[:1]
            if not step:
                raise UserError(
                    self.env._(
                        "The strategy “%(strategy)s” has no step in this phase.",
                        strategy=strategy.name,
                    )
                )
            before = strategy.step_ids.filtered(lambda one, step=step: one.sequence < step.sequence)
            cases._outgoing_actions()._cancel("phase_changed", {"user": self.env.user.name})
            cases.open_item_ids.write(
                {
                    "step_id": before[-1:].id,
                    "pending_step_id": False,
                    "next_step_id": step.id,
                    "next_date": False,
                    "phase": phase,
                }
            )
            cases.write({"phase": phase})
            for case in cases:
                case.message_post(body=self.env._("Goes on with “%(step)s”.", step=step.name))
        self.debtor_id._touch()
