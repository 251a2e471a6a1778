from urllib.parse import quote

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.talk import understand
from ..tools.toast import toast


class DebtCase(models.Model):
    """Who is calling: from a number to the case or the customer."""

    _inherit = "debt.case"

    @api.model
    def _call_url(self, number):
        """Return the address in Odoo that shows who calls from `number`: see `action_call`."""
        self._check_calls()
        # the web client reads "+" as it stands, not as a space
        return f"/odoo/collection-call?number={quote(number, safe='')}"

    @api.model
    def action_call(self, number):
        """Return the actions, one after another, that show who calls from `number`.

        The open case where there is one, else the customer, and over it the dialog for what he
        says; where several customers have the number, or none has: the search for it.
        """
        self._check_calls()
        partners = self._callers(number)
        cases = self.search([("partner_id", "in", partners.ids), ("state", "=", "open")], limit=2)
        found = cases or partners
        if len(found) != 1:
            return [self._call_search(number)]
        screen = {
            "type": "ir.actions.act_window",
            "res_model": found._name,
            "res_id": found.id,
            "views": [(False, "form")],
        }
        return [screen, self._call_dialog(found, number)]

    @api.model
    def _check_calls(self):
        if not self.env.user.has_group("debt_collection.group_collector"):
            raise AccessError(self.env._("Calls are opened for collectors only."))

    @api.model
    def _call_search(self, number):
        action = self.env["ir.actions.act_window"]._for_xml_id("debt_collection.debt_case_action")
        return {
            **action,
            "name": self.env._("Call from %(number)s", number=number),
            "path": False,
            "context": {"search_default_talk": number},
        }

    @api.model
    def _call_dialog(self, found, number):
        """Return the dialog, or who else looks after this customer."""
        customer = found if found._name == "res.partner" else found.partner_id
        company = self.env.company if found == customer else found.company_id
        try:
            return self.env["debt.contact"]._open_for(
                found, customer._debt_number(company, number) or number
            )
        except UserError as error:
            return toast(str(error), kind="warning", sticky=True)

    @api.model
    def _callers(self, number):
        """Return the customers whom this number belongs to, the contact's company included."""
        said = understand(number)
        if not said.phone:
            return self.env["res.partner"]
        found = self.env["res.partner"].search(Domain("phone_sanitized", "like", said.phone))
        return found.commercial_partner_id
