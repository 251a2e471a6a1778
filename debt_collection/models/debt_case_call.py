from urllib.parse import urlencode

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.talk import understand


class DebtCase(models.Model):
    """Who is calling: from a number to the case or the customer."""

    _inherit = "debt.case"

    @api.model
    def _call_url(self, number):
        """Return the address in Odoo that shows who calls from `number`.

        The open case where there is one, else the customer; several or none: the search for it.
        """
        if not self.env.user.has_group("debt_collection.group_collector"):
            raise AccessError(self.env._("Calls are opened for collectors only."))
        partners = self._callers(number)
        cases = self.search([("partner_id", "in", partners.ids), ("state", "=", "open")], limit=2)
        if len(cases) == 1:
            return f"/odoo/collection-cases/{cases.id}"
        if not cases and len(partners) == 1:
            return f"/odoo/res.partner/{partners.id}"
        return f"/odoo/collection-call?{urlencode({'number': number})}"

    @api.model
    def action_call(self, number):
        """Return the search for `number` among all cases: several customers have it, or none."""
        action = self.env["ir.actions.act_window"]._for_xml_id("debt_collection.debt_case_action")
        return {
            **action,
            "name": self.env._("Call from %(number)s", number=number),
            "path": False,
            "context": {"search_default_talk": number},
        }

    @api.model
    def _callers(self, number):
        """Return the customers whom this number belongs to, the contact's company included."""
        said = understand(number)
        if not said.phone:
            return self.env["res.partner"]
        found = self.env["res.partner"].search(Domain("phone_sanitized", "like", said.phone))
        return found.commercial_partner_id
