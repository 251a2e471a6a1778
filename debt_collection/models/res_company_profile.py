from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields, models

from .debt_item_limitation import LIMITATION_KINDS


class ResCompany(models.Model):
    """How payment profiles are computed, when limitation and insurers' days are told."""

    _inherit = "res.company"

    debt_profile_months = fields.Integer("Months of the payment profile", default=24)
    debt_profile_grace = fields.Integer(
        "Late from (days)", default=3, help="Paid within so many days isn't counted as late."
    )
    debt_customer_cost = fields.Monetary(
        "Cost of winning a customer", help="What a new customer of this size costs you to win."
    )
    debt_insurance_days = fields.Integer(
        "Days before the insurer's day", default=10, help="The collector gets a task then."
    )
    debt_limitation_kind = fields.Selection(
        LIMITATION_KINDS, "Usual kind of claim", required=True, default="sale"
    )
    debt_limitation_first = fields.Integer("First warning (days)", default=180)
    debt_limitation_second = fields.Integer("Second warning (days)", default=90)
    debt_limitation_last = fields.Integer("Last warning (days)", default=30)

    def _debt_profile_since(self, day):
        """Return the day after which payments count in the payment profile as of `day`."""
        return day - relativedelta(months=max(self.debt_profile_months, 1))

    def _debt_limitation_warnings(self):
        """Return on how many days before limitation to warn."""
        names = ("debt_limitation_first", "debt_limitation_second", "debt_limitation_last")
        return tuple(self[name] for name in names)

    def _debt_limitation_bounds(self, day):
        """Return [(stage of a case, last day of limitation that belongs to it)], nearest last."""
        stages = ("1_first", "2_second", "3_last")
        return [
            (stage, day + timedelta(days=days))
            for stage, days in zip(stages, self._debt_limitation_warnings(), strict=True)
        ]
