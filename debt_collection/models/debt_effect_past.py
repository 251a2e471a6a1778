from collections import defaultdict
from decimal import Decimal

from odoo import api, models

from ..tools import bands
from ..tools.economics import Past

GROUPS = ["letter_type_id", "way", "age_number", "amount_number"]
SUMS = ["__count", "paid_rate:sum", "amount:sum", "recovered:sum"]


class DebtEffect(models.Model):
    """What such steps brought so far, for weighing the next one."""

    _inherit = "debt.effect"

    @api.model
    def _past(self, company):
        """Return {(letter type or way, number of the age band, of the amount band): Past} of all
        steps of the company whose days are over, in its currency; letters by all their ways
        together.
        """
        # sudo: the history of the house, also for whom sees his own cases only
        domain = [("company_id", "=", company.id), ("is_over", "=", True)]
        history = defaultdict(Past)
        for letter_type, way, *bands_, count, hits, amount, recovered in (
            self.with_company(company).sudo()._read_group(domain, GROUPS, SUMS)
        ):
            row = (count, round(hits), Decimal(str(amount)), Decimal(str(recovered)))
            key = (letter_type or way, *bands_)
            history[key] = Past(*map(sum, zip(history[key], row, strict=True)))
        return history

    @api.model
    def _limits(self, company):
        """Return (limits of age in days, limits of amounts) between which steps are compared."""
        ages = self.env["debt.aging"]._usual_scope(company).limits
        # sudo: a setting of the house
        return ages, bands.parse(company.sudo().debt_effect_amounts)
