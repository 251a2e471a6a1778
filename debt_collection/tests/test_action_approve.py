from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError

from .common_action import ActionCommon


class TestApproval(ActionCommon):
    """Who must agree, who may, and what agreeing and refusing do. Letters are drafts by e-mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # collection has been going on for some time
        old = cls.plan(cls.overdue(5, 10, cls.customer(name="Dawny klient")), "monit")
        cls._final_letter(old, cls.today - timedelta(days=30))
        old.state = "done"

    def planned(self, step="demand", amount=1000, name="Hurtownia", **values):
        self.invoice = self.overdue(31, amount, self.customer(name=name))
        action = self.plan(self.invoice, step, **values)
        self.act()
        return action

    def assertObstacle(self, action, user, words):
        self.assertIn(words, action._approval_obstacle(user) or "")

    def test_role_of_the_step_decides_who_may(self):
        for step, role, allowed in (
            ("demand", "collector", self.collector | self.manager | self.approver),
            ("final", "head", self.manager),
        ):
            action = self.planned(step)
            self.assertEqual((action.state, action.approval_role), ("waiting", role))
            for user in self.collector | self.manager | self.approver:
                with self.subTest(step, user=user.name):
                    self.assertEqual(not action._approval_obstacle(user), user in allowed)

    def test_board_level_is_for_the_board_only(self):
        self.steps["final"].approval_role = "approver"
        action = self.planned("final")
        self.assertObstacle(action, self.manager, "must be approved by: Board or CFO")
        self.assertFalse(action._approval_obstacle(self.approver))

    def test_below_the_limit_nobody_is_asked(self):
        self.steps["demand"].approval_from = 20000
        self.assertEqual(self.planned(amount=19999.99).state, "queued")
        action = self.planned(amount=20000)
        self.assertEqual(action.state, "waiting")
        self.assertEqual(action.remarks[0][0], "over_limit")

    def test_limit_in_the_currency_of_the_strategy(self):
        self.strategy.currency_id = self.eur
        self.steps["demand"].approval_from = 1000  # 4 000 zł
        self.assertEqual(self.planned(amount=3900).state, "queued")
        self.assertEqual(self.planned(amount=4100).state, "waiting")

    def test_from_the_final_demand_on_another_person_approves(self):
        self.assertFalse(
            self.planned(prepared_by_id=self.manager.id)._approval_obstacle(self.manager)
        )
        action = self.planned("final", prepared_by_id=self.manager.id)
        self.assertObstacle(action, self.manager, "another person")
        action.prepared_by_id = self.collector
        self.assertFalse(action._approval_obstacle(self.manager))

    def test_approved_letter_waits_for_its_hour(self):
        action = self.planned()
        action.sudo()._approve(self.collector, now=datetime(2026, 3, 2, 21))
        self.assertEqual(action.state, "queued")
        self.assertEqual(action.approved_by_id, self.collector)
        self.assertEqual(str(action.not_before), "2026-03-03 07:00:00")
        self.assertEqual(action.waits_for, "hours")

    def test_approving_by_the_button_needs_the_right(self):
        action = self.planned("final")
        with self.assertRaises(UserError):
            action.with_user(self.collector).action_approve()
        action.with_user(self.manager).action_approve()
        self.assertEqual(action.state, "queued")
        stranger = self._user("stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.planned().with_user(stranger).action_approve()

    def test_bulk_leaves_what_has_remarks_and_says_so(self):
        clean = [self.planned(name=f"Klient {n}", amount=100) for n in range(3)]
        for action in clean:
            action.write({"remarks": [], "has_remarks": False})
        remarked = self.planned(name="Nowy")
        self.assertTrue(remarked.has_remarks)
        final = self.planned("final", name="Ostateczne")
        actions = remarked.browse([a.id for a in (*clean, remarked, final)])
        wizard = (
            self.env["debt.approve"]
            .with_user(self.collector)
            .sudo(False)
            .create({"action_ids": actions.ids})
        )
        self.assertIn("3 actions", wizard.summary)
        self.assertRegex(wizard.summary.replace("\xa0", " "), "300[,.]00")
        self.assertIn("1 with remarks stay", wizard.summary)
        self.assertIn("1 need another person", wizard.summary)
        wizard.action_confirm()
        self.assertEqual({action.state for action in clean}, {"queued"})
        self.assertEqual((remarked.state, final.state), ("waiting", "waiting"))

    def test_remarks_name_what_to_look_at(self):
        action = self.planned()
        self.assertEqual([code for code, _data in action.remarks], ["first_letter"])
        self.assertEqual(action.remarks_text, "First letter to this customer")

    def test_preview_that_did_not_show_it_or_showed_less(self):
        preview = self.env["debt.run"].create(
            {"mode": "dry", "date": self.today, "state": "done", "company_id": self.company.id}
        )
        shown = self.overdue(20, 1000, self.customer(name="Znany"))
        self.env["debt.run.line"].create(
            {
                "run_id": preview.id,
                "company_id": self.company.id,
                "partner_id": shown.partner_id.id,
                "outcome": "2_approval",
                "task_id": self.steps["demand"].task_ids[:1].id,
                "amount": 800,
            }
        )
        more = self.plan(shown, "demand")
        new = self.plan(self.overdue(20, 100, self.customer(name="Nowy")), "demand")
        self.act()
        self.assertIn("amount_changed", [code for code, _data in more.remarks])
        self.assertIn("new_since_preview", [code for code, _data in new.remarks])

    def test_refusing_with_a_hold_holds_the_case_and_voids_the_letter(self):
        action = self.planned()
        letter, item = action.letter_id, action.line_ids.item_id
        action._refuse(self.collector, "Pays on Friday", hold_until="2026-03-06")
        self.assertEqual((action.state, action.outcome), ("cancelled", "Pays on Friday"))
        self.assertEqual(letter.state, "void")
        self.assertFalse(item.pending_step_id)
        self.assertFalse(item.step_id)
        self.assertEqual(str(action.case_id.hold_ids.date_until), "2026-03-06")

    def test_refusing_can_leave_the_step_out(self):
        action = self.planned()
        action._refuse(self.collector, "Known customer", skip_step=True)
        item = action.line_ids.item_id
        self.assertEqual(item.step_id, self.steps["demand"])
        self.assertEqual(item.step_date, self.today)
        self.assertTrue(action.line_ids.is_void)

    def test_refused_letter_ends_the_sale_hold_of_its_step(self):
        action = self.planned("final")
        hold = self.plan(self.invoice, "final", "sale_hold", case=action.case_id)
        self.act()
        self.assertFalse(hold.sale_hold_id.ended_on)
        action._refuse(self.manager, "Not now", skip_step=True)
        self.assertEqual(hold.sale_hold_id.ended_on, self.today)

    def test_refused_letter_takes_its_sms_along(self):
        template = self.env.ref("debt_collection.sms_template_reminder")
        self.add_task("demand", "sms", sms_template_id=template.id)
        action = self.planned()
        sms = self.plan(self.invoice, "demand", "sms", case=action.case_id)
        self.act()
        self.act("send")
        self.assertEqual(sms.state, "queued")  # behind its letter
        action._refuse(self.collector, "No", skip_step=True)
        self.assertEqual(sms.state, "cancelled")

    def test_more_than_approved_asks_again(self):
        partner = self.customer(name="Powrót")
        invoice = self.overdue(20, 1000, partner)
        self.pay(invoice, 400)
        action = self.plan(invoice, "demand")
        self.act()
        self.assertEqual(action.amount, 600)
        action._approve(self.collector, now=self.now)
        invoice.line_ids.remove_move_reconcile()
        self.env["account.payment"].search([("partner_id", "=", partner.id)]).action_draft()
        self.act("send")
        self.assertEqual(action.state, "waiting")
        self.assertFalse(action.approved_by_id)
        self.assertEqual(action.amount, 1000)
        self.assertIn("amount_raised", [code for code, _data in action.remarks])
