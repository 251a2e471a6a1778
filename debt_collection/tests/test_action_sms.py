from odoo import fields
from odoo.addons.debt_collection.tools import sms_text
from odoo.exceptions import UserError
from odoo.tests import Form

from .common_action import ActionCommon


class TestSms(ActionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.env.ref("debt_collection.sms_template_reminder")
        cls.add_task("monit", "sms", sms_template_id=cls.template.id)
        cls.company.partner_id.phone = "+48 12 345 67 80"
        cls.collector.phone = False

    def sms_of(self, action):
        return self.env["sms.sms"].search([("mail_message_id", "=", action.sms_message_id.id)])

    def plan_sms(self, partner=None, **values):
        self.invoice = self.overdue(5, 1234.5, partner or self.wolt)
        return self.plan(self.invoice, "monit", "sms", **values)

    def test_sms_goes_to_odoos_queue_in_plain_letters(self):
        self.company.debt_sms_name = "Żółw"
        self.wolt.lang = "en_US"
        action = self.plan_sms()
        self.act_and_send()
        sms = self.sms_of(action)
        self.assertEqual((action.state, sms.state), ("done", "outgoing"))
        self.assertEqual(sms.number, "+48225550102")
        self.assertEqual(
            sms.body,
            "Zolw: we have not noted the payment of 1234,50 PLN for "
            f"{self.invoice.name} (due 25.02.2026). Please pay or contact us: +48 12 345 67 80.",
        )
        self.assertEqual(sms_text.parts(sms.body), 1)
        self.assertEqual(action.line_ids.item_id.step_id, self.steps["monit"])
        self.assertEqual(action.sms_message_id.model, "debt.case")

    def test_the_task_shows_how_long_its_text_gets(self):
        task = self.steps["monit"].task_ids.filtered("sms_template_id").with_user(self.manager)
        self.assertTrue(task.sms_length, "without an SMS: a made-up one")
        self.wolt.lang = "en_US"
        action = self.plan_sms()
        self.act_and_send()
        task.invalidate_recordset()
        body = self.sms_of(action).body
        self.assertEqual(task.sms_example, body)
        self.assertEqual(task.sms_length, f"{len(body)} characters, 1 part")
        self.template.body = "{{ object.text_amount }} " + "ą" * 160
        task.invalidate_recordset()
        self.assertEqual(task.sms_length, "172 characters, 2 parts")
        self.company.debt_sms_ascii = False
        task.invalidate_recordset()
        self.assertEqual(task.sms_length, "172 characters, 3 parts")
        self.template.body = "{{ object.nothing }}"
        task.invalidate_recordset()
        self.assertIn("nothing", task.sms_example)
        self.assertFalse(task.sms_length)

    def test_polish_letters_stay_when_the_company_wants_them(self):
        self.company.write({"debt_sms_name": "Żółw", "debt_sms_ascii": False})
        action = self.plan_sms()
        self.act_and_send()
        self.assertIn("Żółw", self.sms_of(action).body)

    def test_without_number_it_fails_and_somebody_is_told(self):
        self.wolt.phone = False
        action = self.plan_sms()
        self.act_and_send()
        self.assertEqual(action.state, "failed")
        self.assertFalse(self.sms_of(action))
        self.assertEqual(
            action.case_id.activity_ids.activity_type_id,
            self.env.ref("debt_collection.activity_type_address"),
        )

    def test_optional_without_number_is_left_out_and_the_step_goes_on(self):
        self.wolt.phone = False
        action = self.plan_sms()
        action.task_id.optional = True
        self.act_and_send()
        self.assertEqual((action.state, action.end_reason), ("cancelled", "no_number"))
        self.assertEqual(action.line_ids.item_id.step_id, self.steps["monit"])
        self.assertFalse(action.case_id.activity_ids)

    def test_blacklisted_number_gets_nothing(self):
        self.env["phone.blacklist"].create({"number": "+48225550102"})
        action = self.plan_sms()
        self.act_and_send()
        self.assertEqual(action.state, "failed")

    def test_not_at_night_not_on_saturday_not_on_a_holiday(self):
        action = self.plan_sms()
        for moment, expected in (
            ("2026-03-02 22:00:00", "2026-03-03 08:00:00"),  # 23:00 -> Tuesday 9:00
            ("2026-03-07 10:00:00", "2026-03-09 08:00:00"),  # Saturday -> Monday
            ("2026-05-01 10:00:00", "2026-05-04 07:00:00"),  # holiday -> Monday, summer time
        ):
            with self.subTest(moment):
                action.write({"state": "planned", "not_before": False})
                self.act_and_send(moment)
                self.assertEqual(action.state, "queued")
                self.assertEqual(fields.Datetime.to_string(action.not_before), expected)
        self.act_and_send("2026-05-04 07:05:00")
        self.assertEqual(action.state, "done")

    def test_reminder_before_the_due_date_does_not_come_after_it(self):
        self.add_task("reminder", "sms", sms_template_id=self.template.id)
        action = self.plan(self.overdue(-1, 500, self.wolt), "reminder", "sms")
        self.act()
        self.act_and_send("2026-03-04 09:00:00")
        self.assertEqual((action.state, action.end_reason), ("cancelled", "too_late"))

    def test_paid_between_act_and_send_is_withdrawn(self):
        action = self.plan_sms()
        self.act()
        self.pay(self.invoice)
        self.act("send")
        self.assertEqual((action.state, action.end_reason), ("cancelled", "paid"))
        self.assertFalse(self.sms_of(action))

    def test_part_payment_lowers_the_amount_sent(self):
        action = self.plan_sms()
        self.act()
        self.pay(self.invoice, 1000)
        self.act("send")
        self.assertIn("234,50 PLN", self.sms_of(action).body)
        self.assertEqual(action.amount, 234.5)

    def test_consumer_text_names_neither_amount_nor_debt(self):
        action = self.plan_sms()
        action.task_id.sms_template_id = self.env.ref("debt_collection.sms_template_consumer")
        self.act_and_send()
        body = self.sms_of(action).body
        self.assertNotIn("1234", body)
        self.assertNotIn(self.invoice.name, body)

    def test_one_failing_debtor_stops_nobody_else(self):
        partners = [self.customer(name=f"Klient {n}") for n in range(4)]
        actions = [self.plan_sms(partner) for partner in partners]
        broken = self.env["sms.template"].create(
            {
                "name": "broken",
                "model_id": self.template.model_id.id,
                "body": "{{ 1 / (object.partner_id.name != 'Klient 2') }}",
            }
        )
        for action in actions:
            action.task_id.sms_template_id = broken
        self.act_and_send()
        self.assertEqual([a.state for a in actions], ["done", "done", "failed", "done"])
        self.assertEqual(actions[2].attempts, 1)
        self.assertTrue(actions[2].error)
        actions[2].task_id.sms_template_id = self.template
        actions[2]._retry()
        self.act_and_send()
        self.assertEqual(actions[2].state, "done")

    def test_automation_off_stops_the_night_but_not_a_run_by_hand(self):
        action = self.plan_sms()
        self.act()
        self.company.debt_automation = False
        self.act("send")
        self.assertEqual(action.state, "queued")
        action.run_id = self.env["debt.run"].create({"mode": "manual", "date": self.today})
        self.act("send")
        self.assertEqual(action.state, "done")


class TestSmsByHand(ActionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.env.ref("debt_collection.sms_template_reminder")
        cls.invoice = cls.overdue(10, 1000, cls.wolt)
        cls.wolt_case = cls.case(cls.wolt)
        cls.item(cls.invoice, cls.wolt_case)
        cls.wolt.lang = "en_US"

    def dialog(self):
        """The dialog as the collector fills it in."""
        model = self.env["debt.new.action"].with_user(self.collector).sudo(False)
        form = Form(model.with_context(default_case_id=self.wolt_case.id))
        form.what, form.date = "sms", self.today
        return form

    def send(self, text=None, reason=None):
        form = self.dialog()
        form.sms_template_id = self.template
        if text:
            form.sms_text = text
        if reason:
            form.limit_reason = reason
        before = self.wolt_case.action_ids
        form.save().action_confirm()
        return self.wolt_case.action_ids - before

    def body(self, action):
        sms = self.env["sms.sms"].search([("mail_message_id", "=", action.sms_message_id.id)])
        return sms.body

    def test_the_dialog_shows_the_text_with_its_figures_and_length(self):
        form = self.dialog()
        self.assertFalse(form.sms_length)
        form.sms_template_id = self.template
        self.assertRegex(form.sms_text, r"1000[.,]00 PLN")
        self.assertIn(self.invoice.name, form.sms_text)
        self.assertIn("SMS parts: 1", form.sms_length)
        form.sms_text = "ż" * 161
        self.assertEqual(form.sms_length, "161 characters, SMS parts: 2")

    def test_own_words_go_as_written_in_the_contact_hours(self):
        action = self.send("Proszę o telefon {{ object.amount }}\nAnna")
        self.assertEqual((action.kind, action.state), ("sms", "planned"))
        self.assertEqual(action.prepared_by_id, self.collector)
        self.act_and_send("2026-03-02 22:00:00")
        self.assertEqual(action.state, "queued")
        self.act_and_send("2026-03-03 09:00:00")
        self.assertEqual(action.state, "done")
        self.assertEqual(self.body(action), "Prosze o telefon {{ object.amount }} Anna")
        self.assertFalse(action.line_ids.item_id.step_id, "no step was taken")

    def test_a_template_follows_the_amount_own_words_are_held_back(self):
        by_template, own = self.send(), self.send("You owe 1000 PLN", reason="He asked for it")
        self.assertEqual(own.limit_reason, "He asked for it")
        self.act()
        self.pay(self.invoice, 400)
        self.act("send")
        self.assertIn("600", self.body(by_template))
        self.assertEqual((own.state, own.end_reason), ("cancelled", "sms_stale"))
        self.assertFalse(self.body(own))
        self.assertTrue(self.wolt_case.activity_ids)

    def test_limits_and_wishes_are_minded(self):
        self.send("Hello")
        with self.assertRaisesRegex(UserError, "Last SMS"):
            form = self.dialog()
            form.sms_text, form.limit_reason = "Again", " "
            form.save().action_confirm()
        self.company.debt_sms_cap = 0
        for change in ({"debt_no_sms": True}, {"debt_no_sms": False, "phone": False}):
            self.wolt.write(change)
            with self.assertRaises(UserError):
                self.send("Hello")

    def test_nothing_is_sent_when_nothing_may_be_demanded(self):
        self.pay(self.invoice)
        with self.assertRaisesRegex(UserError, "Nothing overdue"):
            self.send("Hello")
