from odoo import fields, models

from .debt_compensation_propose import Policy


class DebtDebtor(models.Model):
    """How compensation is claimed from this customer."""

    _inherit = "debt.debtor"

    compensation_mode = fields.Selection(
        [
            ("company", "As from everybody"),
            ("own", "From own limits on"),
            ("never", "Never"),
        ],
        "Compensation is claimed",
        default="company",
        # not required: the run adds debtors without the ORM
    )
    compensation_days = fields.Integer("From days late", default=30, aggregator=None)
    compensation_amount = fields.Float("From gross (PLN)", default=500.0, digits=(16, 2))
    compensation_line_ids = fields.One2many("debt.compensation.line", "debtor_id")

    def _compensation_policy(self, overrides):
        """Return the Policy for this debtor; `overrides`: {field of Policy: value or None}."""
        company = self.company_id
        is_own = self.compensation_mode == "own"
        policy = Policy(
            self.compensation_days if is_own else company.debt_compensation_days,
            self.compensation_amount if is_own else company.debt_compensation_amount,
            company.debt_compensation_quarter,
            self.compensation_mode == "never",
        )
        given = {name: value for name, value in overrides.items() if value is not None}
        return policy._replace(**given)
