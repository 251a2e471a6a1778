from odoo import Command
from odoo.addons.debt_collection.tests.common_action import ActionCommon
from odoo.tests import tagged


@tagged("-at_install", "post_install")
class TestSnailmail(ActionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter_types["2_demand"].has_pdf = True
        cls.steps["demand"].approval_role = False
        channel = cls.env.ref("debt_collection_snailmail.channel_snailmail")
        cls.steps["demand"].task_ids[:1].channel_ids = [Command.set(channel.ids)]

    def sent(self, **values):
        address = {
            "street": "Długa 1", "zip": "31-147", "city": "Kraków",
            "country_id": self.env.ref("base.pl").id,
        }  # fmt: skip
        partner = self.customer(name="Klient", **{**address, **values})
        action = self.plan(self.overdue(20, 1000, partner), "demand")
        action._run_letter(self.now)
        action._render_letter()
        action._send_letter(self.now)
        return action

    def test_the_service_gets_the_pdf_and_its_answer_is_the_letters_state(self):
        letter = self.sent().letter_id
        one = letter.snailmail_ids
        self.assertEqual((one.attachment_id, one.cover), (letter.attachment_id, False))
        self.assertEqual((letter.state, letter.delivery_state), ("final", "queued"))
        one.write({"state": "error", "error_code": "NO_PRICE_AVAILABLE"})
        letter.invalidate_recordset()
        self.assertEqual(letter.delivery_state, "failed")
        self.assertEqual(len(letter.case_id.activity_ids), 1)
        one.write({"state": "sent"})
        self.assertEqual(letter.posted_on, self.today)

    def test_what_the_service_hasnt_taken_is_stopped(self):
        action = self.sent()
        self.assertIn(action, action.debtor_id._mailed_actions())
        action._withdraw("held", {"hold": "x"})
        self.assertEqual(action.letter_id.snailmail_ids.state, "canceled")
        self.assertEqual(action.letter_id._delivery_state(), "failed")

    def test_no_country_no_snailmail(self):
        self.assertEqual(self.sent(country_id=False).state, "failed")
