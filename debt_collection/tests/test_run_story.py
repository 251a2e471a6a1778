from datetime import date, timedelta

from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestRunStory(DebtCommon):
    """One invoice climbs the ladder, night by night; what was planned is done the same day."""

    def setUp(self):
        super().setUp()
        self.debtor = self.customer()
        self.invoice = self.overdue(-10, 1000, self.debtor)  # due on Thursday 12 March 2026

    def nights(self, first, last):
        """{days after the due date: what was planned} of the nights that planned something."""
        story = {}
        for offset in range(first, last + 1):
            day = date(2026, 3, 12) + timedelta(days=offset)
            planned = self.plan(day, self.debtor)
            if planned:
                story[offset] = planned
                self.carry_out(day, self.debtor)
        return story

    def test_from_reminder_to_decision(self):
        # D-5 is a Saturday, D+3 a Sunday; D+25 the Easter Monday 6 April isn't a step's day
        self.assertEqual(
            self.nights(-14, 45),
            {
                -6: [("reminder", "letter")],
                1: [("noted", "notice")],
                4: [("monit", "letter")],
                7: [("call", "activity")],
                14: [("demand", "letter")],
                22: [("second", "letter")],
                32: [("final", "letter"), ("final", "sale_hold")],  # D+30 is a Saturday
                42: [("decision", "decision")],  # 3 working days after the deadline of 20 April
            },
        )
        item = self.items(self.invoice)
        self.assertEqual((item.phase, item.reason), ("2_pre_court", "end"))
        case = item.case_id
        self.assertRecordValues(
            case,
            [
                {
                    "state": "open",
                    "strategy_id": self.strategy.id,
                    "collector_id": self.collector.id,
                    "opened_on": date(2026, 3, 6),
                    "overdue_since": date(2026, 3, 13),
                    "overdue": 1000.0,
                }
            ],
        )
        self.assertRegex(case.name, r"^SP/2026/\d{5}$")

    def test_nothing_before_its_reach(self):
        self.invoice.line_ids.filtered("date_maturity").date_maturity = self.after(60)
        self.assertEqual(self.plan(self.today, self.debtor), [])
        self.assertFalse(self.items(self.invoice))

    def test_watched_a_week_before_the_first_step(self):
        self.night(self.today - timedelta(days=4))
        self.assertFalse(self.items(self.invoice))
        self.night(self.today - timedelta(days=3))  # 7 days before Friday 6 March
        self.assertRecordValues(
            self.items(self.invoice),
            [
                {
                    "phase": "0_monitoring",
                    "reason": "next",
                    "next_step_id": self.steps["reminder"].id,
                    "next_date": date(2026, 3, 6),
                    "case_id": False,
                }
            ],
        )

    def test_paid_before_the_next_step(self):
        self.nights(-7, 4)
        self.pay(self.invoice, day=self.after(15))
        self.assertEqual(self.nights(5, 40), {})
        item = self.items(self.invoice)
        self.assertEqual((item.reason, item.closed_on), ("paid", date(2026, 3, 17)))

    def test_unreconciled_within_a_month_keeps_its_place(self):
        self.nights(-7, 4)
        payment = self.pay(self.invoice, day=self.after(15))
        self.night(date(2026, 3, 17))
        self.assertTrue(self.items(self.invoice).closed_on)
        payment.move_id.line_ids.remove_move_reconcile()
        payment.action_draft()
        self.assertEqual(self.plan(date(2026, 3, 19), self.debtor), [("call", "activity")])
        item = self.items(self.invoice)
        self.assertEqual((item.round, item.step_id), (1, self.steps["monit"]))
        self.assertFalse(item.closed_on)

    def test_open_again_after_months_is_a_new_round(self):
        self.nights(-7, 4)
        payment = self.pay(self.invoice, day=self.after(15))
        self.night(date(2026, 3, 17))
        payment.move_id.line_ids.remove_move_reconcile()
        payment.action_draft()
        # first seen late: at most the first demand, and that of the second round
        self.assertEqual(self.plan(date(2026, 6, 1), self.debtor), [("demand", "letter")])
        item = self.items(self.invoice)
        self.assertEqual(item.round, 2)
        self.assertEqual(self.actions(self.debtor)[-1].line_ids.round, 2)

    def test_reasons_in_words(self):
        self.night(date(2026, 3, 6))
        action = self.actions(self.debtor)
        text = self.env["debt.reason"]._text(action.reason, action.reason_data)
        self.assertEqual(text, f"{self.invoice.name} falls due on 12.03.2026")
        item = self.items(self.invoice)
        self.assertEqual(item.why, "reminder is under way since 06.03.2026")
        self.carry_out(date(2026, 3, 6), self.debtor)
        self.night(date(2026, 3, 7))
        self.assertEqual(item.why, "Next: noted on 13.03.2026")
        self.assertEqual(item.next_text, "noted on 13.03.2026")
