from datetime import timedelta

from odoo.fields import Datetime

from .interest_note_common import NoteCommon


class TestInterestNoteRun(NoteCommon):
    """Notes in the nightly run: they join letters, they start nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls.invoice(12400, "2026-01-15")

    def noted(self, paid=True):
        """A note that is itself overdue since long, its invoice paid or not."""
        note = self.propose("2026-02-28")
        note._approve(self.today)
        note._post_entries()
        if paid:
            self.money_in(self.move, 12400, "2026-03-01")
        return note

    def night_after(self, note, days):
        return self.night(note.date_due + timedelta(days=days))

    def test_a_note_alone_opens_no_case(self):
        note = self.noted()
        self.night_after(note, 40)
        self.assertFalse(self.actions(self.partner))
        self.assertFalse(self.env["debt.case"].search([("partner_id", "=", self.partner.id)]))

    def test_it_joins_letters_about_the_principal(self):
        note = self.noted()
        other = self.overdue(-2, 1000, self.partner)  # due on 4 March
        self.night_after(note, 4)
        letter = self.actions(self.partner, kind="letter")
        self.assertEqual(
            letter.line_ids.item_id.move_line_id, self.due_line(other) | note._receivable_line()
        )

    def test_it_doesnt_reach_the_final_demand_alone(self):
        note = self.noted(paid=False)
        self.company.debt_automation = True
        self.night(note.date_due + timedelta(days=1))
        case = self.env["debt.case"].search([("partner_id", "=", self.partner.id)])
        self.assertEqual(len(case), 1)
        line = note._receivable_line()
        item = self.env["debt.item"].sudo()._get_or_create(line)
        day = note.date_due + timedelta(days=25)
        demand = self.steps["second"]
        item.write(
            {"case_id": case.id, "step_id": demand.id, "step_date": day, "phase": demand.phase}
        )
        self.actions(self.partner).sudo().write({"state": "cancelled"})
        self.money_in(self.move, 12400, "2026-03-01")
        self.night(note.date_due + timedelta(days=40))
        self.assertNotIn("final", self.actions(self.partner).step_id.mapped("name"))

    def test_the_step_proposes_drafts(self):
        case = self.env["debt.case"].create(
            {
                "name": "SP/1",
                "company_id": self.company.id,
                "debtor_id": self.env["debt.debtor"]._get_or_create(self.company, self.partner).id,
                "partner_id": self.partner.id,
                "strategy_id": self.strategy.id,
            }
        )
        values = {
            "company_id": self.company.id,
            "case_id": case.id,
            "debtor_id": case.debtor_id.id,
            "partner_id": self.partner.id,
            "kind": "interest_note",
            "date_planned": self.today,
        }
        action, again = self.env["debt.action"].sudo().create([values, values])
        now = Datetime.to_datetime(self.today)
        action._run_interest_note(now)
        self.assertEqual(action.state, "done")
        note = self.Note.search([("partner_id", "=", self.partner.id)])
        self.assertEqual((note.state, note.total), ("draft", 218.78))
        self.assertIn("218.78 PLN", action.outcome)
        again._run_interest_note(now)
        self.assertEqual(again.state, "done")
        self.assertEqual(self.Note.search([("partner_id", "=", self.partner.id)]), note)

    def test_a_step_without_a_rate_fails_and_says_which(self):
        self.commercial.period_ids.unlink()
        case = self.env["debt.case"].create(
            {
                "name": "SP/1",
                "company_id": self.company.id,
                "debtor_id": self.env["debt.debtor"]._get_or_create(self.company, self.partner).id,
                "partner_id": self.partner.id,
                "strategy_id": self.strategy.id,
            }
        )
        action = (
            self.env["debt.action"]
            .sudo()
            .create(
                {
                    "company_id": self.company.id,
                    "case_id": case.id,
                    "debtor_id": case.debtor_id.id,
                    "partner_id": self.partner.id,
                    "kind": "interest_note",
                    "date_planned": self.today,
                }
            )
        )
        action._run_interest_note(Datetime.to_datetime(self.today))
        self.assertEqual(action.state, "failed")
        self.assertIn("Test commercial", action.error)

    def test_the_month_is_proposed_once_on_the_fifth_working_day(self):
        self.company.debt_note_proposed_on = False
        day = self.Note._monthly_day
        self.assertIsNone(day(self.company, self.today.replace(day=5)))
        self.assertEqual(str(day(self.company, self.today.replace(day=6))), "2026-02-28")
        self.company.debt_note_proposed_on = self.today.replace(day=6)
        self.assertIsNone(day(self.company, self.today.replace(day=9)))
        self.assertEqual(str(day(self.company, self.today.replace(month=5))), "None")

    def test_a_payment_proposes_the_correction_within_the_day(self):
        note = self.noted(paid=False)
        self.money_in(self.move, 2400, "2026-01-25")
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.partner)
        debtor._refresh(self.today)
        self.assertEqual(note.correction_ids.total, -31.3)
        self.assertEqual(note.alerts["correction"]["level"], "warning")
