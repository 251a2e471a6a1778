from .common_action import LetterActionCommon

ADDRESS = {"street": "Długa 1", "zip": "31-147", "city": "Kraków"}


class TestLetter(LetterActionCommon):
    def test_letter_is_built_then_mailed_once(self):
        action = self.monit()
        self.act()
        letter = action.letter_id
        self.assertEqual((action.state, letter.state), ("queued", "draft"))
        self.assertFalse(self.mails(action))
        self.act_and_send()
        self.assertEqual((action.state, letter.state), ("done", "final"))
        self.assertEqual(action.line_ids.item_id.step_id, self.steps["monit"])
        self.assertFalse(action.line_ids.item_id.pending_step_id)
        self.assertEqual(self.mails(action).state, "outgoing")
        self.act_and_send()
        self.assertEqual(len(self.mails(action)), 1)
        self.assertEqual(len(action.case_id.letter_ids), 1)

    def test_paid_between_act_and_send_voids_the_letter(self):
        action = self.monit()
        self.act()
        self.act("render")
        number = action.letter_id.name
        self.pay(self.invoice)
        self.act("send")
        self.assertEqual((action.state, action.end_reason), ("cancelled", "paid"))
        self.assertEqual((action.letter_id.state, action.letter_id.name), ("void", number))
        self.assertFalse(self.mails(action))
        self.assertTrue(action.line_ids.is_void)

    def test_part_payment_renews_the_draft_under_its_number(self):
        action = self.monit()
        self.act()
        self.act("render")
        letter = action.letter_id
        number, pdf = letter.name, letter.attachment_id
        self.pay(self.invoice, 300)
        self.act("send")
        self.assertEqual(action.state, "queued")  # its new PDF comes first
        self.assertFalse(self.mails(action))
        self.act_and_send()
        self.assertEqual((action.state, letter.name), ("done", number))
        self.assertEqual((letter.amount, action.amount), (700, 700))
        self.assertEqual(action.line_ids.amount_demanded, 700)
        self.assertNotEqual(letter.attachment_id, pdf)

    def test_one_of_two_invoices_paid_drops_out(self):
        first = self.overdue(5, 1000, self.wolt)
        second = self.overdue(6, 500, self.wolt)
        action = self.plan(first + second, "monit")
        self.act()
        self.pay(first)
        paid_item = action.line_ids.item_id.filtered(
            lambda item: item.move_line_id.move_id == first
        )
        self.act_and_send()
        self.assertEqual(action.state, "done")
        self.assertEqual(action.line_ids.item_id.move_line_id.move_id, second)
        self.assertFalse(paid_item.step_id)
        self.assertFalse(paid_item.pending_step_id)

    def test_credit_note_of_the_day_becomes_a_minus_row(self):
        action = self.monit()
        self.act()
        self.credit_note(250, self.wolt)
        self.act_and_send()
        self.assertEqual(action.state, "done")
        rows = {line.role: line.amount_demanded for line in action.line_ids}
        self.assertEqual(rows, {"demanded": 1000, "credit": -250})
        self.assertEqual(action.letter_id.amount, 750)

    def test_hold_of_the_day_stops_it(self):
        action = self.monit()
        self.act()
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": action.debtor_id.id,
                "kind": "promise",
                "date_from": self.today,
                "date_until": "2026-03-06",
            }
        )
        self.act("send")
        self.assertEqual((action.state, action.end_reason), ("cancelled", "held"))
        self.assertEqual(action.letter_id.state, "void")

    def test_reminder_before_the_due_date_does_not_come_after_it(self):
        invoice = self.overdue(-1, 1000, self.wolt)
        action = self.plan(invoice, "reminder")
        self.act()
        self.assertEqual(action.state, "queued")
        self.act("send", "2026-03-04 09:00:00")
        self.assertEqual((action.state, action.end_reason), ("cancelled", "too_late"))

    # ways
    def test_without_any_way_it_fails_aloud(self):
        self.wolt.email = False
        action = self.monit()
        self.act_and_send()
        self.assertEqual(action.state, "failed")
        self.assertFalse(action.letter_id)
        self.assertIn("no working e-mail address", action.error)
        self.assertEqual(
            action.case_id.activity_ids.activity_type_id,
            self.env.ref("debt_collection.activity_type_address"),
        )
        self.wolt.email = "nowy@wolt.example.com"
        action.with_user(self.collector).action_retry()
        self.act_and_send()
        self.assertEqual(action.state, "done")

    def test_blocked_or_bounced_address_does_not_work(self):
        for spoil in (
            lambda partner: self.env["mail.blacklist"].create({"email": partner.email}),
            lambda partner: partner.write({"message_bounce": 1}),
        ):
            partner = self.customer(name="Spoilt", email=f"{id(spoil)}@wolt.example.com")
            spoil(partner)
            action = self.monit(partner=partner)
            self.act()
            self.assertEqual(action.state, "failed")

    def test_first_way_that_works(self):
        self.channels("email", "post")
        for values, amount, expected in (
            (ADDRESS, 1000, "email"),
            ({**ADDRESS, "email": False}, 1000, "post"),
            ({**ADDRESS, "email": False}, 299, None),  # too small for post
            ({**ADDRESS, "email": False, "zip": False}, 1000, None),
        ):
            with self.subTest(values, amount=amount):
                action = self.monit(amount, self.customer(**values))
                self.act()
                self.assertEqual(action.channel_ids.code or None, expected)
                self.assertEqual(action.state == "failed", not expected)

    def test_all_ways_mail_now_and_print(self):
        self.channels("email", "registered", mode="all")
        action = self.monit(partner=self.customer(**ADDRESS))
        self.act_and_send()
        letter = action.letter_id
        self.assertEqual((action.state, letter.state), ("queued", "final"))
        self.assertTrue(letter.to_print)
        self.assertEqual(len(self.mails(action)), 1)
        self.assertEqual(action.line_ids.item_id.step_id, self.steps["monit"])
        self.act_and_send()
        self.assertEqual(len(self.mails(action)), 1)
        letter._post_by_hand(self.today, "00359007730000000008")
        self.assertEqual(action.state, "done")
        self.assertFalse(letter.to_print)
        self.assertEqual(letter.post_number, "00359007730000000008")

    def test_paid_after_the_mail_stops_the_paper_only(self):
        self.channels("email", "registered", mode="all")
        action = self.monit(partner=self.customer(**ADDRESS))
        self.act_and_send()
        action._cancel("paid")
        self.assertEqual((action.state, action.letter_id.state), ("done", "final"))
        self.assertFalse(action.letter_id.to_print)
        self.assertFalse(action.line_ids.is_void)

    def test_automation_off_stops_what_is_queued(self):
        action = self.monit()
        self.act()
        self.act("render")
        self.company.debt_automation = False
        self.act("send")
        self.assertEqual(action.state, "queued")

    # being killed
    def test_killed_while_sending_goes_on_without_a_second_mail(self):
        action = self.monit()
        self.act()
        self.act("render")
        with self.assertRaises(KeyboardInterrupt), self.env.cr.savepoint():
            self.act("send")
            self.env.flush_all()
            raise KeyboardInterrupt  # before the commit
        self.env.invalidate_all()
        self.assertEqual((action.state, action.letter_id.state), ("queued", "draft"))
        self.act_and_send()
        self.assertEqual((action.state, len(self.mails(action))), ("done", 1))

    def test_one_broken_debtor_stops_nobody_else(self):
        good = [self.monit(partner=self.customer(name=f"Dobry {n}")) for n in range(3)]
        bad = self.monit(partner=self.customer(name="Zły"))
        bad.letter_type_id = self.letter_types["1_monit"].copy({"body_html": '<p t-out="1 / 0"/>'})
        self.act_and_send()
        self.assertEqual([action.state for action in good], ["done"] * 3)
        self.assertEqual((bad.state, bad.attempts), ("failed", 1))
        self.assertTrue(bad.error)

    def test_two_companies_act_apart(self):
        other = self.setup_other_company(name="Druga")["company"]
        mine, theirs = self.monit(), self.env["debt.action"]
        self.assertNotIn(other, mine.company_id)
        domain = mine._phase_domain("act", other, self.now)
        self.assertFalse(theirs.search(domain))
        self.assertIn(mine, theirs.search(mine._phase_domain("act", self.company, self.now)))
