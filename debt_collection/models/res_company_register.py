from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    # debt register (BIG): without a contract nobody is warned of it
    debt_bureau_name = fields.Char(
        "Debt register", help="Business information bureau with which the company has a contract."
    )
    debt_bureau_address = fields.Char("Address of the register")
    debt_bureau_contract = fields.Char("Contract with the register")
    debt_bureau_business_min = fields.Monetary(
        "Business debts from", default=500.0, help="Act of 9 April 2010, art. 15; in zloty."
    )
    debt_bureau_consumer_min = fields.Monetary(
        "Consumer debts from", default=200.0, help="Act of 9 April 2010, art. 14; in zloty."
    )
    debt_bureau_days = fields.Integer("Overdue for (days)", default=30)
    debt_bureau_update_days = fields.Integer(
        "Told of payments within (days)", default=14, help="Act of 9 April 2010, art. 29."
    )
    debt_thanks = fields.Boolean(
        "Thank for full payment",
        help="An e-mail to customers who paid all that was demanded of them.",
    )

    def _debt_has_bureau(self):
        """Whether an entry in a debt register is possible at all."""
        names = ("debt_bureau_name", "debt_bureau_address", "debt_bureau_contract")
        return all((self[name] or "").strip() for name in names)

    def _debt_bureau_min(self, kind):
        """Return the smallest debt of a kind of customer that a register takes."""
        consumer = kind == "consumer"
        return self.debt_bureau_consumer_min if consumer else self.debt_bureau_business_min
