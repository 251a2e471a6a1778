import ast
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.ladder import REACH_DAYS, Ladder, roll

# how far back contacts are read at least
CONTACT_DAYS = 7


@dataclass
class Rule:
    """An assignment rule as plain values; `is_selective`: a sub-select tells whom it fits."""

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
    rules: list
    rule_queries: list  # (index of the rule, sub-select of partners)
    step_queries: list  # (step, sub-select of journal items)
    digits: dict  # currency -> decimal places
    remainders: dict  # currency -> (at home, from abroad)
    tasks: dict  # task -> (letter type, cost, with statement of account)
    hours: dict  # step -> earliest moment of the day (UTC)
    collector_ids: list
    case_numbers: tuple  # (PostgreSQL sequence, prefix, suffix, padding)
    gate: tuple | None
    suspected: dict
    advances: set
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


class DebtRun(models.Model):
    """Reads what decides: ladders, rules, calendar, limits."""

    _inherit = "debt.run"

    def _settings(self, partners=None):
        """Return the Settings of this run; `partners`: only suspected payments of these matter."""
        company, day = self.company_id, self.date
        strategies = self._strategies()
        ladders = self._ladders(strategies)
        rules = self.env["debt.strategy.rule"]._assign_sql(company)
        today = company._debt_today()
        debtors = self.env["debt.debtor"]
        return Settings(
            company_id=company.id,
            currency_id=company.currency_id.id,
            country_id=(company.account_fiscal_country_id or company.country_id).id,
            tz=company.partner_id.tz or "Europe/Warsaw",
            day=day,
            is_as_of=self.mode == "as_of",
            is_past=self.mode == "as_of" and day < today,
            account_ids=self._receivable_accounts().ids,
            voice_company_ids=self._voice_companies().ids,
            holidays=self._holidays(),
            rolls_due=company.debt_due_roll,
            start_mode=company.debt_start_mode,
            start_date=company.debt_start_date or day,
            start_days=company.debt_start_days,
            default_strategy_id=self.env["debt.strategy"]._default(company).id,
            ladders=ladders,
            leavings=self._leavings(strategies),
            rules=[self._rule(rule, sql is not None) for rule, sql in rules],
            rule_queries=[(n, sql) for n, (_rule, sql) in enumerate(rules) if sql is not None],
            step_queries=self._step_queries(strategies),
            digits={c.id: c.decimal_places for c in self._currencies()},
            remainders=self._remainders(),
            tasks={
                task.id: (task.letter_type_id.id or None, task.cost, task.with_statement)
                for task in strategies.step_ids.task_ids
            },
            hours=self._hours(strategies),
            collector_ids=company.debt_collector_ids.ids,
            case_numbers=self._case_numbers() if self._is_real() else (),
            gate=self.env["debt.bank.check"]._gate(company, day),
            suspected=debtors._suspected(company, day, partners),
            advances=debtors._order_advances(company, partners),
        )

    def _hours(self, strategies):
        """{step: the moment of the day of the run before which it isn't sent, UTC}."""
        midnight = datetime.combine(self.date, time.min)
        return {
            step.id: self.env["debt.calendar"]._utc(
                self.company_id, midnight + timedelta(hours=step.hour)
            )
            for step in strategies.step_ids
            if step.hour
        }

    def _case_numbers(self):
        """Where numbers of new cases come from: (PostgreSQL sequence, prefix, suffix, padding)."""
        domain = [("code", "=", "debt.case"), ("company_id", "in", [self.company_id.id, False])]
        # sudo: whoever starts a run by hand needs no right on sequences
        sequence = self.env["ir.sequence"].sudo().search(domain, order="company_id", limit=1)
        if not sequence.use_date_range:
            prefix, suffix = sequence._get_prefix_suffix(date=self.date)
            return f"ir_sequence_{sequence.id:03d}", prefix, suffix, sequence.padding
        span = self.env["ir.sequence.date_range"].sudo()
        span = span.search(
            [
                ("sequence_id", "=", sequence.id),
                ("date_from", "<=", self.date),
                ("date_to", ">=", self.date),
            ],
            limit=1,
        ) or sequence._create_date_range_seq(self.date)
        prefix, suffix = sequence._get_prefix_suffix(date=self.date, date_range=span.date_from)
        name = f"ir_sequence_{sequence.id:03d}_{span.id:03d}"
        return name, prefix, suffix, sequence.padding

    def _strategies(self):
        """All ladders an item of the company may stand on, also those no longer in use."""
        return (
            self.env["debt.strategy"]
            .with_context(active_test=False)
            .search([("company_id", "in", [self.company_id.id, False])])
        )

    def _ladders(self, strategies):
        ladders, holidays = {}, self._holidays()
        for strategy in strategies:
            try:
                steps = strategy._ladder(self.company_id, self.date)
                ladders[strategy.id] = Ladder(steps, strategy.pause_days, holidays)
            except UserError as error:
                # no exchange rate for its limits: only debtors on this ladder fail
                ladders[strategy.id] = error
        return ladders

    def _holidays(self):
        country = self.company_id.country_id
        year = self.date.year
        return self.env["debt.calendar"]._holidays(country, year - 5, year + 2)

    def _leavings(self, strategies):
        return {
            strategy.id: Leaving(
                strategy.exit_strategy_id.id,
                strategy.exit_step_id.id or None,
                strategy.exit_days,
                strategy.exit_net_limit,
            )
            for strategy in strategies
            if strategy.exit_strategy_id and (strategy.exit_days or strategy.exit_net_limit)
        }

    def _rule(self, rule, is_selective):
        return Rule(
            rule._strategy(self.company_id).id,
            rule.kind or None,
            rule.profile or None,
            rule._net_min(self.company_id, self.date),
            rule.days_min,
            is_selective,
        )

    def _step_queries(self, strategies):
        """(step, sub-select of the journal items that its condition selects)."""
        lines = self.env["account.move.line"].with_company(self.company_id)
        return [
            (step.id, lines._search(Domain(ast.literal_eval(step.domain))).subselect())
            for step in strategies.step_ids
            if step.domain and step.domain != "[]"
        ]

    def _receivable_accounts(self):
        accounts = self.env["account.account"].with_company(self.company_id)
        return accounts.with_context(active_test=False).search(
            [
                *accounts._check_company_domain(self.company_id),
                ("account_type", "=", "asset_receivable"),
            ]
        )

    def _voice_companies(self):
        """The companies that speak with one voice with this one."""
        company = self.company_id
        if not company.debt_group_pause:
            return company
        return company | company.search([("debt_group_pause", "=", True)])

    def _currencies(self):
        return self.env["res.currency"].with_context(active_test=False).search([])

    def _remainders(self):
        """{currency: (at home, from abroad)}: what is left of a paid item and isn't chased."""
        minimums = self.env["debt.minimum"]
        currencies = minimums.search([]).currency_id | self.company_id.currency_id
        result = {}
        for currency in currencies:
            minimum = minimums._for(self.company_id, currency, self.date)
            result[currency.id] = (minimum.remainder, minimum.remainder_foreign)
        return result
