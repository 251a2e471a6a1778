from odoo import api, models

from ..tools import split
from .debt_run_values import Lot


class DebtTrial(models.Model):
    """Where lots are drawn: a strategy is chosen, a letter's text is taken."""

    _inherit = "debt.trial"

    @api.model
    def _running(self, company, day, compares):
        """Return the trials that draw lots for a company on a day."""
        return self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "running"),
                ("compares", "=", compares),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )

    @api.model
    def _lots(self, company, day):
        """Return {strategy id: Lot} of the trials of strategies that run on `day`."""
        return {
            trial.strategy_id.id: Lot(trial.id, trial.strategy_b_id.id, trial.share)
            for trial in self._running(company, day, "strategy")
        }

    @api.model
    def _draw_texts(self, letters):
        """Draw the text of letters; their customers take part from the first one on.

        :return: {letter: the letter type whose text it gets}, of those that get another one
        """
        drawn = {}
        for (company, day), same in letters.grouped(lambda x: (x.company_id, x.date)).items():
            for trial in self._running(company, day, "text"):
                mine = same.filtered(lambda x, one=trial: x.letter_type_id == one.letter_type_id)
                drawn |= trial._draw_among(mine, day)
        return drawn

    def _draw_among(self, letters, day):
        debtors, members = letters.action_id.debtor_id, self.env["debt.trial.member"]
        members._join(
            [
                (one.id, self.id, split.variant(self.id, one.partner_id.id, self.share))
                for one in debtors
            ],
            day,
        )
        # customers who became one stay in the variant of who took part first
        tried = members.search(
            [
                ("trial_id", "=", self.id),
                ("debtor_id", "in", debtors.ids),
                ("variant", "=", split.B),
            ]
        ).debtor_id
        return {
            letter: self.letter_type_b_id
            for letter in letters
            if letter.action_id.debtor_id in tried
        }
