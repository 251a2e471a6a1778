from odoo import models


class DebtCustomer(models.Model):
    _inherit = "debt.customer"

    def action_talk_first(self):
        """From the salesperson's list: nothing is sent for some days, he talks to the customer."""
        self.ensure_one()
        return self.partner_id.with_company(self.company_id).action_debt_talk_first()

    def action_reached(self):
        """From the salesperson's list: he spoke with the customer, it counts as a call."""
        self.ensure_one()
        return self.partner_id.with_company(self.company_id).action_debt_reached()
