from odoo import fields, models


class DebtBankCheck(models.Model):
    """What a person said about the bank data: nothing came in until a day, or letters may leave all the same."""

    _name = "debt.bank.check"
    _description = "Bank Data Check"
    _order = "id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    type = fields.Selection(
        [("nothing", "Nothing came in"), ("release", "Released in spite of old bank data")],
        required=True,
    )
    journal_id = fields.Many2one("account.journal", ondelete="cascade")
    date = fields.Date(
        required=True, help="Known until this day; for a release: the day it is for."
    )
    user_id = fields.Many2one("res.users", required=True, default=lambda self: self.env.user)
    reason = fields.Char()
