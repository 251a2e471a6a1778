from odoo import fields, models

from ..tools.priority import Weights


class ResCompany(models.Model):
    """In which order collectors find their cases."""

    _inherit = "res.company"

    debt_priority_amount = fields.Monetary(
        "Amount that counts in full", default=50000.0, help="Overdue in the company's currency."
    )
    debt_priority_days = fields.Integer("Days late that count in full", default=60)
    debt_priority_window = fields.Integer("A deadline counts from (days ahead)", default=90)
    debt_deadline_days = fields.Integer(
        "Remind of a court deadline before (working days)", default=5
    )
    debt_weight_amount = fields.Integer("Amount", default=30)
    debt_weight_age = fields.Integer("Days late", default=15)
    debt_weight_promises = fields.Integer("Broken promises", default=20)
    debt_weight_profile = fields.Integer("Payment profile", default=5)
    debt_weight_deadline = fields.Integer("Deadline near", default=15)
    debt_weight_chance = fields.Integer("Chance of success", default=10)
    debt_weight_reply = fields.Integer("Waits for an answer", default=5)

    _debt_weights = models.Constraint(
        "CHECK (debt_weight_amount >= 0 AND debt_weight_age >= 0 AND debt_weight_promises >= 0 AND "
        "debt_weight_profile >= 0 AND debt_weight_deadline >= 0 AND debt_weight_chance >= 0 AND "
        "debt_weight_reply >= 0 AND debt_priority_amount > 0 AND debt_priority_days > 0 AND "
        "debt_priority_window > 0 AND debt_deadline_days >= 0)",
        "Weights and days can't be negative; what counts in full must be above zero.",
    )

    def _debt_priority_weights(self):
        """Return tools.priority.Weights of this company."""
        self.ensure_one()
        return Weights(
            self.debt_weight_amount,
            self.debt_weight_age,
            self.debt_weight_promises,
            self.debt_weight_profile,
            self.debt_weight_deadline,
            self.debt_weight_chance,
            self.debt_weight_reply,
            self.debt_priority_days,
            self.debt_priority_window,
        )
