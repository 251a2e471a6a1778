from odoo import models
from odoo.tools import LazyTranslate

from .debt_reason import REASONS

_lt = LazyTranslate(__name__)
REASONS["segment_rate"] = _lt(
    'No exchange rate for the amounts of the segment rule "%(name)s": it is left out'
)


class DebtRun(models.Model):
    """Profiles before the night decides; limits of claims after it."""

    _inherit = "debt.run"

    def _refresh_before(self):
        result = super()._refresh_before()
        self.env["debt.debtor"]._insurance_days(self.company_id, self.date)
        self.env["debt.debtor"]._profile(self.company_id, self.date)
        return result

    def _facts(self, settings, chunk):
        """Customers without a profile of that day get it by the way: new ones, and all of them
        when the run only looks.
        """
        facts, rows, gone = super()._facts(settings, chunk)
        if any(rule.profile for rule in settings.rules):
            real = self._is_real()
            wanted = [p for p, one in facts.items() if not one.who.debtor_id or not real]
            for partner, profile in self._profiles(settings, wanted).items():
                facts[partner].who = facts[partner].who._replace(profile=profile)
        return facts, rows, gone

    def _profiles(self, settings, partner_ids):
        if not partner_ids:
            return {}
        debtors = self.env["debt.debtor"]
        if settings.judged is None:
            # once a run: the rules don't change from chunk to chunk
            settings.judged = debtors._judged_sql(self.company_id, settings.day)
        return debtors._profiles_of(self.company_id, partner_ids, settings.judged)

    def _warnings(self, settings):
        rules = self.env["debt.segment.rule"]._of_company(self.company_id)
        left_out = rules._without_rate(self.company_id, settings.day)
        return [
            *super()._warnings(settings),
            *(["segment_rate", {"name": rule.name}] for rule in left_out),
        ]

    def _finish(self):
        if self._is_real():
            self._profile_new()
            self.env["debt.case"]._store_limitation(self.company_id)
            self.env["debt.item"]._warn_limitation(self.company_id, self.date)
        return super()._finish()

    def _profile_new(self):
        """Whom this night made a debtor has his profile at once, not a night later."""
        debtors = self.env["debt.debtor"]
        new = debtors.search([("company_id", "=", self.company_id.id), ("profile_on", "=", False)])
        if new:
            debtors._profile(self.company_id, self.date, new)
