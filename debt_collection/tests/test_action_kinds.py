from odoo.exceptions import AccessError, UserError

from .common_action import ActionCommon


class TestActivity(ActionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.overdue(8, 1500, cls.wolt)
        cls.call = cls.plan(cls.invoice, "call", "activity")
        cls.item = cls.call.line_ids.item_id

    def test_call_is_scheduled_for_collector_with_number_and_amount(self):
        self.act()
        activity = self.call.activity_id
        self.assertEqual(self.call.state, "queued")
        self.assertEqual(activity.user_id, self.collector)
        self.assertEqual(str(activity.date_deadline), "2026-03-05")  # three working days
        self.assertIn("tel:+48225550102", activity.note)
        self.assertRegex(activity.note, "1.?500[,.]00")
        self.assertIn(self.invoice.name, activity.note)
        self.assertEqual(self.item.step_id, self.steps["call"])
        self.assertFalse(self.item.pending_step_id)

    def test_feedback_ends_the_action_as_evidence(self):
        self.act()
        self.call.activity_id.with_user(self.collector).action_feedback("Pays on Friday")
        self.assertEqual(self.call.state, "done")
        self.assertEqual(self.call.outcome, "Pays on Friday")
        with self.assertRaises(UserError):
            self.call.state = "planned"
        with self.assertRaises(UserError):
            self.call.unlink()

    def test_deleting_the_task_cancels_the_action(self):
        self.act()
        self.call.activity_id.with_user(self.collector).unlink()
        self.assertEqual(self.call.state, "cancelled")
        self.assertEqual(self.call.end_reason, "task_deleted")
        self.assertEqual(self.call.end_data, {"user": "Collector"})
        self.assertTrue(self.call.line_ids.is_void)

    def test_paid_before_acting_schedules_nothing(self):
        self.pay(self.invoice)
        self.act()
        self.assertEqual(self.call.state, "cancelled")
        self.assertEqual(self.call.end_reason, "paid")
        self.assertFalse(self.call.activity_id)
        self.assertFalse(self.item.pending_step_id)
        self.assertFalse(self.item.step_id)

    def test_payment_within_the_day_removes_the_call(self):
        self.act()
        activity = self.call.activity_id
        self.pay(self.invoice)
        self.env["debt.action"]._react(self.company, self.wolt, self.today)
        self.assertEqual(self.call.state, "cancelled")
        self.assertFalse(activity.exists())

    def test_acting_twice_does_it_once(self):
        self.act()
        self.act()
        self.assertEqual(len(self.call.case_id.activity_ids), 1)

    def test_roles_fall_back_when_nobody_has_them(self):
        self.call.case_id.collector_id = False
        self.assertEqual(self.call._role_users("collector")[self.call], self.manager)
        self.assertEqual(self.call._role_users("approver")[self.call], self.approver)
        self.invoice.invoice_user_id = self.approver
        self.assertEqual(self.call._role_users("salesperson")[self.call], self.approver)
        self.wolt.user_id = self.collector
        self.assertEqual(self.call._role_users("salesperson")[self.call], self.collector)

    def test_collector_cannot_write_a_state(self):
        with self.assertRaises(AccessError):
            self.call.with_user(self.collector).state = "done"
        self.call.with_user(self.collector).cost = 5
        self.assertEqual(self.call.cost, 5)

    def test_collector_of_another_case_does_not_see_it(self):
        other = self._user("other", "debt_collection.group_collector")
        with self.assertRaises(AccessError):
            self.call.with_user(other).read(["state"])


class TestSaleHoldAndDecision(ActionCommon):
    def test_sale_hold_is_set_and_done_at_once(self):
        action = self.plan(self.overdue(31, 900, self.wolt), "final", "sale_hold")
        self.act()
        self.assertEqual(action.state, "done")
        self.assertEqual(action.sale_hold_id.level, "3_blocked")
        self.assertEqual(action.sale_hold_id.debtor_id, action.debtor_id)

    def test_sale_hold_by_decision_waits_for_the_head(self):
        self.steps["final"].task_ids.filtered(lambda t: t.kind == "sale_hold").by_decision = True
        action = self.plan(self.overdue(31, 900, self.wolt), "final", "sale_hold")
        self.act()
        self.assertEqual((action.state, action.approval_role), ("waiting", "head"))
        self.assertFalse(action.sale_hold_id)
        action._approve(self.manager)
        self.assertEqual(action.state, "done")
        self.assertEqual(action.sale_hold_id.level, "3_blocked")

    def test_decision_waits_for_the_head_and_closes_with_an_outcome(self):
        action = self.plan(self.overdue(50, 900, self.wolt), "decision", "decision")
        self.act()
        self.assertEqual((action.state, action.approval_role), ("waiting", "head"))
        self.assertEqual(action.activity_id.user_id, self.manager)
        action._decide(self.manager, "Court")
        self.assertEqual((action.state, action.outcome), ("done", "Court"))
        self.assertFalse(action.activity_id.active)


class TestNotice(ActionCommon):
    def test_one_message_for_a_colleague_with_all_customers(self):
        seller = self._user("seller", "base.group_user")
        others = [self.customer(name=f"Klient {n}", user_id=seller.id) for n in range(3)]
        actions = [self.plan(self.overdue(2, 100, p), "noted", "notice") for p in others]
        for action in actions:
            action.task_id.role = "salesperson"
        before = self.env["mail.message"].search([], limit=1, order="id desc").id
        self.act()
        messages = self.env["mail.message"].search(
            [("id", ">", before), ("notified_partner_ids", "in", seller.partner_id.ids)]
        )
        self.assertEqual(len(messages), 1)
        for partner in others:
            self.assertIn(partner.name, messages.body)
        self.assertEqual({action.state for action in actions}, {"done"})
        self.assertEqual(actions[0].user_id, seller)
