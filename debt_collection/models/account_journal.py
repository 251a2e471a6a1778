from odoo import fields, models


class AccountJournal(models.Model):
    _name = "account.journal"
    _inherit = ["account.journal", "debt.shift.mixin"]

    debt_not_fed = fields.Boolean(
        "No statements here", help="Debt collection doesn't wait for bank data of this journal."
    )
    debt_is_factored = fields.Boolean(
        "Invoices are factored",
        help="They are sold to a factor, who collects them: the customer gets no letters of ours.",
    )
