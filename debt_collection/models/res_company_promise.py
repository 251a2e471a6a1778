from odoo import fields, models


class ResCompany(models.Model):
    """How far promises and answers to complaints may be away (PRACTICE 1.18)."""

    _inherit = "res.company"

    debt_promise_days = fields.Integer(
        "Promises at most ahead",
        default=30,
        help="Days; further ones are taken by the head of receivables.",
    )
    debt_promise_grace = fields.Integer(
        "Grace after a promised day", default=1, help="Working days for the bank."
    )
    debt_promise_months = fields.Integer(
        "Broken promises count for", default=6, help="Months, for leaving a strategy and profiles."
    )
    debt_promise_portal_days = fields.Integer(
        "Promises on the portal at most ahead", default=14, help="Days."
    )
    debt_dispute_days = fields.Integer(
        "Complaints are answered within",
        default=14,
        help="Days. A consumer's complaint that isn't answered within 14 days counts as accepted.",
    )
