from odoo import api, models
from odoo.exceptions import UserError


class DebtContact(models.TransientModel):
    """From where the dialog opens: a case, a debtor, a customer who may owe nothing."""

    _inherit = "debt.contact"

    @api.model
    def _open_for(self, record, number=None):
        """Return the dialog for a case, a debtor or a customer.

        :param number: of an incoming call, in international form
        """
        record.ensure_one()
        values = self._values_of(record)
        if number:
            values |= {"number": number, "is_incoming": True}
        partner = self.env["res.partner"].browse(values["partner_id"])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log contact: %(customer)s", customer=partner.display_name),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {f"default_{key}": value for key, value in values.items()},
        }

    @api.model
    def _values_of(self, record):
        """Return customer, company, person and open case that `record` stands for."""
        if record._name == "res.partner":
            company, customer = self.env.company, record.commercial_partner_id
            case = self._case_of(self.env["debt.debtor"]._of_customer(company, customer))
        else:
            company, customer = record.company_id, record.partner_id
            case = record if record._name == "debt.case" else self._case_of(record)
        values = {"company_id": company.id, "partner_id": customer.id, "case_id": case.id}
        if record._name == "res.partner" and record != customer:
            values["contact_partner_id"] = record.id
        return values

    @api.model
    def _case_of(self, debtor):
        """Return his open case; who may not see it is told whose it is."""
        # only whether there is one, and whose
        case = debtor.sudo()._open_case().sudo(self.env.su)
        if case and not case.has_access("write"):
            raise UserError(
                self.env._(
                    "%(customer)s is looked after by %(collector)s: pass the contact on.",
                    customer=case.sudo().partner_id.display_name,
                    collector=case.sudo().collector_id.name or "-",
                )
            )
        return case
