from odoo import Command
from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestRunDebtor(DebtCommon):
    """One voice for a debtor; what starts late; which strategy; who collects."""

    def setUp(self):
        super().setUp()
        self.debtor = self.customer()

    def waits(self, run):
        lines = run.line_ids.filtered(lambda n: n.outcome in ("4_waits", "5_held"))
        return [(n.outcome, n.reason, n.item_count) for n in lines]

    # one voice

    def test_one_letter_gathers_the_phase(self):
        self.overdue(12, 100, self.debtor)
        self.overdue(3, 200, self.debtor)
        self.overdue(0, 50, self.debtor)
        self.night(self.after(2))
        letter = self.actions(self.debtor, kind="letter")
        self.assertEqual(letter.step_id, self.steps["demand"])
        rows = [(n.role, n.amount_open, n.step_id.name) for n in letter.line_ids]
        self.assertEqual(
            sorted(rows, key=str),
            [
                ("demanded", 100.0, "demand"),
                ("demanded", 200.0, "monit"),
                ("other", 50.0, False),
            ],
        )
        self.assertEqual(letter.amount, 300)
        # the fresh one is noted on its own
        self.assertEqual(
            self.actions(self.debtor, kind="notice").line_ids.mapped("amount_open"), [50.0]
        )

    def test_pause_and_joining(self):
        self.overdue(3, 100, self.debtor)
        late = self.overdue(-2, 200, self.debtor)  # monit on 7 March, a Saturday: on the 9th
        self.overdue(0, 300, self.debtor)  # monit on 5 March
        self.assertEqual(
            self.plan(self.today, self.debtor), [("monit", "letter"), ("reminder", "letter")]
        )
        self.carry_out(self.today, self.debtor)
        run = self.night(self.after(3))
        self.carry_out(self.after(3), self.debtor)  # the second one noted
        self.assertEqual(self.waits(run), [("4_waits", "pause", 1)])
        line = run.line_ids.filtered(lambda line: line.outcome == "4_waits")
        self.assertEqual(line.next_date, self.after(7))
        # a week after the letter they go out together
        self.night(self.after(7))
        letter = self.actions(self.debtor, kind="letter", state="planned")
        demanded = letter.line_ids.filtered(lambda line: line.role == "demanded")
        self.assertEqual(sorted(demanded.mapped("amount_demanded")), [200, 300])
        self.assertIn(self.items(late), letter.line_ids.item_id)

    def test_letter_waiting_for_approval_keeps_others_back(self):
        self.overdue(14, 100, self.debtor)
        self.night()
        self.overdue(3, 200, self.debtor)
        run = self.night()
        self.assertEqual(self.waits(run), [("4_waits", "pause", 1)])

    def test_final_demand_is_exempt_from_the_pause(self):
        old = self.overdue(40, 1000, self.debtor)
        self.plan(self.today, self.debtor)
        self.carry_out(self.today, self.debtor)  # the demand
        self.items(old).sudo().step_id = self.steps["second"]
        self.overdue(0, 70, self.debtor)
        self.night(self.after(1))
        self.carry_out(self.after(1), self.debtor)  # noted
        self.assertEqual(self.plan(self.after(7), self.debtor), [("monit", "letter")])
        self.carry_out(self.after(7), self.debtor)
        self.assertIn(("final", "letter"), self.plan(self.after(8), self.debtor))

    def test_reminders_before_due_count_apart(self):
        self.overdue(14, 100, self.debtor)
        self.overdue(-4, 200, self.debtor)
        self.night()
        self.assertEqual(
            self.actions(self.debtor, kind="letter").mapped("step_id.name"),
            ["demand", "reminder"],
        )

    def test_unread_reply_holds_letters_not_calls(self):
        self.overdue(14, 100, self.debtor)
        self.overdue(7, 200, self.debtor)
        self.night()
        self.carry_out(self.today, self.debtor)
        case = self.actions(self.debtor).case_id
        self.overdue(3, 300, self.debtor)
        self.overdue(7, 400, self.debtor)
        case.sudo().replied_on = "2026-03-09 10:00:00"
        run = self.night(self.after(10))
        self.assertIn("reply", [reason for _outcome, reason, _count in self.waits(run)])
        self.assertFalse(self.actions(self.debtor, state="planned", kind="letter"))
        self.assertIn("call", self.actions(self.debtor, state="planned").mapped("step_id.name"))

    # late starts

    def test_first_seen_late_starts_with_a_demand_and_keeps_distances(self):
        self.overdue(200, 1000, self.debtor)
        self.assertEqual(self.plan(self.today, self.debtor), [("demand", "letter")])
        self.carry_out(self.today, self.debtor)
        self.assertEqual(self.plan(self.after(7), self.debtor), [])
        # second demand 8 days after the demand, as on the ladder
        self.assertEqual(self.plan(self.after(8), self.debtor), [("second", "letter")])

    def test_gently_starts_with_a_monit(self):
        self.company.write(
            {
                "debt_start_mode": "gently",
                "debt_start_date": self.today,
                "debt_start_days": 90,
            }
        )
        self.overdue(60, 1000, self.debtor)
        self.overdue(100, 2000, self.debtor)
        run = self.night()
        letter = self.actions(self.debtor, kind="letter")
        self.assertEqual((letter.step_id.name, letter.amount), ("monit", 1000))
        self.assertEqual(self.waits(run), [("5_held", "before_start", 1)])

    def test_from_a_date_on(self):
        self.company.write({"debt_start_mode": "from_date", "debt_start_date": self.after(-10)})
        self.overdue(11, 1000, self.debtor)
        self.overdue(10, 200, self.debtor)
        self.night()
        self.assertEqual(self.actions(self.debtor).line_ids.mapped("amount_open"), [200.0])

    def test_downtime_doesnt_jump_over_a_letter(self):
        self.overdue(-4, 1000, self.debtor)  # due on 6 March
        self.assertEqual(self.plan(self.today, self.debtor), [("reminder", "letter")])
        self.carry_out(self.today, self.debtor)
        self.assertEqual(self.plan(self.after(45), self.debtor), [("monit", "letter")])
        self.carry_out(self.after(45), self.debtor)
        # the monit was 38 days late: call and demand keep their distance of 4 and 11 days
        self.assertEqual(self.plan(self.after(48), self.debtor), [])
        self.assertEqual(self.plan(self.after(49), self.debtor), [("call", "activity")])
        self.carry_out(self.after(49), self.debtor)
        self.assertEqual(self.plan(self.after(55), self.debtor), [])
        self.assertEqual(self.plan(self.after(56), self.debtor), [("demand", "letter")])

    def test_small_net_amounts(self):
        self.env["debt.minimum"].create(
            {
                "company_id": self.company.id,
                "currency_id": self.pln.id,
                "net_min": 50,
                "post_min": 300,
                "remainder": 0,
                "remainder_foreign": 0,
            }
        )
        self.overdue(14, 30, self.debtor)
        run = self.night()
        self.assertEqual(self.waits(run), [("5_held", "small", 1)])
        self.assertEqual(
            run.line_ids.why.replace("\xa0", " "),
            "Net overdue 30,00 zł, the step is taken from 50,00 zł on",
        )
        self.overdue(14, 30, self.debtor)
        self.assertEqual(self.plan(self.today, self.debtor), [("demand", "letter")])

    # who

    def test_contacts_of_a_company_are_one_debtor(self):
        child = self.env["res.partner"].create({"name": "Oddział", "parent_id": self.debtor.id})
        self.overdue(14, 100, self.debtor)
        self.overdue(14, 200, child)
        self.receipt(50, child)
        self.night()
        letter = self.actions(self.debtor, kind="letter")
        self.assertEqual((len(letter), letter.amount), (1, 250))

    def test_two_companies_share_a_partner(self):
        other = self.setup_other_company(name="Druga sp. z o.o.")
        company = other["company"]
        company.write({"debt_start_mode": "all", "debt_strategy_id": self.strategy.id})
        self.overdue(14, 100, self.debtor)
        self.env["account.move"].with_company(company)
        self.debtor.with_company(company).property_account_receivable_id = other[
            "default_account_receivable"
        ]
        invoice = self.overdue(
            3,
            200,
            self.debtor,
            company_id=company.id,
            journal_id=other["default_journal_sale"].id,
            account_id=other["default_account_revenue"].id,
        )
        self.night()
        self.assertEqual(self.actions(self.debtor).mapped("amount"), [100.0])
        self.night(company=company)
        mine = self.actions(self.debtor, company_id=company.id)
        self.assertEqual((mine.step_id.name, mine.amount), ("monit", 200))
        self.assertEqual(self.items(invoice).company_id, company)
        self.assertEqual(len(mine.case_id | self.actions(self.debtor)[0].case_id), 2)

    def test_rule_then_case_then_hand(self):
        valued = self.strategy.copy({"name": "Valued"})
        self.env["debt.strategy.rule"].create(
            {"strategy_id": valued.id, "domain": f"[('id', '=', {self.debtor.id})]"}
        )
        self.overdue(14, 100, self.debtor)
        self.night()
        case = self.actions(self.debtor).case_id
        self.assertEqual(case.strategy_id, valued)
        # sticks although the rule has gone
        self.env["debt.strategy.rule"].search([]).unlink()
        self.carry_out(self.today, self.debtor)
        self.night(self.after(1))
        self.assertEqual(case.strategy_id, valued)
        case.debtor_id.strategy_id = self.strategy
        self.night(self.after(2))
        self.assertEqual(case.strategy_id, self.strategy)

    def test_leaving_a_strategy(self):
        firm = self.strategy.copy({"name": "Firm"})
        second = firm.step_ids.filtered(lambda step: step.name == "second")
        self.strategy.write(
            {"exit_strategy_id": firm.id, "exit_days": 20, "exit_step_id": second.id}
        )
        invoice = self.overdue(14, 100, self.debtor)
        self.night()
        self.carry_out(self.today, self.debtor)
        self.assertEqual(self.plan(self.after(8), self.debtor), [("second", "letter")])
        case = self.actions(self.debtor).case_id
        self.assertEqual(case.strategy_id, firm)
        self.assertEqual(self.items(invoice).pending_step_id, second)

    def test_cases_are_shared_evenly(self):
        second = self._user("second", "debt_collection.group_collector")
        self.company.debt_collector_ids = [Command.set((self.collector | second).ids)]
        partners = [self.customer(f"Klient {n}") for n in range(4)]
        for partner in partners:
            self.overdue(14, 100, partner)
        self.night()
        cases = self.env["debt.case"].search([("company_id", "=", self.company.id)])
        self.assertEqual(sorted(cases.mapped("collector_id.name")), ["Collector", "Second"])
        self.assertEqual(len(cases.filtered(lambda case: case.collector_id == second)), 2)

    def test_without_email(self):
        email = self.env["debt.channel"].search([("code", "=", "email")])
        task = self.steps["demand"].task_ids
        task.channel_ids = email
        self.debtor.email = False
        self.overdue(14, 100, self.debtor)
        run = self.night()
        self.assertEqual(self.waits(run), [("5_held", "no_channel", 1)])
        self.env["debt.step.task"].create(
            {"step_id": self.steps["demand"].id, "kind": "activity", "is_fallback": True}
        )
        self.assertEqual(self.plan(self.today, self.debtor), [("demand", "activity")])
