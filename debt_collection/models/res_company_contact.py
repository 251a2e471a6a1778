from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# what may start a call; anything else could run a script in the browser
CALL_SCHEMES = ("https://", "http://", "tel:", "sip:", "sips:", "callto:")


class ResCompany(models.Model):
    """How often a debtor may be contacted, how calls are started."""

    _inherit = "res.company"

    debt_call_cap = fields.Integer(
        "Calls within the pause",
        default=2,
        help="At most so many calls to a debtor within the days between letters of his strategy. "
        "0: no limit.",
    )
    debt_call_cap_consumer = fields.Integer("Calls to a consumer within the pause", default=1)
    debt_call_total_consumer = fields.Integer("Calls to a consumer in one case", default=3)
    debt_sms_cap = fields.Integer(
        "SMS within the pause",
        default=1,
        help="SMS on their own after the due date; one sent with a letter is the same contact.",
    )
    debt_visit_cap = fields.Integer("Visits within the pause", default=1)
    debt_call_attempts = fields.Integer(
        "Attempts of a call",
        default=3,
        help="After so many calls without an answer the task to call is closed.",
    )
    debt_paid_wait = fields.Integer(
        "Wait for a payment announced (working days)",
        default=3,
        help="How long letters wait after the customer said that he has paid.",
    )
    debt_cti_url = fields.Char(
        "Link that starts a call",
        help="{number} is the number in international form, {user} the caller's log-in. "
        "Empty: the telephone of the computer (tel:).",
    )

    _debt_contact_numbers = models.Constraint(
        "CHECK (debt_call_cap >= 0 AND debt_call_cap_consumer >= 0 AND debt_visit_cap >= 0 AND "
        "debt_sms_cap >= 0 AND debt_call_total_consumer >= 0 AND debt_call_attempts >= 0 AND "
        "debt_paid_wait >= 0)",
        "Limits of contacts can't be negative.",
    )

    @api.constrains("debt_cti_url")
    def _check_debt_cti_url(self):
        for company in self.filtered("debt_cti_url"):
            url = company.debt_cti_url
            if not url.lower().startswith(CALL_SCHEMES) or "{number}" not in url:
                raise ValidationError(
                    self.env._(
                        "The link that starts a call begins with https:// (or tel:, sip:) and"
                        " contains {number}, for example https://pbx.example.com/call?to={number}."
                    )
                )

    def _debt_call_url(self, number):
        """Return the link that calls `number` (E.164): of the telephone system, else tel:."""
        if not number:
            return False
        if not self.debt_cti_url:
            return f"tel:{number}"
        url = self.debt_cti_url.replace("{number}", quote(number, safe=""))
        return url.replace("{user}", quote(self.env.user.login or "", safe=""))

    def _debt_call_caps(self):
        """Return (calls in the pause, calls in a case) with businesses and with consumers."""
        self.ensure_one()
        consumer = (self.debt_call_cap_consumer, self.debt_call_total_consumer)
        return (self.debt_call_cap, 0), consumer

    def _debt_voices(self):
        """Return the companies that speak to debtors with one voice with this one."""
        self.ensure_one()
        if not self.debt_group_pause:
            return self
        return self | self.search([("debt_group_pause", "=", True)])
