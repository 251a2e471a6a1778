"""What decides besides the facts of a debtor, as plain values."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from ..tools import split
from ..tools.ladder import REACH_DAYS, Ladder, roll

# how far back contacts are read at least
CONTACT_DAYS = 7


@dataclass
class Rule:
    """An assignment rule as plain values; `is_selective`: a sub-select tells whom it fits."""

    rule_id: int
    strategy_id: int
    kind: str | None
    profile: str | None
    net_min: Decimal
    days_min: int
    is_selective: bool


@dataclass
class Leaving:
    """When a case leaves its strategy for another one."""

    strategy_id: int
    step_id: int | None
    days: int
    by_limit: bool
    broken: int


class Lot(NamedTuple):
    """A trial that draws lots among the customers of a strategy: some get another one."""

    trial_id: int
    strategy_b_id: int
    share: int

    def draw(self, partner_id):
        """Return the variant of a customer."""
        return split.variant(self.trial_id, partner_id, self.share)


@dataclass
class Settings:
    """All that decides besides the facts of a debtor, read once for a run, as plain values."""

    company_id: int
    currency_id: int
    country_id: int
    tz: str
    day: object
    is_as_of: bool
    is_past: bool
    account_ids: list
    voice_company_ids: list
    holidays: frozenset
    rolls_due: bool
    start_mode: str
    start_date: object
    start_days: int
    default_strategy_id: int
    ladders: dict  # strategy -> Ladder, or the error that says why there is none
    leavings: dict  # strategy -> Leaving
    broken_since: object  # first day whose broken promises count
    rules: list
    rule_queries: list  # (index of the rule, sub-select of partners)
    step_queries: list  # (step, sub-select of journal items)
    digits: dict  # currency -> decimal places
    remainders: dict  # currency -> (at home, from abroad)
    gather_from: int  # so many small amounts a year go into one letter; 0: never
    limitation_kind: str  # of claims nobody classified
    has_ways: bool  # whether anything says that money comes later or to somebody else
    plan_debtor_ids: list  # debtors with an instalment agreement
    tasks: dict  # task -> (letter type, cost, with statement of account)
    lots: dict  # strategy -> Lot of the trial that runs for it
    approvals: list  # tools.approval.Rule, in the order in which they are tried
    silent_type_ids: list  # letter types that demand nothing and start no pause
    hours: dict  # step -> earliest moment of the day (UTC)
    call_caps: tuple  # (calls in the pause, in a case) with businesses, with consumers
    other_caps: tuple  # SMS on their own, visits in the pause
    case_numbers: tuple  # (PostgreSQL sequence, prefix, suffix, padding)
    gate: tuple | None
    suspected: dict
    advances: set
    judged: object = None  # query of payment profiles, made when it is needed
    desk_rules: object = None  # who gets new cases: (debt.collector.rule, the same as values)
    rolled: dict = field(default_factory=dict)
    said: dict = field(default_factory=dict)

    @property
    def longest_pause(self):
        return max([CONTACT_DAYS, *(ladder.pause_days for ladder in self.usable)])

    @cached_property
    def approx(self):
        """{step: days after the due date}, roughly, of all ladders."""
        return {key: days for ladder in self.usable for key, days in ladder.approx.items()}

    @property
    def usable(self):
        return [ladder for ladder in self.ladders.values() if isinstance(ladder, Ladder)]

    @property
    def horizon(self):
        """Items due later than this day are out of reach on every ladder."""
        offsets = [s.offset for lad in self.usable for s in lad.steps if s.anchor == "due"]
        ahead = -min([0, *offsets]) * 2 + REACH_DAYS + 14
        return self.day + timedelta(days=ahead)

    def under_way(self, step_id):
        """Data of the reason "under way", one object for all items of a step."""
        data = {"step": step_id, "date": self.day.isoformat()}
        return self.said.setdefault(step_id, data)

    def due(self, day):
        """Effective due date: moved to a working day where the company says so."""
        if not self.rolls_due:
            return day
        if day not in self.rolled:
            self.rolled[day] = roll(day, self.holidays)
        return self.rolled[day]
