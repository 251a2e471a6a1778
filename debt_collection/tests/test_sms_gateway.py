from odoo import Command
from odoo.tests import HttpCase, tagged

from .common_action import ActionCommon
from .sms_server import TOKEN, serving


@tagged("post_install", "post_install_l10n", "-at_install")
class TestSmsGateway(ActionCommon, HttpCase):
    """SMS through SMSAPI.pl: a real queue, a real request, a server that speaks its protocol."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.env.ref("debt_collection.sms_template_reminder")
        cls.add_task("monit", "sms", sms_template_id=cls.template.id)
        cls.company.write(
            {
                "debt_sms_gateway": "smsapi",
                "debt_smsapi_token": TOKEN,
                "debt_smsapi_sender": "Klos",
                "debt_smsapi_test": True,
            }
        )

    def queued(self):
        """An SMS of a step that waits in Odoo's queue."""
        self.env["sms.sms"].search([]).unlink()
        action = self.plan(self.overdue(5, 1234.5, self.wolt), "monit", "sms")
        self.act_and_send()
        self.assertEqual(action.state, "done")
        return action, self.env["sms.sms"].search([])

    def send(self, *servers):
        """Work through Odoo's queue with these addresses of the gateway."""
        parameters = self.env["ir.config_parameter"]
        for name, server in zip(("url", "backup"), servers, strict=False):
            parameters.set_param(f"debt_collection.smsapi_{name}", server.url)
        # what the queue's cron does with all that waits, without its commits
        self.env["sms.sms"].search([("state", "=", "outgoing")], order="id")._send(
            unlink_failed=False, unlink_sent=True, raise_exception=False
        )

    def status(self, action):
        return action.sms_message_id.notification_ids.notification_status

    def test_an_sms_is_taken_and_its_delivery_reported(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://klos.example.com")
        action, sms = self.queued()
        uuid = sms.uuid
        with serving() as server:
            self.send(server)
        [form] = server.asked
        callback = form.pop("notify_url")
        self.assertEqual(
            {name: form[name] for name in ("to", "from", "idx", "check_idx", "test", "encoding")},
            {
                "to": "48225550102", "from": "Klos", "idx": uuid, "check_idx": "1", "test": "1",
                "encoding": "utf-8",
            },
        )  # fmt: skip
        self.assertIn("1234,50", form["message"])
        self.assertEqual((sms.state, self.status(action)), ("pending", "pending"))

        path = callback.removeprefix("https://klos.example.com")
        self.env.flush_all()
        wrong = self.url_open(f"{path[:-2]}xx?idx={uuid}&status=404")
        self.assertEqual(wrong.status_code, 404)
        other = self.env["res.company"].create({"name": "Other"})
        self.env.flush_all()
        foreign = f"/debt_collection/sms/{other.id}/{other._debt_smsapi_secret()}"
        for url in (f"{foreign}?idx={uuid}&status=405", f"{path}?idx=unknown,&status=404,404"):
            self.assertEqual(self.url_open(url).text, "OK")
            self.assertEqual(self.status(action), "pending")
        answer = self.url_open(f"{path}?idx={uuid}&status=404&status_name=DELIVERED&MsgId=1")
        self.assertEqual(answer.text, "OK")
        self.assertEqual(self.status(action), "sent")
        row = self.env["debt.timeline"].search(
            [("res_id", "=", action.id), ("source", "=", 1), ("kind", "=", "sms")]
        )
        self.assertIn("delivered (+48225550102)", row.detail)

    def test_an_answer_that_got_lost_sends_nothing_twice(self):
        action, sms = self.queued()
        with serving("lost") as first, serving(taken=first.taken) as second:
            self.send(first, second)
        self.assertEqual(len(first.asked), 1)
        self.assertEqual([form["idx"] for form in second.asked], [sms.uuid])
        self.assertEqual(list(first.taken), [sms.uuid])
        self.assertEqual((sms.state, self.status(action)), ("pending", "pending"))

    def test_what_the_gateway_refuses_is_said(self):
        for trouble, failure, words in (
            ([{"error": 103, "message": "No credits"}], "sms_credit", "SMSAPI 103: No credits"),
            ([{"error": 13, "message": "Bad number"}], "sms_number_format", "13: Bad number"),
            ([503, 503], "sms_server", "HTTP 503"),
        ):
            action, sms = self.queued()
            with self.subTest(failure), serving(*trouble) as server:
                self.send(server, server)
                self.assertRecordValues(sms, [{"state": "error", "failure_type": failure}])
                self.assertIn(words, action.sms_message_id.notification_ids.failure_reason)
                self.assertEqual(self.status(action), "exception")

    def test_an_undelivered_sms_is_somebodys_task_once(self):
        action, sms = self.queued()
        with serving() as server:
            self.send(server)
        report = {"idx": sms.uuid, "status": "405", "status_name": "UNDELIVERED"}
        self.company._debt_take_sms_reports(report)
        self.company._debt_take_sms_reports(report)
        self.assertEqual(self.status(action), "exception")
        task = action.case_id.activity_ids
        self.assertEqual((len(task), task.user_id), (1, self.collector))
        self.assertIn("+48225550102", task.note)

    def test_who_answers_stop_gets_no_more(self):
        action, sms = self.queued()
        with serving() as server:
            self.send(server)
        self.company._debt_take_sms_reports({"idx": sms.uuid, "status": "412"})
        self.assertEqual(self.status(action), "bounce")
        again = self.plan(self.overdue(6, 10, self.wolt), "monit", "sms")
        self.act_and_send()
        self.assertEqual(again.state, "failed")

    def test_two_companies_in_one_queue(self):
        """Odoo's queue takes both together: each leaves by its own gateway, with its own token."""
        action, sms = self.queued()
        other = self.env["res.company"].create(
            {"name": "Other", "debt_sms_gateway": "smsapi", "debt_smsapi_token": "wrong"}
        )
        self.env.user.company_ids = [Command.link(other.id)]
        theirs = sms.copy({"body": "Theirs", "uuid": "f" * 32})
        theirs.mail_message_id = sms.mail_message_id.copy({"record_company_id": other.id})
        with serving() as server:
            self.send(server)
        self.assertEqual([sms.state, theirs.state], ["pending", "error"])
        self.assertEqual(theirs.failure_type, "sms_acc")
        self.assertEqual(self.status(action), "pending")
