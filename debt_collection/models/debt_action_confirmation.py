from odoo import fields, models


class DebtAction(models.Model):
    """A balance confirmation is a statement of account as of another day that asks for an answer:
    like it, it demands nothing and no promise or dispute stops it.
    """

    _inherit = "debt.action"

    confirmation_id = fields.Many2one(
        "debt.confirmation", "Balance confirmation", index="btree_not_null", ondelete="set null"
    )

    def _asked_day(self):
        return self.confirmation_id.date or super()._asked_day()

    def _run_statement(self, now):
        result = super()._run_statement(now)
        for action in self.filtered(lambda action: action.confirmation_id and action.letter_id):
            action.confirmation_id.letter_id = action.letter_id
        return result

    def _send_statement(self, now):
        """Confirmations leave by their own channel; on paper they are final at once, because they
        speak of a day gone by and needn't be read again.
        """
        asked = self.filtered("confirmation_id")
        result = super(DebtAction, self - asked)._send_statement(now)
        if asked:
            asked._send_confirmations(now)
        return result

    def _send_confirmations(self, now):
        left = self.browse()
        for channel, actions in self.grouped("channel_ids").items():
            left |= actions.letter_id._leave_by(channel, now).action_id
        self.letter_id._finalize(self._local_day(now))
        left._done(now)

    def _done(self, now, outcome=None):
        result = super()._done(now, outcome)
        for company, actions in self.filtered("confirmation_id").grouped("company_id").items():
            actions.confirmation_id._mark_asked(company._debt_today())
        return result

    def _difference_text(self, nets):
        """What was open on a day gone by doesn't change."""
        return False if self.confirmation_id else super()._difference_text(nets)
