from odoo import Command
from odoo.tests import tagged

from .common_action import LetterActionCommon

BOUNCE = """Return-Path: <>
From: MAILER-DAEMON@wolt.example.com
To: bounce@klos.example.com
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-Id: <bounce-1@wolt.example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

The address doesn't exist.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.wolt.example.com

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1

--B
Content-Type: message/rfc822

From: naleznosci@klos.example.com
To: {address}
Message-Id: {message_id}
Subject: Wezwanie

--B--
"""
ANSWER = """From: {address}
To: odpowiedzi@klos.example.com
Subject: {subject}
Message-Id: <answer-{number}@wolt.example.com>
In-Reply-To: {message_id}
References: {message_id}
{header}Content-Type: text/plain; charset=utf-8

Zapłacimy jutro.
"""


@tagged("post_install", "post_install_l10n", "-at_install")
class TestChannels(LetterActionCommon):
    """By which way a letter leaves, who gets copies, what comes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wolt.write({"street": "Łąkowa 7", "zip": "90-562", "city": "Łódź"})
        cls.email, cls.post, cls.registered = (
            cls.env.ref(f"debt_collection.channel_{code}")
            for code in ("email", "post", "registered")
        )
        cls.env["mail.alias.domain"].create(
            {
                "name": "klos.example.com",
                "bounce_alias": "bounce",
                "catchall_alias": "odpowiedzi",
                "company_ids": [Command.set(cls.company.ids)],
            }
        )
        cls.address_task = cls.env.ref("debt_collection.activity_type_address")

    def ways(self, *channels):
        debtor = self.case(self.wolt).debtor_id
        debtor.way_ids = [Command.clear()] + [
            Command.create({"channel_id": channel.id, "sequence": number})
            for number, channel in enumerate(channels)
        ]

    def tasks(self, case):
        return case.activity_ids.filtered(lambda a: a.activity_type_id == self.address_task)

    def process(self, raw, **values):
        self.env["mail.thread"].message_process(False, raw.format(**values))

    def mailed(self, **values):
        """A letter that left by e-mail, taken by the server."""
        action = self.monit(**values)
        self.act_and_send()
        self.assertTrue(action.letter_id.message_id, action.error)
        self.mails(action).state = "sent"
        action.letter_id.message_id.notification_ids.notification_status = "sent"
        return action

    def test_the_customers_order_wins_over_the_tasks(self):
        self.channels("email", "post")
        self.ways(self.post, self.email)
        action = self.monit()
        self.act()
        self.assertEqual(action.channel_ids, self.post)
        self.assertFalse(self.tasks(action.case_id))

    def test_a_way_the_task_doesnt_name_serves_when_its_own_fail(self):
        for mode in ("first", "all"):
            with self.subTest(mode):
                self.channels("email", mode=mode)
                self.ways(self.email, self.post)
                self.wolt.email = False
                action = self.monit()
                self.act()
                self.assertEqual(action.channel_ids, self.post)

    def test_proof_of_delivery_isnt_given_up_for_a_customers_wish(self):
        self.channels("registered")
        self.ways(self.email)
        action = self.monit()
        self.act()
        self.assertEqual(action.channel_ids, self.registered)

    def test_a_better_way_that_fails_is_one_task(self):
        self.channels("email", "post")
        self.wolt.message_bounce = 1
        first = self.monit()
        self.act()
        self.assertEqual(first.channel_ids, self.post)
        task = self.tasks(first.case_id)
        self.assertEqual((len(task), task.user_id), (1, self.collector))
        self.assertIn(self.wolt.email, task.note)
        self.monit()
        self.act()
        self.assertEqual(self.tasks(first.case_id), task)

    def test_a_wish_is_nobodys_task(self):
        self.channels("email", "post")
        self.wolt.debt_no_email = True
        action = self.monit()
        self.act()
        self.assertEqual(action.channel_ids, self.post)
        self.assertFalse(self.tasks(action.case_id))

    def test_a_bounced_mail_goes_by_post_at_once(self):
        self.channels("email", "post")
        action = self.mailed()
        letter = action.letter_id
        self.process(BOUNCE, address=self.wolt.email, message_id=letter.message_id.message_id)
        self.env["debt.letter"]._send_returned_again(self.company, self.now)
        again = self.env["debt.action"].search([("replaces_id", "=", letter.id)])
        self.assertRecordValues(
            again,
            [{"state": "planned", "channel_ids": self.post.ids, "amount": action.amount,
              "step_id": action.step_id.id, "letter_type_id": action.letter_type_id.id}],
        )  # fmt: skip
        self.assertEqual(len(self.tasks(action.case_id)), 1)
        self.env["debt.letter"]._send_returned_again(self.company, self.now)
        self.act_and_send()
        self.assertEqual(again.state, "queued")
        self.assertTrue(again.letter_id.to_print)
        self.assertRecordValues(
            letter,
            [{"returned_on": self.today, "replaced_by_id": again.letter_id.id, "state": "final"}],
        )
        self.assertEqual(
            self.env["debt.action"].search_count([("case_id", "=", action.case_id.id)]), 2
        )
        self.assertIn(again.letter_id.name, " ".join(letter._delivery_words()))
        again.letter_id._post_by_hand(self.today)
        self.assertEqual(again.state, "done")

    def test_nothing_goes_again_once_it_is_paid(self):
        self.channels("email", "post")
        action = self.mailed()
        self.pay(self.invoice)
        letter = action.letter_id
        self.process(BOUNCE, address=self.wolt.email, message_id=letter.message_id.message_id)
        self.env["debt.letter"]._send_returned_again(self.company, self.now)
        self.assertTrue(letter.returned_on)
        self.assertFalse(self.env["debt.action"].search([("replaces_id", "=", letter.id)]))

    def test_a_mail_that_came_back_during_a_hold_goes_again_after_it(self):
        self.channels("email", "post")
        letter = self.mailed().letter_id
        hold = self.dispute(self.invoice)
        self.process(BOUNCE, address=self.wolt.email, message_id=letter.message_id.message_id)
        for _call in range(2):
            self.env["debt.letter"]._send_returned_again(self.company, self.now)
            self.assertTrue(letter.goes_again)
            self.assertFalse(self.env["debt.action"].search([("replaces_id", "=", letter.id)]))
        hold._end("answered")
        for _call in range(2):
            self.env["debt.letter"]._send_returned_again(self.company, self.now)
        again = self.env["debt.action"].search([("replaces_id", "=", letter.id)])
        self.assertEqual((again.state, again.channel_ids), ("planned", self.post))
        self.assertFalse(letter.goes_again)

    def test_trouble_with_our_server_doesnt_send_letters_by_post(self):
        self.channels("email", "post")
        action = self.mailed()
        action.letter_id.message_id.notification_ids.write(
            {"notification_status": "exception", "failure_type": "mail_smtp"}
        )
        self.env["debt.letter"]._send_returned_again(self.company, self.now)
        self.assertFalse(action.letter_id.returned_on)

    def test_answers_and_automatic_answers(self):
        action = self.mailed()
        case, letter = action.case_id, action.letter_id
        values = {"address": self.wolt.email, "message_id": letter.message_id.message_id}
        self.process(
            ANSWER, **values, number=1, subject="Re: monit", header="Auto-Submitted: auto-replied\n"
        )
        self.process(ANSWER, **values, number=2, subject="Automatyczna odpowiedź: monit", header="")
        self.assertFalse(case.replied_on)
        self.assertFalse(case.hold_ids)
        self.process(ANSWER, **values, number=3, subject="Re: monit", header="")
        self.assertTrue(case.replied_on)
        self.assertEqual(case.hold_ids.kind, "reply")
        self.env.flush_all()
        rows = self.env["debt.timeline"].search(
            [("case_id", "=", case.id), ("kind", "=", "email_in")]
        )
        self.assertEqual(len(rows), 3)

    def test_an_answer_to_an_old_letter_stops_what_is_under_way(self):
        action = self.mailed()
        old = action.case_id
        old._close(self.today)
        values = {"address": self.wolt.email, "message_id": action.letter_id.message_id.message_id}
        values |= {"subject": "Re: monit", "header": ""}
        for number in (1, 2):
            self.process(ANSWER, **values, number=number)
        self.assertEqual(old.activity_ids.mapped("user_id"), old.collector_id)
        self.assertEqual(len(old.activity_ids), 1, "one task, however many answers")
        self.assertFalse(old.hold_ids, "nothing of a closed case can wait")
        case = self.case(self.wolt)
        self.assertNotEqual(case, old)
        self.process(ANSWER, **values, number=3)
        self.assertTrue(case.replied_on)
        self.assertEqual(case.hold_ids.kind, "reply")

    def test_copies_by_rule_never_spoil_the_customers_mail(self):
        seller = self._user("seller", "sales_team.group_sale_salesman")
        seller.email = "Marek@klos.example.com"
        self.wolt.user_id = seller
        other = self.customer(name="Other")
        rules = self.env["debt.copy.rule"]
        rules.create(
            [
                {"who": "salesperson"},
                {"who": "head"},
                {"who": "address", "email": "Kancelaria <prawo@example.com>"},
                {"who": "address", "email": self.wolt.email},
                {"who": "address", "email": "dla-innego@example.com", "partner_id": other.id},
                {
                    "who": "address",
                    "email": "koncowe@example.com",
                    "letter_type_ids": [Command.set(self.letter_types["4_final"].ids)],
                },
            ]
        )
        self.env["mail.blacklist"].create({"email": "zablokowany@example.com"})
        rules.create({"who": "address", "email": "zablokowany@example.com"})
        action = self.monit()
        self.act_and_send()
        letter = action.letter_id
        head = self.company.debt_head_id.email
        self.assertEqual(letter.copies_to, f"marek@klos.example.com, {head}, prawo@example.com")
        own, copy = letter.message_id.mail_ids.sorted("id")
        self.assertEqual((own.recipient_ids, own.email_to, own.email_cc), (self.wolt, False, False))
        self.assertEqual(
            set(copy.recipient_ids.mapped("email_normalized")), set(letter.copies_to.split(", "))
        )
        self.assertEqual(copy.attachment_ids, own.attachment_ids)
        # a copy that comes back says nothing about the customer's mail
        letter.message_id.notification_ids.notification_status = "sent"
        self.process(BOUNCE, address="prawo@example.com", message_id=letter.message_id.message_id)
        self.assertEqual(letter._email_status(), "sent")
        states = letter.message_id.notification_ids.mapped("notification_status")
        self.assertEqual(sorted(states), ["bounce", "sent", "sent", "sent"])
        self.env["debt.letter"]._send_returned_again(self.company, self.now)
        self.assertFalse(letter.returned_on)
