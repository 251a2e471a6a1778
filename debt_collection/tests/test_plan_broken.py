from datetime import date
from decimal import Decimal

from odoo.tests import freeze_time

from ..models.debt_interest_propose import Options
from .plan_common import PlanCommon

APRIL = date(2026, 4, 17)  # both instalments missed


class TestPlanBroken(PlanCommon):
    """So many missed instalments make the whole debt due, with a dated notice (PEERS D7, D8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.night_before = date(2026, 4, 16)

    def broken(self, **values):
        """An agreement of three instalments of which two were missed: judged by the night."""
        plan = self.running(amounts=(400, 400, 800), **values)
        self.night(APRIL)
        return plan

    def test_notice_is_drafted_once(self):
        """Two of three missed: a notice over all that is left, for the head; again: the same."""
        plan = self.running(amounts=(400, 400, 800))
        before = self.due_line(self.first | self.second).mapped("date_maturity")
        self.night(self.night_before)
        self.assertEqual(plan.state, "active")
        self.night(APRIL)
        self.assertEqual((plan.state, plan.broken_on), ("broken", APRIL))
        notice = plan.notice_action_id
        self.assertEqual((notice.kind, notice.amount), ("letter", 1600.0))
        self.assertEqual(notice._required_role(APRIL), "head")
        self.assertEqual(notice.line_ids.item_id, self.items(self.first | self.second))
        self.assertEqual(set(notice.line_ids.mapped("round")), {2})
        self.assertTrue(all(self.plan_items(plan).mapped("closed_on")))
        self.assertEqual(self.due_line(self.first | self.second).mapped("date_maturity"), before)
        self.night(APRIL)
        self.night(date(2026, 4, 18))
        self.assertEqual(self.actions(self.wolt).filtered("plan_id"), notice)
        self.assertEqual(self.debtor.days_late, 40 + 46)

    def test_final_demand_follows_the_notice(self):
        """The notice counts as the demand; the final demand follows after its deadline."""
        plan = self.broken()
        self.carry_out(APRIL, self.wolt)
        plan.notice_action_id._hold_for_notice(APRIL)
        found = {}
        for number in range(1, 20):
            day = date.fromordinal(APRIL.toordinal() + number)
            for step, kind in self.plan(day, self.wolt):
                found.setdefault(step, (number, kind))
            self.carry_out(day, self.wolt)
        self.assertEqual(found["final"][1], "letter")
        self.assertGreater(found["final"][0], 7)
        self.assertNotIn("monit", found)

    def test_part_paid(self):
        """The notice demands what is left after the instalments that came in."""
        plan = self.running(amounts=(400, 400, 400, 400))
        self.pay(self.first, 400, date(2026, 3, 16))
        self.night(date(2026, 5, 19))
        self.assertEqual(plan.state, "broken")
        self.assertEqual(plan.notice_action_id.amount, 1200.0)
        self.assertEqual(len(plan.broken_data["missed"]), 2)

    def test_old_bank_data(self):
        """While nobody knows what came in, no agreement is broken."""
        self.company.debt_freshness_gate = True
        self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": date(2026, 3, 3),
                "payment_ref": "x",
                "amount": 1,
            }
        )
        self.assertEqual(self.broken().state, "active")

    def test_promise_holds_an_instalment(self):
        """An instalment promised for a later day isn't missed yet."""
        plan = self.running(amounts=(400, 400, 800))
        item = self.plan_items(plan)[1]
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": self.debtor.id,
                "item_id": item.id,
                "kind": "promise",
                "date_from": self.today,
                "date_until": APRIL,
            }
        )
        self.night(APRIL)
        self.assertEqual(plan.state, "active")
        self.night(date(2026, 4, 18))
        self.assertEqual(plan.state, "broken")

    def test_last_instalment(self):
        """Only the last one missing: broken two weeks after it."""
        plan = self.running(amounts=(800, 800))
        self.pay(self.first, 800, date(2026, 3, 16))
        self.night(date(2026, 4, 30))
        self.assertEqual(plan.state, "active")
        self.night(date(2026, 5, 4))
        self.assertEqual(plan.state, "broken")

    def test_paid_before_the_notice_left(self):
        """The missed instalments come in before the notice has left: the agreement runs again."""
        plan = self.broken()
        with freeze_time(APRIL):
            self.pay(self.first, 800, APRIL)
            self.night(APRIL)
        self.assertEqual(plan.state, "active")
        items = self.items(self.first | self.second)
        self.assertEqual(set(items.mapped("round")), {1})
        self.assertEqual(self.items(self.second).reason, "hold_plan")
        self.assertFalse(self.actions(self.wolt, state="planned").plan_id)

    def test_waiver_comes_back(self):
        """Waived interest isn't charged while it is kept, and is owed to the grosz when broken."""
        lines = self.due_line(self.first | self.second)
        interest = self.env["debt.interest"].sudo()
        before = interest._claims(self.company, self.today, lines=lines)
        owed = sum(claim.interest for claim in before.values())
        self.assertGreater(owed, 0)
        plan = self.running(amounts=(400, 400, 800))
        self.assertEqual(plan.waived_interest, float(owed))
        for day in (self.today, date(2026, 3, 20)):
            claims = interest._claims(self.company, day, lines=lines)
            self.assertEqual(sum(claim.interest for claim in claims.values()), 0)
        options = Options(minimum=Decimal(0))
        notes = self.env["debt.interest.note"]
        self.assertFalse(notes._propose(self.company, self.today, options, self.wolt))
        self.night(APRIL)
        after = interest._claims(self.company, self.today, lines=lines)
        self.assertEqual(sum(claim.interest for claim in after.values()), owed)
        # the night after it was broken: the waived interest to the day it was broken, once
        self.company.debt_note_minimum = 0
        claims = interest._claims(self.company, plan.broken_on, lines=lines)
        with freeze_time(APRIL):
            for _again in range(2):
                notes._do_batch(self.company, self.wolt, APRIL, None)
        note = notes.search([("partner_id", "=", self.wolt.id)])
        self.assertEqual(note.total, float(sum(claim.interest for claim in claims.values())))
        self.assertGreater(note.total, float(owed))
        self.assertIn(plan.name, note.reinstated_text)
        self.assertFalse(notes.new({}).reinstated_text, "other notes have no such reason")
        plan.action_run_again()
        self.assertFalse(note.exists())

    def test_compensation_once(self):
        """Compensation waived on condition isn't proposed; instalments never give a second one."""
        compensation = self.env["debt.compensation"]
        lines = self.due_line(self.first | self.second)
        plan = self.running(amounts=(400, 400, 800), waives_interest=False)
        histories = self.env["debt.interest"]._histories(self.company, self.today, lines=lines)
        owed, _errors = compensation._owed_of(self.company, histories, self.today)
        self.assertFalse(owed)
        decided = self.env["debt.compensation.line"]._decided(lines.ids)
        self.assertEqual(decided, set(lines.ids))
        plan._cancel("test", self.today)
        self.assertFalse(self.env["debt.compensation.line"]._decided(lines.ids))

    def test_two_companies(self):
        """An agreement of one company says nothing about the other's debts and night."""
        other = self.env["res.company"].search([("id", "!=", self.company.id)], limit=1)
        plan = self.broken()
        self.assertEqual(plan.company_id, self.company)
        self.assertFalse(self.env["debt.plan"].search([("company_id", "=", other.id)]))
        self.env["debt.plan"]._judge(other, APRIL)
        self.assertEqual(plan.notice_action_id.company_id, self.company)
