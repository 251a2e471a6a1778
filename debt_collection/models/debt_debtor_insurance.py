from odoo import fields, models


class DebtDebtor(models.Model):
    """Credit insurance: the policy's days win over every strategy (PRACTICE 1.9)."""

    _inherit = "debt.debtor"

    insurance_policy = fields.Char("Insurance policy", help="Number of the policy. Empty: none.")
    insurer_id = fields.Many2one("res.partner", "Insurer")
    insurance_limit = fields.Monetary("Insured to", help="The insurer's limit for this customer.")
    insurance_until = fields.Date("Insured until", help="Empty: until revoked.")
    insurance_notify_days = fields.Integer(
        "Report within (days)",
        aggregator=None,
        help="Days after the due date by which the delay is reported to the insurer. 0: never.",
    )
    insurance_stop_days = fields.Integer(
        "Stop sales after (days)",
        aggregator=None,
        help="Days after the due date from which deliveries aren't insured. 0: never.",
    )
    insurance_notify_on = fields.Date(
        "To be reported by", readonly=True, help="Of the oldest insured item that isn't paid."
    )
    insurance_stop_on = fields.Date("Sales stop on", readonly=True)
    insurance_told_on = fields.Date(
        readonly=True, help="The reporting day for which a task was made."
    )
