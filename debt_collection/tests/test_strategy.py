from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .strategy_common import StrategyCommon


@tagged("post_install", "-at_install")
class TestStrategy(StrategyCommon):
    """What a strategy refuses, how it is copied, archived, and who is looked at again."""

    # what is refused

    def refused(self, text, **values):
        strategy = self.new_strategy()
        first = self.new_step(strategy, "First", 3)
        if values.get("anchor_step_id") == "first":
            values["anchor_step_id"] = first.id
        if values.get("requires_step_id") == "first":
            values["requires_step_id"] = first.id
        with self.assertRaisesRegex(ValidationError, text):
            self.new_step(strategy, "Second", values.pop("offset", 5), **values)
            self.env.flush_all()

    def test_counting_from_an_earlier_step_needs_one(self):
        self.refused("“Second”: it counts from an earlier step, so choose which one", anchor="done")

    def test_step_of_another_strategy(self):
        other = self.step("standard", "demand").id
        self.refused("belongs to another strategy", anchor="posted", anchor_step_id=other)
        self.refused("belongs to another strategy", requires="done", requires_step_id=other)

    def test_before_the_step_it_counts_from(self):
        self.refused(
            "can't come before the earlier step", anchor="done", anchor_step_id="first", offset=-1
        )

    def test_requirement_without_a_step(self):
        self.refused("choose the step that must have happened", requires="deadline")

    def test_latest_day_needs_a_posted_step(self):
        self.refused("counts from the posting of an earlier step", latest_days=28)

    @mute_logger("odoo.sql_db")
    def test_negative_amounts(self):
        strategy = self.new_strategy()
        for name in ("net_min", "item_min", "approval_from", "term_min", "latest_days"):
            with self.subTest(name), self.assertRaises(CheckViolation):
                self.new_step(strategy, "Call", 5, **{name: -1})
        step = self.new_step(strategy, "Call", 5)
        with self.assertRaises(CheckViolation):
            step.task_ids = [(0, 0, {"kind": "activity", "net_min": -1})]

    def test_before_the_due_date_only_a_reminder(self):
        self.refused("can't leave before the due date", offset=-5, letter="2")
        self.assertTrue(self.new_step(self.new_strategy(), "Reminder", -5, letter="0"))

    def test_unreadable_condition_on_items(self):
        self.refused("can't be read", domain="[('nonsense', '=', 1)]")

    def test_waiting_for_a_later_step(self):
        strategy = self.new_strategy()
        first = self.new_step(strategy, "First", 3)
        second = self.new_step(strategy, "Second", 5)
        with self.assertRaisesRegex(ValidationError, "“First”: it waits for “Second”, which comes"):
            first.write({"anchor": "done", "anchor_step_id": second.id})
        with self.assertRaisesRegex(ValidationError, "waits for “First”"):
            first.write({"requires": "done", "requires_step_id": first.id})

    def test_no_cycle_by_moving_steps(self):
        strategy = self.new_strategy()
        first = self.new_step(strategy, "First", 3)
        second = self.new_step(strategy, "Second", 5, anchor="done", anchor_step_id=first.id)
        with self.assertRaisesRegex(ValidationError, "“Second”: it waits for “First”"):
            strategy.step_ids = [(1, first.id, {"sequence": 99})]
        # both may be moved in one go, whatever comes first
        strategy.step_ids = [(1, first.id, {"sequence": 99}), (1, second.id, {"sequence": 100})]
        self.assertEqual(strategy._steps_in_order(), first | second)

    def test_incomplete_tasks(self):
        step = self.new_step(self.new_strategy(), "Demand", 14)
        letter_type = self.env.ref("debt_collection.letter_type_demand").id
        tasks = self.env["debt.step.task"]
        for values, lacks in (
            ({"kind": "letter"}, "a letter type"),
            ({"kind": "letter", "letter_type_id": letter_type}, "a channel"),
            ({"kind": "sms"}, "an SMS text"),
            ({"kind": "sale_hold"}, "the level of the sale hold"),
        ):
            with self.assertRaisesRegex(ValidationError, f"“Demand”: its task still needs {lacks}"):
                tasks.create({"step_id": step.id, **values})

    def test_leaving_for_itself_or_a_foreign_step(self):
        strategy = self.new_strategy()
        with self.assertRaisesRegex(ValidationError, "can't leave a strategy for the same one"):
            strategy.exit_strategy_id = strategy
        with self.assertRaisesRegex(ValidationError, "doesn't belong to the strategy"):
            strategy.write(
                {
                    "exit_strategy_id": self.strategy("standard").id,
                    "exit_step_id": self.step("habitual", "final").id,
                }
            )

    # copying

    def test_copy_counts_from_its_own_steps(self):
        original = self.strategy("standard")
        copy = original.copy()
        self.assertEqual(copy.name, "Standard B2B (copy)")
        self.assertEqual(len(copy.step_ids), 11)
        self.assertEqual(len(copy.step_ids.task_ids), len(original.step_ids.task_ids))
        self.assertFalse(copy.rule_ids)
        named = {step.name: step for step in copy.step_ids}
        self.assertRecordValues(
            named["Second demand"] | named["Decision"] | named["Debt register"],
            [
                {"anchor": "due", "anchor_step_id": False, "requires": "no_reply",
                 "requires_step_id": named["Demand for payment"].id, "latest_days": 0},
                {"anchor": "deadline", "anchor_step_id": named["Final pre-court demand"].id,
                 "requires": False, "requires_step_id": False, "latest_days": 28},
                {"anchor": "posted", "anchor_step_id": named["Final pre-court demand"].id,
                 "requires": False, "requires_step_id": False, "latest_days": 0},
            ],
        )  # fmt: skip
        without_ids = {"id": 0, "anchor_id": 0, "requires_id": 0, "tasks": ()}
        self.assertEqual(
            [step._replace(**without_ids) for step in copy._ladder(self.company, self.today)],
            [step._replace(**without_ids) for step in original._ladder(self.company, self.today)],
        )

    def test_original_is_left_alone(self):
        original = self.strategy("standard")
        before = original._ladder(self.company, self.today)
        original.copy().step_ids.unlink()
        self.assertEqual(original._ladder(self.company, self.today), before)

    # archiving

    def test_archiving_names_who_still_uses_it(self):
        public = self.strategy("public")
        self.company.debt_strategy_id = public
        with self.assertRaisesRegex(
            ValidationError,
            "“Public entity” is still in use: 1 assignment rules, 1 companies for most customers",
        ):
            public.action_archive()

    def test_archiving_an_unused_one(self):
        strategy = self.new_strategy()
        strategy.action_archive()
        self.assertFalse(strategy.active)

    def test_unused_is_said_by_open_cases_only(self):
        strategy = self.new_strategy()
        case = self.case(strategy)
        with self.assertRaisesRegex(ValidationError, "1 open cases"):
            strategy.action_archive()
        case.state = "closed"
        strategy.action_archive()

    # who is looked at again

    def debtor(self, company=None):
        partner = self.env["res.partner"].create({"name": "Debtor"})
        debtor = self.env["debt.debtor"].create(
            {"company_id": (company or self.company).id, "partner_id": partner.id}
        )
        debtor.next_date = "2026-04-01"
        self.env.flush_all()
        return debtor

    def case(self, strategy):
        debtor = self.debtor()
        return self.env["debt.case"].create(
            {
                "company_id": self.company.id,
                "debtor_id": debtor.id,
                "partner_id": debtor.partner_id.id,
                "strategy_id": strategy.id,
            }
        )

    def touched(self, debtor):
        touched = not debtor.next_date
        debtor.next_date = "2026-04-01"
        self.env.flush_all()
        return touched

    def test_changes_touch_the_debtors_of_the_strategy(self):
        strategy = self.new_strategy()
        step = self.new_step(strategy, "Call", 7, task_ids=[(0, 0, {"kind": "activity"})])
        mine = self.case(strategy).debtor_id
        other = self.case(self.strategy("public")).debtor_id
        free = self.debtor()
        for debtor in (mine, other, free):
            self.touched(debtor)
        changes = {
            "pause": lambda: strategy.write({"pause_days": 3}),
            "day": lambda: step.write({"offset": 8}),
            "task": lambda: step.task_ids.write({"net_min": 5}),
            "new step": lambda: self.new_step(strategy, "Early", -9),
            "step gone": strategy.step_ids.unlink,
        }
        for name, change in changes.items():
            with self.subTest(name):
                change()
                self.assertTrue(self.touched(mine))
                self.assertTrue(self.touched(free), "may get this strategy")
                self.assertFalse(self.touched(other))

    def test_texts_touch_nobody(self):
        strategy = self.new_strategy()
        mine = self.case(strategy).debtor_id
        self.touched(mine)
        strategy.write({"name": "Ours", "description": "What it is for"})
        self.assertFalse(self.touched(mine))

    def test_rules_touch_who_has_no_case(self):
        mine, free = self.case(self.strategy("public")).debtor_id, self.debtor()
        self.touched(mine), self.touched(free)
        self.env.ref("debt_collection.strategy_rule_foreign").sequence = 1
        self.assertTrue(self.touched(free))
        self.assertFalse(self.touched(mine))

    def test_one_company_only(self):
        other = self.debtor(self.company_in("base.pl", self.pln))
        strategy = self.new_strategy(company_id=self.company.id)
        self.touched(other)
        strategy.pause_days = 3
        self.assertFalse(self.touched(other))

    def test_one_statement_for_all(self):
        strategy = self.new_strategy()
        for _n in range(5):
            self.case(strategy)
        self.env.flush_all()
        with self.assertQueryCount(1):
            strategy._touch_debtors()

    def test_collectors_read_managers_change(self):
        strategy = self.new_strategy()
        collector = self.user("debt_collection.group_collector_all")
        self.assertEqual(strategy.with_user(collector).name, "Mine")
        with self.assertRaises(AccessError):
            strategy.with_user(collector).pause_days = 3
        strategy.with_user(self.user("debt_collection.group_manager")).pause_days = 3
