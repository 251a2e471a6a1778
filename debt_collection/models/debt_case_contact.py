from odoo import api, fields, models

from .debt_action_contact import CAUSES


class DebtCase(models.Model):
    """What was last said, and how the customer is called."""

    _inherit = "debt.case"

    cause = fields.Selection(CAUSES, "Cause of delay", readonly=True)
    cause_on = fields.Date("Cause as of", readonly=True)
    call_url = fields.Char(
        "Telephone system",
        compute="_compute_call_url",
        help="Starts the call; empty: no such system, no number, or no calls wished.",
    )

    @api.depends("debtor_id.contact_id", "partner_id")
    def _compute_call_url(self):
        for case in self:
            company, debtor = case.company_id, case.debtor_id
            # without a telephone system the number itself is the link
            wished = company.debt_cti_url and not debtor._refuses("call")
            case.call_url = wished and company._debt_call_url(debtor._collections_number())

    def _owed_items(self, day):
        """Return what is owed; of debts under an agreement on `day` its instalments instead."""
        items = self.open_item_ids - self.open_item_ids._agreed(day)
        return items.filtered(lambda item: item.amount_residual > 0)

    def _overdue_items(self, day):
        """Return what of it is overdue on `day`."""
        return self._owed_items(day).filtered(lambda item: item.date_due < day)

    def action_log_contact(self):
        """Open the dialog that writes down a contact with this customer."""
        return self.env["debt.contact"]._open_for(self)
