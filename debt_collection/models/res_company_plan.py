from odoo import fields, models


class ResCompany(models.Model):
    """Instalment agreements: how they are watched and who approves them (PRACTICE 3)."""

    _inherit = "res.company"

    debt_plan_missed = fields.Integer("All due after missed instalments", default=2)
    debt_plan_grace = fields.Integer(
        "Grace of an instalment",
        default=3,
        help="Working days after its date before an instalment counts as missed.",
    )
    debt_plan_last_days = fields.Integer(
        "Broken after the last instalment",
        default=14,
        help="Days after the last date until an agreement that isn't paid in full is broken, even "
        "if fewer instalments than the limit were missed.",
    )
    debt_plan_offer_days = fields.Integer("Offers stand (days)", default=7)
    debt_plan_collector_count = fields.Integer("Instalments by the collector up to", default=3)
    debt_plan_collector_amount = fields.Monetary("Agreements by the collector up to", default=5000)
    debt_plan_head_amount = fields.Monetary("Agreements by the head up to", default=50000)
    debt_waiver_collector = fields.Monetary("Waivers by the collector up to", default=100)
    debt_waiver_head = fields.Monetary("Waivers by the head up to", default=2000)
