from odoo import fields, models

from .debt_action_contact import CAUSES


class DebtDebtor(models.Model):
    """Contacts with a customer: why he pays late, by his own words."""

    _inherit = "debt.debtor"

    cause = fields.Selection(CAUSES, "Cause of delay", readonly=True)
    cause_on = fields.Date("Cause as of", readonly=True)

    def action_log_contact(self):
        """Open the dialog that writes down a contact with this customer."""
        return self.env["debt.contact"]._open_for(self)
