from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form

from .common_action import ActionCommon

ADDRESS = {"street": "Długa 1", "zip": "31-147", "city": "Kraków", "email": False}


class TestPost(ActionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter_types["2_demand"].has_pdf = True
        cls.steps["demand"].approval_role = False
        post = cls.env["debt.channel"].search([("code", "=", "post")])
        cls.steps["demand"].task_ids[:1].channel_ids = [Command.set(post.ids)]

    def printed(self, count=2):
        actions = self.env["debt.action"]
        for number in range(count):
            partner = self.customer(name=f"Klient {number}", **ADDRESS)
            actions |= self.plan(self.overdue(20, 1000, partner), "demand")
        self.act_and_send()
        return actions

    def wizard(self, letters, user=None):
        return Form(
            self.env["debt.post"]
            .with_user(user or self.collector)
            .with_context(active_ids=letters.ids, active_model="debt.letter")
        )

    def test_paper_waits_to_be_printed_and_acts_when_posted(self):
        actions = self.printed()
        letters = actions.letter_id
        self.assertEqual(set(actions.mapped("state")), {"queued"})
        self.assertEqual(letters.mapped("to_print"), [True, True])
        self.assertFalse(actions.line_ids.item_id.step_id)
        form = self.wizard(letters)
        form.date = "2026-02-27"
        form.numbers = "RR 1\n\nRR 2\n"
        form.save().action_confirm()
        self.assertEqual(set(actions.mapped("state")), {"done"})
        self.assertEqual(sorted(letters.mapped("post_number")), ["RR1", "RR2"])
        self.assertEqual(set(letters.mapped("state")), {"final"})
        self.assertFalse(any(letters.mapped("to_print")))
        item = actions[0].line_ids.item_id
        self.assertEqual((item.step_id, str(item.step_date)), (self.steps["demand"], "2026-02-27"))

    def test_paid_since_printing_is_said_and_left_out(self):
        actions = self.printed()
        actions.letter_id.printed_on = self.now
        self.pay(actions[0].line_ids.item_id.move_line_id.move_id)
        self.pay(actions[1].line_ids.item_id.move_line_id.move_id, 100)
        lines = self.wizard(actions.letter_id).save().line_ids.sorted("letter_id")
        self.assertEqual(
            lines.mapped("remark"),
            ["Nothing is left of it: don't post.", "The amount changed since: print it again."],
        )
        self.assertFalse(any(lines.mapped("is_included")))

    def test_printing_takes_the_figures_of_the_moment(self):
        actions = self.printed()
        paid, lowered = actions
        self.pay(paid.line_ids.item_id.move_line_id.move_id)
        self.pay(lowered.line_ids.item_id.move_line_id.move_id, 400)
        letters = actions.letter_id._current_to_print()
        self.assertEqual(letters, lowered.letter_id)
        self.assertEqual(letters.amount, 600)
        self.assertTrue(letters.attachment_id)
        self.assertEqual(paid.state, "cancelled")

    def test_not_in_the_future_and_not_without_letters(self):
        letters = self.printed(1).letter_id
        form = self.wizard(letters)
        form.date = "2026-03-05"
        with self.assertRaises(UserError):
            form.save().action_confirm()
        with self.assertRaises(UserError):
            self.wizard(letters.browse()).save().action_confirm()


class TestNewAction(ActionCommon):
    def new(self, user=None, **values):
        self.overdue(10, 1000, self.wolt)
        self.night()
        case = self.env["debt.case"].search([("partner_id", "=", self.wolt.id)])
        case.collector_id = self.collector
        before = case.action_ids
        wizard = self.env["debt.new.action"].with_user(user or self.collector).sudo(False)
        wizard.create({"case_id": case.id, **values}).action_confirm()
        return case.action_ids - before

    def test_call_noted_as_done(self):
        call = self.new(what="call", is_done=True, outcome="Nobody answered")
        self.assertEqual((call.state, call.outcome), ("done", "Nobody answered"))
        self.assertEqual(call.prepared_by_id, self.collector)
        self.assertEqual(call.amount, 1000)
        self.assertFalse(call.activity_id)

    def test_visit_to_do_is_a_task(self):
        visit = self.new(what="visit", date="2026-03-09")
        self.assertEqual(visit.state, "queued")
        self.assertEqual(visit.activity_id.user_id, self.collector)
        self.assertEqual(str(visit.activity_id.date_deadline), "2026-03-09")
        visit.activity_id.action_feedback("Done")
        self.assertEqual(visit.state, "done")
        self.assertFalse(visit.line_ids.item_id.step_id)

    def test_salesperson_cannot_add_actions(self):
        seller = self._user("seller", "base.group_user")
        with self.assertRaises(Exception) as caught:
            self.new(seller, what="call")
        self.assertEqual(type(caught.exception).__name__, "AccessError")
