from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .contact_common import ContactCommon


@freeze_time("2026-03-02 09:00:00")
class TestWork(ContactCommon):
    """What actions take and cost, who did them, and what may be put right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"debt_hour_cost": 60, "debt_sms_cost": 0.12, "debt_postage": 4.9})
        cls.env["debt.work.time"].search([]).company_id = False
        cls.letter_types["1_monit"].has_pdf = True

    def work(self, action):
        return (action.doer, action.minutes, action.minutes_saved, action.cost, action.full_cost)

    def monit(self, *channels):
        found = self.env["debt.channel"].search([("code", "in", channels)])
        self.steps["monit"].task_ids[:1].channel_ids = [Command.set(found.ids)]
        return self.plan(self.invoice, "monit")

    def test_a_letter_by_itself_takes_nobody_and_saves_time(self):
        action = self.monit("email")
        self.act_and_send()
        self.assertEqual(action.state, "done")
        self.assertEqual(self.work(action), ("program", 0, 12, 0, 0))
        row = self.env["debt.work"].browse(action.id)
        self.assertEqual((row.alone_share, row.hours_saved, row.saved_cost), (100, 0.2, 12))
        self.assertEqual(str(row.date), "2026-03-02")

    def test_paper_and_consent_take_people_and_postage(self):
        self.wolt.write({"street": "Długa 1", "zip": "31-147", "city": "Kraków", "email": False})
        action = self.monit("post")
        self.act_and_send()
        action.approved_by_id = self.manager
        action._done(self.now)
        # letter 12, approval 2, post 5 by hand; 1 + 2 minutes as it is done now
        self.assertEqual(self.work(action), ("consent", 3, 16, 4.9, 7.9))
        self.assertEqual(self.wolt_case.cost_total, 7.9)
        self.assertEqual(self.wolt_case.minutes_total, 3)

    def test_a_contact_takes_what_the_person_says(self):
        planned = self.plan(self.invoice, "call", kind="activity")
        contact = self.log("no_answer", minutes=25)
        self.assertEqual(self.work(contact), ("person", 25, 0, 0, 25))
        self.company.debt_hour_cost = 90
        self.assertEqual(contact.work_cost, 25, "at the cost of its time")
        quick = self.log("other", note="Asks for a copy")
        self.assertEqual((quick.minutes, quick.full_cost), (6, 9))
        self.assertEqual((planned.state, planned.doer, planned.minutes), ("done", False, 0))
        self.assertEqual(self.env["debt.work"].search_count([("action_id", "=", planned.id)]), 0)

    def test_who_did_it_puts_it_right(self):
        contact = self.log("other", note="Asks for a copy")
        contact.with_user(self.collector).write({"minutes": 10, "cost": 2})
        self.assertEqual(contact.full_cost, 12)
        contact.with_user(self.manager).minutes = 5
        self.assertEqual(contact.full_cost, 7)
        self.wolt_case.collector_id = False
        other = self._user("other", "debt_collection.group_collector_all")
        with self.assertRaises(AccessError):
            contact.with_user(other).minutes = 50
        with self.assertRaises(AccessError):
            contact.with_user(self.collector).doer = "program"

    def test_the_outlay_of_a_planned_call_goes_to_the_contact(self):
        planned = self.plan(self.invoice, "call", kind="activity")
        planned.cost = 8
        contact = self.log("other", note="Asks for a copy")
        self.assertEqual((planned.state, planned.cost, contact.cost), ("done", 0, 8))
        self.assertEqual(self.env["debt.work"].browse(contact.id).cost, 8)
        self.assertEqual(self.wolt_case.cost_total, 14)  # with 6 minutes

    def test_a_task_says_what_it_costs_beforehand(self):
        task = self.steps["call"].task_ids[:1]
        self.assertEqual(task._expected_cost(self.company), 6)
        task.write({"minutes": 10, "cost": 1.5})
        self.assertEqual(float(task._expected_cost(self.company)), 11.5)
        letter = self.steps["monit"].task_ids[:1]
        post = self.env["debt.channel"].search([("code", "=", "post")])
        letter.channel_ids = [Command.set(post.ids)]
        self.assertEqual(float(letter._expected_cost(self.company)), 6.9)
