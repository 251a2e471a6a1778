from decimal import Decimal

from odoo import api, models

from ..tools import aging, bands
from ..tools.economics import Past

GROUPS = ["letter_type_id", "kind", "age_number", "amount_number"]


class DebtEffect(models.Model):
    """What such steps brought so far, for weighing the next one."""

    _inherit = "debt.effect"

    @api.model
    def _past(self, company):
        """Return {(letter type or False, kind, number of the age band, of the amount band): Past}.

        Of all steps of the company whose days are over.
        """
        # sudo: the history of the house, also for whom sees his own cases only
        rows = self.sudo()._read_group(
            [("company_id", "=", company.id), ("is_over", "=", True)],
            GROUPS,
            ["__count", "paid_rate:sum", "amount:sum", "recovered:sum"],
        )
        return {
            (letter_type.id, *keys): Past(
                count, round(hits), Decimal(str(amount)), Decimal(str(recovered))
            )
            for letter_type, *keys, count, hits, amount, recovered in rows
        }

    @api.model
    def _limits(self, company):
        """Return (limits of age in days, limits of amounts) between which steps are compared."""
        # sudo: settings of the house
        bucket_set = self.env["debt.aging.set"]._default(company).sudo()
        ages = aging.parse_limits(bucket_set.limits or "30, 60, 90, 180")
        return ages, bands.parse(company.sudo().debt_effect_amounts)
