from odoo import api, fields, models

from .debt_letter_statement import BALANCE_RANK


class DebtLetter(models.Model):
    """What a balance confirmation says; the slip by which it is answered is on its paper."""

    _inherit = "debt.letter"

    confirmation_id = fields.Many2one(related="action_id.confirmation_id")
    is_confirmation = fields.Boolean(compute="_compute_is_confirmation")
    balance_text = fields.Char("Balance, and in whose favour", compute="_compute_confirmation")
    asked_before_text = fields.Char("Day of the earlier request", compute="_compute_confirmation")

    @api.depends("letter_type_id.rank")
    def _compute_is_confirmation(self):
        for letter in self:
            letter.is_confirmation = letter.letter_type_id.rank == BALANCE_RANK

    @api.depends("lang", "action_id.line_ids.amount_open", "action_id.confirmation_id")
    def _compute_confirmation(self):
        for letter in self._in_own_language():
            totals = letter._totals() if letter.is_confirmation else {}
            letter.balance_text = letter._join(
                letter._favour_text(amount, currency) for currency, amount in totals.items()
            )
            letter.asked_before_text = letter._day_text(letter.confirmation_id.sent_on)

    def _favour_text(self, amount, currency):
        """An amount without sign and who owes it, as confirmations are written."""
        text = self._amount_text(abs(amount), currency)
        if currency.is_zero(amount):
            return text
        if amount > 0:
            return self.env._("%(amount)s in our favour", amount=text)
        return self.env._("%(amount)s in your favour", amount=text)

    def _prepare_letter_vals(self, action, contact, today):
        """A confirmation gives its campaign's time to answer."""
        values = super()._prepare_letter_vals(action, contact, today)
        if campaign := action.confirmation_id.campaign_id:
            days = campaign.deadline_days
            values |= {
                "deadline_days": days,
                "deadline": self._deadline(action.company_id, today, days),
            }
        return values

    def _mark_returned(self, day, *args, **kwargs):
        """Who was asked to confirm a balance hasn't been reached: he is asked another way."""
        result = super()._mark_returned(day, *args, **kwargs)
        asked = self.confirmation_id.filtered(lambda one: one.state == "sent")
        asked.sudo().state = "returned"  # written by what happens to the letter only
        return result
