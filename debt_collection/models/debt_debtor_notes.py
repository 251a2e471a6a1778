from odoo import models


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _refresh(self, day):
        """A payment, a credit note or a due date changed: so may notes already written."""
        result = super()._refresh(day)
        notes = self.env["debt.interest.note"]
        for company, debtors in self.exists().grouped("company_id").items():
            domain = [("company_id", "=", company.id), ("debtor_id", "in", debtors.ids)]
            domain.append(("cancelled_on", "=", False))
            found = notes.search(domain)
            if found:
                found.filtered("approved_on")._react(day)
                notes._check_notes(company, found.partner_id)
        return result
