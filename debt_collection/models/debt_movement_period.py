from datetime import date, timedelta
from functools import reduce
from itertools import chain

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.orm.domains import DomainCondition, DomainNary

# what the domain and the grouping ask for, on its way to the query
ASKED = "debt_movement_asked"
# from the finest; opening balances are needed at the beginning of each
STEPS = ("day", "week", "month", "quarter", "year")
# opening balances of single days are many rows
MOST_DAYS = 370
# ids tell what a row is: journal items are even; opening rows are odd and hold journal item and day
EPOCH = date(2000, 1, 1)
DAYS = 1 << 15
ONE = timedelta(days=1)
# what a domain that says nothing of days lets in
EVER = [(date.min, date.max)]
# each has opening balances of its own, also where days between are left out
APART = ("day", "week", "month")


def _common(some, others):
    """Return the spans of days that are in both."""
    return [(max(a, c), min(b, d)) for a, b in some for c, d in others if max(a, c) <= min(b, d)]


def _joined(spans):
    """Return spans in order, those that meet as one."""
    result = []
    for first, last in sorted(spans):
        if result and first.toordinal() <= result[-1][1].toordinal() + 1:
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return result


class DebtMovement(models.Model):
    """Which period a domain asks for. Grouped by months (days, ...), each month has its own opening
    balances: balances aren't sums of what happened in them.
    """

    _inherit = "debt.movement"

    @api.model
    def _search(self, domain, *args, **kwargs):
        domain = Domain(domain).optimize_full(self)
        spans, step = self._spans(domain), self.env.context.get(ASKED, {}).get("step")
        if len(spans) > 1 and step not in APART:
            # opening balance and movements wouldn't add up to any closing balance
            raise UserError(
                self.env._(
                    "There is a gap between these days: choose a period without one, or group by"
                    " month."
                )
            )
        first, last = self._ends(spans)
        days, line_ids = self._parts_of_ids(domain)
        asked = {
            "first": first,
            "last": last,
            "firsts": [begin for begin, _end in spans if begin > date.min],
            "days": days,
            "line_ids": line_ids,
            "step": step,
        }
        report = super(DebtMovement, self.with_context(**{ASKED: asked}))
        return report._search(domain, *args, **kwargs)

    @api.model
    def _read_group(self, domain, groupby=(), *args, **kwargs):
        if groupby and groupby[0].startswith("date:") and kwargs.get("order"):
            # a balance follows from the one before it
            kwargs["order"] = groupby[0]
        report = self.with_context(**{ASKED: {"step": self._step(domain, groupby)}})
        return super(DebtMovement, report)._read_group(domain, groupby, *args, **kwargs)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, *args, **kwargs):
        """Sets by month and sets without a month have different opening balances."""
        result = [None] * len(grouping_sets)
        steps = [self._step(domain, groupby) for groupby in grouping_sets]
        for step in dict.fromkeys(steps):
            places = [place for place, one in enumerate(steps) if one == step]
            report = super(DebtMovement, self.with_context(**{ASKED: {"step": step}}))
            found = report._read_grouping_sets(
                domain, [grouping_sets[place] for place in places], *args, **kwargs
            )
            for place, groups in zip(places, found, strict=True):
                result[place] = groups
        return result

    def _step(self, domain, groupby):
        """Return the finest granularity of the date in `groupby`, or None."""
        used = {spec.partition(":")[2] for spec in groupby if spec.startswith("date:")}
        step = next((step for step in STEPS if step in used), None)
        if step == "day":
            first, last = self._bounds(domain)
            if not first or ((last or self.env.company._debt_today()) - first).days > MOST_DAYS:
                raise UserError(self.env._("Choose a year at most to see single days."))
        return step

    @api.model
    def _bounds(self, domain):
        """Return the first and the last day that a domain lets in; None: it doesn't say."""
        return self._ends(self._spans(Domain(domain).optimize_full(self)))

    def _ends(self, spans):
        first, last = (spans[0][0], spans[-1][1]) if spans else EVER[0]
        return (None if first == date.min else first), (None if last == date.max else last)

    def _spans(self, domain):
        """Return the days that a domain lets in, as [(first, last)] in order."""
        if isinstance(domain, DomainCondition) and domain.field_expr == "date":
            return self._spans_of(domain.operator, domain.value)
        if not isinstance(domain, DomainNary):
            return EVER
        parts = [self._spans(child) for child in domain.children]
        return reduce(_common, parts) if domain.OPERATOR == "&" else _joined(chain(*parts))

    def _spans_of(self, operator, value):
        if operator == "in" and value and all(value):
            return _joined((day, day) for day in value)
        if operator in (">=", ">") and value:
            return [(value + ONE * (operator == ">"), date.max)]
        if operator in ("<=", "<") and value:
            return [(date.min, value - ONE * (operator == "<"))]
        return EVER

    def _parts_of_ids(self, domain):
        """Return (days of opening balances, journal items) of the ids that a domain names; None
        where it names none.

        Rows that were found are read again by their ids alone.
        """
        for leaf in domain.iter_conditions():
            if leaf.field_expr == "id" and leaf.operator == "in":
                parts = [
                    (number // 2 // DAYS, number // 2 % DAYS) for number in leaf.value if number % 2
                ]
                days = sorted({EPOCH + timedelta(days=day) for _line_id, day in parts})
                moved = [number // 2 for number in leaf.value if not number % 2]
                return days, [*moved, *(line_id for line_id, _day in parts)]
        return None, None
