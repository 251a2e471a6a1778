import ast
from datetime import datetime, time, timedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.ladder import Ladder
from .debt_run_values import Leaving, Rule, Settings


class DebtRun(models.Model):
    """Reads what decides: ladders, rules, calendar, limits."""

    _inherit = "debt.run"

    def _settings(self, partners=None):
        """Return the Settings of this run; `partners`: only suspected payments of these matter."""
        return Settings(
            **self._company_settings(),
            **self._start_settings(),
            **self._calendar_settings(),
            **self._strategy_settings(),
            **self._payment_settings(partners),
        )

    def _company_settings(self):
        """Who collects, when, and in what money."""
        company = self.company_id
        return {
            "company_id": company.id,
            "currency_id": company.currency_id.id,
            "country_id": (company.account_fiscal_country_id or company.country_id).id,
            "day": self.date,
            "is_as_of": self.mode == "as_of",
            "is_past": self.mode == "as_of" and self.date < company._debt_today(),
            "account_ids": self._receivable_accounts().ids,
            "voice_company_ids": self._voice_companies().ids,
            "call_caps": company._debt_call_caps(),
            "other_caps": (company.debt_sms_cap, company.debt_visit_cap),
            "case_numbers": self._case_numbers() if self._is_real() else (),
            "digits": {c.id: c.decimal_places for c in self._currencies()},
            "remainders": self._remainders(),
            "gather_from": self.env["debt.minimum"]._gather_from(company),
            "has_ways": self._has_ways(),
            "limitation_kind": company.debt_limitation_kind or "sale",
            "plan_debtor_ids": self._plan_debtors(),
        }

    def _start_settings(self):
        """How collection begins with items that are older than it."""
        company = self.company_id
        return {
            "start_mode": company.debt_start_mode,
            "start_date": company.debt_start_date or self.date,
            "start_days": company.debt_start_days,
        }

    def _calendar_settings(self):
        company = self.company_id
        return {
            "tz": company.partner_id.tz or "Europe/Warsaw",
            "holidays": self._holidays(),
            "rolls_due": company.debt_due_roll,
        }

    def _strategy_settings(self):
        """Ladders and the rules that choose among them."""
        strategies = self._strategies()
        rules = self.env["debt.strategy.rule"]._assign_sql(self.company_id)
        return {
            "default_strategy_id": self.env["debt.strategy"]._default(self.company_id).id,
            "ladders": self._ladders(strategies),
            "leavings": self._leavings(strategies),
            "broken_since": self.env["debt.promise"]._counted_from(self.company_id, self.date),
            "rules": [self._rule(rule, sql is not None) for rule, sql in rules],
            "rule_queries": [(n, sql) for n, (_r, sql) in enumerate(rules) if sql is not None],
            "step_queries": self._step_queries(strategies),
            "tasks": {
                task.id: (
                    task.letter_type_id.id or None,
                    task.cost,
                    task.with_statement or task.letter_type_id.items == "open",
                )
                for task in strategies.step_ids.task_ids
            },
            "lots": self.env["debt.trial"]._lots(self.company_id, self.date),
            "hours": self._hours(strategies),
            "silent_type_ids": self.env["debt.letter.type"]._silent().ids,
            "approvals": self.env["debt.approval.rule"]._matrix(self.company_id, self.date),
        }

    def _payment_settings(self, partners):
        """What is known of payments: how fresh the bank is, what is on its way."""
        company, debtors = self.company_id, self.env["debt.debtor"]
        return {
            "gate": self.env["debt.bank.check"]._gate(company, self.date),
            "suspected": debtors._suspected(company, self.date, partners),
            "advances": debtors._order_advances(company, partners),
        }

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
        return sequence._debt_source(self.date)

    def _strategies(self):
        """All ladders an item of the company may stand on, also those no longer in use."""
        return (
            self.env["debt.strategy"]
            .with_context(active_test=False)
            .search([("company_id", "in", [self.company_id.id, False])])
        )

    def _ladders(self, strategies):
        ladders, holidays = {}, self._holidays()
        # a step looks at its own tasks only, so Odoo would fetch their letter types one by one
        letter_types = strategies.step_ids.task_ids.letter_type_id
        letter_types.fetch(["rank", "deadline_days", "deadline_from"])
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
                strategy.exit_broken,
            )
            for strategy in strategies
            if strategy.exit_strategy_id
            and (strategy.exit_days or strategy.exit_net_limit or strategy.exit_broken)
        }

    def _rule(self, rule, is_selective):
        return Rule(
            rule.id,
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
        return self.company_id._debt_voices()

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
