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

    def _debt_cash_prefix(self, kind):
        """Return the prefix of numbers of this cash journal, for example KP or KP/CSH2.

        The company's first cash journal needs no code of its own in the number.
        """
        domain = [("company_id", "=", self.company_id.id), ("type", "=", "cash")]
        first = self.with_context(active_test=False).search(domain, order="id", limit=1)
        return kind if self == first else f"{kind}/{self.code}"
