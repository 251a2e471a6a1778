from markupsafe import escape

from odoo.tests import freeze_time

from .interest_note_common import NoteCommon


class TestInterestNoteMonthly(NoteCommon):
    """The daily job: on the 5th working day notes of the month before, for all customers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.debt_note_monthly = True
        cls.company.debt_automation = True
        cls.company.debt_head_id = cls._user("head", "debt_collection.group_manager")
        cls.env["res.company"].search([("id", "!=", cls.company.id)]).debt_automation = False
        cls.move = cls.invoice(12400, "2026-01-15")
        cls.other = cls.customer("Inny")
        cls.invoice(3000, "2026-01-20", partner=cls.other)

    def job(self, day):
        with freeze_time(f"{day} 09:00:00"), self.enter_registry_test_mode():
            self.env.ref("debt_collection.ir_cron_interest_notes").method_direct_trigger()
        return self.Note.search([("company_id", "=", self.company.id)])

    def tasks(self):
        return self.company.partner_id.activity_ids

    def test_once_a_month_on_the_fifth_working_day(self):
        self.assertFalse(self.job("2026-03-05"))  # Thursday, the fourth
        notes = self.job("2026-03-06")
        self.assertEqual(notes.partner_id, self.partner | self.other)
        self.assertEqual({str(note.date_to) for note in notes}, {"2026-02-28"})
        self.assertEqual(self.job("2026-03-06"), notes)
        self.assertEqual(self.job("2026-03-09"), notes)
        self.assertFalse(self.tasks())

    def test_who_couldnt_be_charged_is_a_task_and_stops_nobody(self):
        self.commercial.for_business = False
        self.env["debt.debtor"]._get_or_create(self.company, self.other).kind = "consumer"
        self.env["debt.interest.rule"].search([("id", "!=", self.delay.id)]).active = False
        notes = self.job("2026-03-06")
        self.assertEqual(notes.partner_id, self.other)
        task = self.tasks()
        self.assertEqual(task.user_id, self.company.debt_head_id)
        self.assertIn(self.partner.name, task.note)
        notes = self.env["debt.calendar"]._for_company(self.env["debt.interest"], self.company)
        self.assertIn(str(escape(notes._no_rule_text())), task.note)
        self.assertNotIn(self.other.name, task.note)

    def test_the_insolvent_are_no_task(self):
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.partner)
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": debtor.id,
                "kind": "insolvency",
                "date_from": "2026-02-01",
            }
        )
        self.assertEqual(self.job("2026-03-06").partner_id, self.other)
        self.assertFalse(self.tasks())

    def test_switched_off(self):
        self.company.debt_note_monthly = False
        self.assertFalse(self.job("2026-03-06"))
