from odoo.tests import tagged

from .run_common import RunCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestRunDebtor(RunCommon):
    """One voice for a debtor; what starts late."""

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
