from odoo import fields, models

from ..models.debt_confirmation_campaign import CHANNELS
from ..tools.toast import CLOSE


class DebtConfirmationAsk(models.TransientModel):
    """As of which day one customer is asked to confirm his balance, and by which way."""

    _name = "debt.confirmation.ask"
    _description = "Ask to Confirm the Balance"

    debtor_id = fields.Many2one("debt.debtor", required=True, readonly=True)
    date = fields.Date(
        "Balances as of",
        required=True,
        default=lambda self: self.env["debt.confirmation.campaign"]._default_date(),
    )
    channel = fields.Selection(CHANNELS, "Sent", required=True, default="email_post")

    def action_confirm(self):
        answer = self.debtor_id._ask_balance(self.date, self.channel)
        answer["params"]["next"] = CLOSE
        return answer
