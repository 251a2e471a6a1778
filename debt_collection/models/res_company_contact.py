from odoo import fields, models


class ResCompany(models.Model):
    """How often a debtor may be contacted, how calls are started."""

    _inherit = "res.company"

    debt_call_cap = fields.Integer(
        "Calls within the pause",
        default=2,
        help="At most so many calls to a debtor in the days between letters of his strategy.",
    )
    debt_call_cap_consumer = fields.Integer("Calls to a consumer within the pause", default=1)
    debt_call_total_consumer = fields.Integer("Calls to a consumer in one case", default=3)
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
        "debt_call_total_consumer >= 0 AND debt_call_attempts >= 0 AND debt_paid_wait >= 0)",
        "Limits of contacts can't be negative.",
    )
