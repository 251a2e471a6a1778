import re
from datetime import date, timedelta

from odoo.tests import tagged

from ..tools import choice
from ..tools import ladder as ladders
from ..tools.rehearsal import rehearse
from .strategy_common import StrategyCommon
from .strategy_tables import DAYS, TABLES

LEVELS = {"": "", "1_warn": "warn", "2_prepayment": "prepayment", "3_blocked": "blocked"}
TASKS = {
    "activity_type_call": "c",
    "activity_type_visit": "v",
    "activity_type_address": "a",
    "sms": "s",
    "notice": "n",
    "decision": "d",
    "interest_note": "-",
    "register": "-",
}
DUE = date(2026, 3, 2)  # a Monday


@tagged("post_install", "-at_install")
class TestStrategyData(StrategyCommon):
    """What is installed is what PRACTICE 2 says, column by column and day by day."""

    def test_tables(self):
        for name, table in TABLES.items():
            strategy = self.strategy(name)
            rows = [self._cells(line) for line in table.strip().splitlines()]
            steps = strategy._steps_in_order()
            self.assertEqual(len(steps), len(rows), name)
            for step, expected in zip(steps, rows, strict=True):
                with self.subTest(strategy=name, step=step.name):
                    self.assertEqual(self._row(step), expected)

    def test_settings(self):
        expected = {  # days between letters, talk first, currency of the limits
            "standard": (7, 2, "PLN"),
            "valued": (7, 5, "PLN"),
            "habitual": (5, 2, "PLN"),
            "consumer": (7, 2, "PLN"),
            "public": (7, 2, "PLN"),
            "hospital": (7, 2, "PLN"),
            "foreign": (7, 2, "EUR"),
        }
        for name, values in expected.items():
            strategy = self.strategy(name)
            self.assertEqual(
                (strategy.pause_days, strategy.talk_first_days, strategy.currency_id.name),
                values,
                name,
            )

    def test_valued_customer_leaves_to_the_second_demand_of_standard(self):
        valued = self.strategy("valued")
        self.assertEqual(valued.exit_strategy_id, self.strategy("standard"))
        self.assertEqual(valued.exit_step_id, self.step("standard", "second"))
        self.assertEqual(valued.exit_days, 75)
        self.assertTrue(valued.exit_net_limit)

    def test_phases(self):
        """Monitoring until the delay is noted, pre-court from the final demand on."""
        for name in TABLES:
            for step in self.strategy(name).step_ids:
                key = step.get_external_id()[step.id].split("_", 3)[-1]
                expected = "1_amicable"
                if step._is_before_due() or key == "noted":
                    expected = "0_monitoring"
                elif key in ("final", "decision", "register"):
                    expected = "2_pre_court"
                self.assertEqual(step.phase, expected, f"{name} {key}")

    def test_talk_first_is_offered_where_the_salesperson_is_told(self):
        notices = self.env["debt.step.task"].search([("kind", "=", "notice")])
        self.assertEqual(set(notices.mapped("role")), {"salesperson"})
        self.assertTrue(all(notices.mapped("talk_first")))

    def test_valued_customer_is_written_to_by_the_account_manager(self):
        task = self.step("valued", "monit").task_ids
        self.assertEqual(task.sender_role, "salesperson")
        self.assertEqual(self.step("valued", "call").task_ids.role, "salesperson")
        self.assertEqual(self.step("valued", "head_call").task_ids[0].role, "head")
        self.assertTrue(self.step("valued", "monit2").task_ids.with_statement)

    def test_paper_from_its_own_amount(self):
        """ "A number in a strategy's only-if wins": consumer's letter 50, his final demand 200."""
        expected = {
            ("standard", "demand"): 300,
            ("standard", "final"): 300,
            ("consumer", "demand"): 50,
            ("consumer", "final"): 200,
            ("public", "final"): 500,
            ("foreign", "final"): 1200,  # 300 EUR
        }
        for (strategy, step), amount in expected.items():
            task = self.step(strategy, step).task_ids[0]
            self.assertEqual(task._post_min(self.company, self.today), amount, strategy)

    def test_visit_only_from_20000(self):
        visit = self.step("standard", "decider").task_ids[1]
        self.assertEqual((visit.activity_type_id.name, visit.net_min), ("Visit or meeting", 20000))

    def test_days(self):
        for name, expected in DAYS.items():
            with self.subTest(strategy=name):
                self.assertEqual(self._walk(name), re.sub(r"\s+", " ", expected))

    def _walk(self, name):
        steps = self.strategy(name)._ladder(self.company, self.today)
        ready = tuple(
            step._replace(available=not {"interest_note"} & {t.kind for t in step.tasks})
            for step in steps
        )
        ladder = ladders.Ladder(ready, self.strategy(name).pause_days)
        item = ladders.Item(0, DUE, DUE - timedelta(days=30), ladders.Decimal(100000))
        debtor = choice.Debtor(ladders.Decimal(100000), wants_list=True)
        days = [DUE + timedelta(days=n) for n in range(-10, 120)]
        stops = rehearse(ladder, choice.choose, item, lambda day: debtor, days, ladders.add)
        keys = {
            step.id: step.get_external_id()[step.id].partition(f"step_{name}_")[2]
            for step in self.strategy(name).step_ids
        }
        return ", ".join(f"{keys[stop.step_id]} {stop.day:%m-%d}" for stop in stops)

    # a step as the tables write it

    def _cells(self, line):
        return [cell.strip() for cell in line.split("|")]

    def _row(self, step):
        letter = step._letter_task()
        codes = [channel.code[0] for channel in letter.channel_ids]
        days = letter._deadline_days()
        others = step.task_ids - letter
        others = others.filtered(lambda task: task.kind != "sale_hold")
        return [
            step.get_external_id()[step.id].rpartition(f"step_{self._strategy_key(step)}_")[2],
            self._when(step),
            (letter.letter_type_id.rank or "")[:1],
            ("+" if letter.channel_mode == "all" else "/").join(codes),
            str(days) if days else "",
            "".join(TASKS[self._task_key(task)] for task in others),
            self._only_if(step),
            self._hold(step),
            self._approval(step),
        ]

    def _strategy_key(self, step):
        strategy = step.strategy_id
        return strategy.get_external_id()[strategy.id].rpartition("strategy_")[2]

    def _task_key(self, task):
        if task.kind != "activity":
            return task.kind
        activity_type = task.activity_type_id
        return activity_type.get_external_id()[activity_type.id].rpartition(".")[2]

    def _when(self, step):
        if step.anchor == "due":
            self.assertEqual(step.offset_unit, "day")
            return str(step.offset)
        anchor = step.anchor_step_id
        key = anchor.get_external_id()[anchor.id].rpartition("_")[2]
        latest = f", latest {step.latest_days}" if step.latest_days else ""
        return f"{step.offset} {step.offset_unit} after {step.anchor} of {key}{latest}"

    def _only_if(self, step):
        required = step.requires_step_id
        key = required and required.get_external_id()[required.id].rpartition("_")[2]
        wait = f" or {step.requires_wait} later" if step.requires_wait else ""
        parts = [
            step.only_wanted and "wanted",
            step.item_min and f"item {step.item_min:g}",
            step.term_min and f"term {step.term_min}",
            step.net_min and f"net {step.net_min:g}",
            step.requires and f"{step.requires} {key}{wait}",
            step.min_overdue_days and f"overdue {step.min_overdue_days}",
        ]
        return ", ".join(filter(None, parts))

    def _hold(self, step):
        by_decision = step.task_ids.filtered("by_decision")
        parts = [LEVELS[step.sale_level_shown or ""]]
        parts += [f"{LEVELS[task.sale_level]} by decision" for task in by_decision]
        return ", ".join(filter(None, parts))

    def _approval(self, step):
        amount = f" from {step.approval_from:g}" if step.approval_from else ""
        return f"{step.approval_role or ''}{amount}"
