from datetime import timedelta

from ..tools import balances, interest

DAY = timedelta(days=1)


class Plan:
    """One interest rule in one company and currency, for as many claims as share it.

    :param rule: debt.interest.rule
    :param digits: decimal places of the currency
    """

    def __init__(self, rule, company, digits):
        self.rule, self.rule_id = rule, rule.id
        self.terms = rule._terms(company)._replace(digits=digits)
        self.is_inclusive = company.debt_payment_day_inclusive
        self.is_locked = rule._is_locked()
        self.schedules = {}
        self.first = self.last = self.shared = None
        self.texts = {}

    def rows(self, history, first=None, last=None):
        """Return the [tools.interest.Row] of a claim from `first` to `last`, both counted.

        From the day after the effective due date until nothing is owed any more, whatever the
        bounds say. Raises MissingRate.
        """
        start = history.effective_due + DAY
        if not first or first < start:
            first = start
        if first > last or history.is_accessory:
            return []
        if not history.events:
            parts = self.schedule(history, first, last).segments(first, last)
            return interest.constant_rows(history.principal, parts, self.terms)
        owed = self.balances(history)
        if owed[-1][1] <= 0:
            last = min(last, owed[-1][0] - DAY)
        if first > last:
            return []
        return interest.rows(owed, self.schedule(history, first, last), first, last, self.terms)

    def daily(self, history, day, open_):
        """Return the interest of one further day after `day` on the amount open then."""
        if open_ <= 0:
            return interest.ZERO
        return interest.daily(open_, self.schedule(history, day, day), day, self.terms)

    def balances(self, history):
        """Return [(day, amount)] owed; what a correction took away was never owed."""
        start = history.effective_due + DAY
        principal, paid = history.principal, []
        for event in history.events:
            if event.kind == "correction":
                principal -= event.amount
            else:
                paid.append((event.day, event.amount))
        return balances.after_payments(principal, start, paid, self.is_inclusive)

    def schedule(self, history, first, last):
        """Return the dated rates of a period: one schedule for all claims, unless rates are locked
        at the start of the delay or at payment.
        """
        if self.is_locked:
            key = (first, last, history.effective_due, history.paid_on)
            if key not in self.schedules:
                self.schedules[key] = self._schedule(
                    first, last, start=history.effective_due + DAY, paid=history.paid_on or last
                )
            return self.schedules[key]
        if not self.shared or first < self.first or last > self.last:
            # some years more than asked for: the next claim may be older
            self.first = min(self.first or first, first.replace(year=first.year - 5, day=1))
            self.last = max(self.last or last, last)
            self.shared = self._schedule(self.first, self.last)
        return self.shared

    def missing_text(self, day):
        """Say which rate isn't known, for people; in bulk it is the same for many."""
        if day not in self.texts:
            self.texts[day] = self.rule._missing_text(day)
        return self.texts[day]

    def _schedule(self, first, last, **locks):
        rates = self.rule._dated_rates(first, last, **locks)
        return interest.Schedule(rates, self.terms.day_count)


def uncovered(first, last, periods):
    """Yield the parts (from, to) of `first` to `last` that no period (from, to, ...) covers."""
    for start, end, *_rest in sorted(periods):
        if start > first:
            yield first, min(start - DAY, last)
        first = max(first, end + DAY)
        if first > last:
            return
    if first <= last:
        yield first, last
