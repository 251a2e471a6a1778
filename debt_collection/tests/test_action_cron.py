from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import freeze_time

from .common_action import NOW, ActionCommon


class TestActCron(ActionCommon):
    """The cron itself, with its commits, and what a chunk costs."""

    def sms_task(self):
        template = self.env.ref("debt_collection.sms_template_reminder")
        self.add_task("monit", "sms", sms_template_id=template.id)

    def run_cron(self, name="act"):
        self.env.flush_all()
        with freeze_time(NOW), self.enter_registry_test_mode():
            self.env.ref(f"debt_collection.ir_cron_{name}").method_direct_trigger()
        self.env.invalidate_all()

    def test_pdfs_are_made_by_a_queue_of_their_own(self):
        self.letter_types["1_monit"].has_pdf = True
        monit = self.plan(self.overdue(5, 1000, self.wolt), "monit")
        woken = self.env["ir.cron.trigger"].search_count
        render = [("cron_id", "=", self.env.ref("debt_collection.ir_cron_render").id)]
        before = woken(render)
        self.run_cron()
        self.assertEqual((monit.state, woken(render)), ("queued", before + 1))
        self.assertFalse(monit.letter_id.attachment_id)
        self.run_cron("render")
        self.assertTrue(monit.letter_id.attachment_id)
        self.assertEqual(monit.state, "queued")
        self.run_cron()
        self.assertEqual(monit.state, "done")

    def test_cron_does_everything_of_all_companies_and_survives_a_failure(self):
        good = self.plan(self.overdue(5, 1000, self.wolt), "monit")
        bad = self.plan(self.overdue(5, 500, self.customer(name="Bez", email=False)), "monit")
        call = self.plan(self.overdue(8, 700, self.customer(name="Telefon")), "call", "activity")
        self.run_cron()
        self.assertEqual((good.state, bad.state, call.state), ("done", "failed", "queued"))
        self.run_cron()
        self.assertEqual(len(good.case_id.letter_ids), 1)
        self.assertEqual(len(call.case_id.activity_ids), 1)

    def test_chunk_that_lost_a_race_is_left_to_the_next_call(self):
        call = self.plan(self.overdue(8, 700, self.wolt), "call", "activity")
        with patch.object(type(call), "_do_chunk", side_effect=SerializationFailure):
            self.run_cron()
        self.assertEqual(call.state, "planned")
        self.run_cron()
        self.assertEqual(call.state, "queued")

    def count(self, days, step, kind, size):
        names = [f"Klient {size} {number}" for number in range(size)]
        partners = self.env["res.partner"].union(*(self.customer(name=name) for name in names))
        for invoice in self.overdue_each(days, 99, partners):
            self.plan(invoice, step, kind)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.act_and_send()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def assertSetWise(self, days, step, kind, most):
        """35 more of them cost at most `most` more statements."""
        few, many = (self.count(days, step, kind, size) for size in (5, 40))
        self.assertLess(many - few, most, f"{few} for 5, {many} for 40")

    def test_sms_are_done_set_wise(self):
        self.sms_task()
        self.assertSetWise(5, "monit", "sms", 15)

    def test_calls_are_scheduled_set_wise(self):
        self.assertSetWise(8, "call", "activity", 40)

    def test_notices_are_sent_set_wise(self):
        self.assertSetWise(2, "noted", "notice", 15)

    def test_waiting_letters_are_built_set_wise(self):
        self.assertSetWise(15, "demand", "letter", 200)
