from odoo import api, fields, models

from ..models.debt_action_contact import CAUSES, CHANNELS, RESULTS


class DebtContact(models.TransientModel):
    """What a call, visit or e-mail came to, written down in three clicks."""

    _name = "debt.contact"
    _description = "Log Contact"

    company_id = fields.Many2one("res.company", required=True)
    partner_id = fields.Many2one("res.partner", "Customer", required=True)
    case_id = fields.Many2one("debt.case")
    channel = fields.Selection(CHANNELS, required=True, default="call")
    result = fields.Selection(RESULTS)
    cause = fields.Selection(CAUSES, "Cause of delay")
    note = fields.Text()

    @api.model
    def _open_for(self, record, **defaults):
        """Return the dialog for a case, debtor or customer.

        :param number: number of an incoming call, else that of the contact
        """
        record.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log contact"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{key}": value for key, value in self._values_of(record).items()},
        }

    @api.model
    def _values_of(self, record):
        """Return customer, company and open case that `record` stands for."""
        return {"partner_id": record.partner_id.id, "company_id": record.company_id.id}
