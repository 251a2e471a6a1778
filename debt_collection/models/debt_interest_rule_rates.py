from odoo import models
from odoo.tools import format_date

from ..tools import rates as rate_tools
from ..tools.interest import Terms
from ..tools.rate_floor import raised

LOCKED = ("locked_start", "locked_payment")


class DebtInterestRule(models.Model):
    _inherit = "debt.interest.rule"

    def _dated_rates(self, first, last, start=None, paid=None):
        """Return the rates [Rate(start, end, percent)] from `first` to `last`, in order.

        `start`: first day of the delay (for rates locked at its start; default `first`), `paid`:
        day of payment (for rates locked at payment; default `last`). Where `_is_locked()` is false
        both don't matter, and one call serves all claims. An agreed rate is lowered to the maximum
        of each day and, between businesses, raised to the statutory rate (LAW 1.1, art. 481 par.
        2(1) KC and art. 7 of the Act of 8 March 2013). Days without a known rate are left out:
        `tools.interest` raises MissingRate(day) for them and `_missing_text(day)` explains it.
        """
        self.ensure_one()
        rates = self._own_rates(first, last, start, paid)
        if self.cap_rule_id:
            cap = self.cap_rule_id._own_rates(first, last, start, paid)
            rates = rate_tools.capped(rates, cap)
        floor = self.contract_id._floor_rule()
        if floor:
            # the maximum limits what was agreed, never statutory interest
            rates = raised(rates, floor._own_rates(first, last, start, paid))
        return rate_tools.joined(rates)

    def _own_rates(self, first, last, start=None, paid=None):
        """As `_dated_rates`, without cap and floor."""
        rates = []
        for period in self.period_ids:
            begin = max(period.date_from, first)
            end = min(period.date_to or last, last)
            if begin <= end:
                rates += period._rates(begin, end, start=start or first, paid=paid or last)
        return rate_tools.joined(rates)

    def _is_locked(self):
        """Tell whether the rates differ by claim: locked at the start of delay or at payment."""
        rules = self | self.cap_rule_id | self.contract_id._floor_rule()
        return any(period.fixing in LOCKED for period in rules.period_ids)

    def _percent_on(self, day):
        """Return the percent (Decimal) of one day for a delay of that day, None if not known."""
        rates = self._dated_rates(day, day)
        return rates[0].percent if rates else None

    def _terms(self, company):
        """Return how `company` counts and rounds interest by this rule, tools.interest.Terms."""
        return Terms(day_count=self.day_count, rounding=company.debt_interest_rounding)

    def _missing_text(self, day):
        """Return why there is no rate on `day` and what to do about it, for people."""
        rules = self | self.cap_rule_id | self.contract_id._floor_rule()
        lacking = [rule for rule in rules if not rule._own_rates(day, day)]
        for rule in lacking[:1]:
            for period in rule.period_ids.filtered(lambda period: period._covers(day)):
                return period._missing_text(day)
        return self.env._(
            "The rule %(rule)s has no rate for %(day)s. Add a period to it under Configuration > "
            "Interest rules.",
            rule=(lacking[0] if lacking else self).name,
            day=self._day_text(day),
        )

    def _day_text(self, day):
        return format_date(self.env, day)
