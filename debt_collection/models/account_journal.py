from odoo import fields, models


class AccountJournal(models.Model):
    _inherit = "account.journal"

    debt_not_fed = fields.Boolean(
        "No statements here", help="Debt collection doesn't wait for bank data of this journal."
    )
