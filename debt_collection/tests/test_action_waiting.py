from odoo import fields

from .common_action import ActionCommon


class TestWaiting(ActionCommon):
    """Approvals nobody gives, remarks that inform, and what waits behind a letter."""

    def waiting(self, amount=1000, name="Hurtownia", step="demand"):
        self.invoice = self.overdue(31, amount, self.customer(name=name))
        action = self.plan(self.invoice, step)
        self.act()
        self.assertEqual(action.state, "waiting")
        return action

    def codes(self, action):
        return [code for code, _data in action.remarks]

    # too long

    def test_two_working_days_not_two_days(self):
        action = self.waiting()
        for since, is_overdue in (
            ("2026-02-26 12:00:00", False),  # Thursday; today is Monday
            ("2026-02-25 12:00:00", True),
        ):
            action.acted_on = since
            action.invalidate_recordset(["is_approval_overdue"])
            self.assertEqual(action.is_approval_overdue, is_overdue)
            found = action.search([("is_approval_overdue", "=", True), ("id", "=", action.id)])
            self.assertEqual(bool(found), is_overdue)
            rest = action.search([("is_approval_overdue", "=", False), ("id", "=", action.id)])
            self.assertEqual(bool(rest), not is_overdue)
            [tile] = [
                tile
                for tile in action.get_counters([("id", "=", action.id)])
                if tile["key"] == "waiting_long"
            ]
            self.assertEqual((tile["count"], tile["amount"]), (is_overdue, 1000 * is_overdue))

    def test_asked_again_waits_from_then_on(self):
        action = self.waiting()
        action.acted_on = "2026-02-20 12:00:00"
        action._ask_again()
        self.assertFalse(action.is_approval_overdue)

    def told(self, user):
        domain = [("partner_ids", "in", user.partner_id.ids), ("subject", "like", "wait")]
        return self.env["mail.message"].search(domain)

    def test_the_head_is_told_once(self):
        demand, final = self.waiting(), self.waiting(name="Druga", step="final")
        self.env["debt.action"]._escalate_approvals(self.company)
        self.assertFalse(self.told(self.manager))
        (demand | final).acted_on = "2026-02-25 12:00:00"
        for _cron in range(2):
            self.env["debt.action"]._escalate_approvals(self.company)
        message = self.told(self.manager)
        self.assertEqual(message.subject, "2 approvals wait for over 2 working days")
        self.assertIn("Druga", message.body)
        # his own documents are told to the board too
        self.assertEqual(
            self.told(self.approver).subject, "1 approvals wait for over 2 working days"
        )
        self.assertEqual((demand | final).mapped("state"), ["waiting"] * 2)

    def test_approved_days_later_leaves_with_the_date_of_that_day(self):
        action = self.waiting()
        self.act("render")
        letter = action.letter_id
        deadline = letter.deadline
        action._approve(self.collector, now=fields.Datetime.to_datetime("2026-03-09 09:00:00"))
        self.act_and_send("2026-03-09 09:00:00")
        self.assertEqual((action.state, str(letter.date)), ("done", "2026-03-09"))
        self.assertEqual((letter.deadline - deadline).days, 7)
        self.assertEqual(action.line_ids.days_late, 38)
        self.assertEqual(action.approved_by_id, self.collector)

    # remarks

    def test_in_the_first_run_a_first_letter_is_no_exception(self):
        action = self.waiting()
        self.assertEqual(self.codes(action), ["first_run"])
        self.assertFalse(action.has_remarks)
        self.assertIn("has just begun", action.remarks_text)

    def test_later_on_a_first_letter_is(self):
        old = self.plan(self.overdue(5, 10, self.customer(name="Dawny")), "monit")
        self._final_letter(old, self.after(-10))
        action = self.waiting()
        self.assertEqual(self.codes(action), ["first_letter"])
        self.assertTrue(action.has_remarks)

    def test_credit_in_another_currency(self):
        partner = self.customer(name="Waluta")
        self.overdue(20, 1000, partner)
        self.credit_note(100, partner, currency_id=self.eur.id)
        run = self.night()
        line = run.line_ids.filtered(lambda line: line.outcome == "2_approval")
        self.assertIn("Credit in another currency: 100", line.why)
        action = self.actions(partner, kind="letter")
        self.act()
        self.assertEqual(action.state, "waiting")
        self.assertTrue(action.has_remarks)
        self.assertIn("Credit in another currency: 100", action.remarks_text)

    def test_credit_in_another_currency_of_a_letter_by_hand(self):
        partner = self.customer(name="Waluta")
        invoice = self.overdue(20, 1000, partner)
        self.credit_note(100, partner, currency_id=self.eur.id)
        self.credit_note(50, partner)
        case = self.case(partner)
        self.item(invoice, case)
        action = case._add_action(
            "letter",
            self.today,
            self.collector,
            values={"letter_type_id": self.letter_types["4_final"].id},
        )
        self.act()
        self.assertEqual(
            dict(action.remarks)["credit_other_currency"], {"amounts": [[100.0, self.eur.id]]}
        )

    # behind a letter

    def test_sms_behind_an_unapproved_letter_is_not_taken_up(self):
        template = self.env.ref("debt_collection.sms_template_reminder")
        self.add_task("demand", "sms", sms_template_id=template.id)
        letter = self.waiting()
        sms = self.plan(self.invoice, "demand", "sms", case=letter.case_id)
        self.act()
        self.assertEqual(sms.state, "queued")
        chunks = self.env["debt.action"]._chunks("send", self.company, self.now)
        self.assertEqual(chunks, [])
        letter._approve(self.collector, now=self.now)
        self.act_and_send()
        self.assertEqual((letter.state, sms.state), ("done", "done"))
