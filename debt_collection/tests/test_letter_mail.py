import email
import email.policy
import socket
from contextlib import contextmanager
from unittest.mock import patch

from aiosmtpd.controller import Controller

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .common import TODAY
from .letter_common import LetterCommon


class Mailbox:
    """Keeps what a real SMTP server was given."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope, message))
        return "250 OK"


@freeze_time(TODAY.isoformat())
class TestLetterMail(LetterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].sudo().set_param("mail.catchall.domain", "klos.example.com")
        alias = (
            cls.env["mail.alias.domain"]
            .sudo()
            .create(
                {
                    "name": "klos.example.com",
                    "bounce_alias": "bounce",
                    "catchall_alias": "odpowiedzi",
                    "company_ids": [Command.set(cls.company.ids)],
                }
            )
        )
        cls.company.sudo().alias_domain_id = alias
        cls.collector.email = "jolanta@klos.example.com"

    @contextmanager
    def smtp(self):
        """A real SMTP server on this machine that takes all mails of the block."""
        box = Mailbox()
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        controller = Controller(box, hostname="127.0.0.1", port=port)
        controller.start()
        self.env["ir.mail_server"].sudo().search([]).active = False
        self.env["ir.mail_server"].sudo().create(
            {
                "name": "test",
                "smtp_host": "127.0.0.1",
                "smtp_port": port,
                "from_filter": "klos.example.com",
            }
        )
        try:
            yield box
        finally:
            controller.stop()

    def test_letters_reach_only_the_contact_in_his_language(self):
        polish = self.debtor("pl_PL", name="Zakład Ślusarski Żuk")
        german = self.debtor("de_DE", name="Müller GmbH", email="buchhaltung@mueller.example.com")
        contact = self.env["res.partner"].create(
            {"name": "Anna Łuk", "parent_id": polish.partner_id.id, "email": "luk@zuk.example.com"}
        )
        polish.contact_id = contact
        follower = self.customer(name="Follower", email="follower@example.com")
        polish.case_ids.message_subscribe(follower.ids)
        letters = self.build(
            self.action(polish, "demand", [{}]), self.action(german, "monit", [{}])
        )
        letters._render_pdfs()
        with self.smtp() as box:
            letters._email()
            mails = letters.message_id.mail_ids
            self.assertEqual(mails.mapped("state"), ["outgoing", "outgoing"])
            self.assertFalse(any(mails.mapped("auto_delete")))
            self._send(mails)
        self.assertEqual(
            sorted(rcpt for envelope, _mail in box.mails for rcpt in envelope.rcpt_tos),
            ["buchhaltung@mueller.example.com", "luk@zuk.example.com"],
        )
        by_recipient = {envelope.rcpt_tos[0]: mail for envelope, mail in box.mails}
        polish_mail = by_recipient["luk@zuk.example.com"]
        german_mail = by_recipient["buchhaltung@mueller.example.com"]
        self.assertEqual(
            polish_mail["Subject"],
            f"Wezwanie do zapłaty {letters[0].name} – Hurtownia Żółty Kłos sp. z o.o.",
        )
        self.assertTrue(german_mail["Subject"].startswith("Zahlungserinnerung: FV/2026/0001"))
        text = polish_mail.get_body(("html",)).get_content()
        self.assertIn("wzywamy Państwa do zapłaty", text)
        self.assertIn("Zestawienie należności, stan na dzień", text)
        self.assertIn("noch offen", german_mail.get_body(("html",)).get_content())
        files = [part.get_filename() for part in polish_mail.iter_attachments()]
        self.assertEqual(files, [letters[0].attachment_id.name])
        sent = next(polish_mail.iter_attachments()).get_content()
        self.assertEqual(sent, letters[0].attachment_id.raw)
        self.assertFalse(list(german_mail.iter_attachments()))

    def test_a_copy_is_a_mail_of_its_own(self):
        debtor = self.debtor()
        self.env["debt.copy.rule"].create({"who": "address", "email": "prawo@example.com"})
        letter = self.build(self.action(debtor, "demand", [{}]))
        letter._render_pdfs()
        with self.smtp() as box:
            letter._email()
            self._send(letter.message_id.mail_ids)
        self.assertEqual(
            sorted(envelope.rcpt_tos for envelope, _mail in box.mails),
            [[debtor.partner_id.email], ["prawo@example.com"]],
        )
        for _envelope, mail in box.mails:
            self.assertEqual(mail["Message-Id"], letter.message_id.message_id)
            files = [part.get_filename() for part in mail.iter_attachments()]
            self.assertEqual(files, [letter.attachment_id.name])
        his = next(m for e, m in box.mails if e.rcpt_tos == [debtor.partner_id.email])
        self.assertNotIn("prawo@example.com", his.as_string())

    def test_copies_heavier_than_the_companys_limit_become_links(self):
        debtor = self.debtor()
        invoice = self.overdue(10, 100.0, debtor.partner_id)
        self.env["ir.attachment"].create(
            {
                "name": "FV1.pdf",
                "raw": b"0" * (1024 * 1024 + 1),
                "res_model": "account.move",
                "res_id": invoice.id,
                "res_field": "invoice_pdf_report_file",
            }
        )
        for limit, attached in ((1, False), (2, True), (0, True)):
            with self.subTest(limit=limit):
                self.company.debt_mail_limit = limit
                action = self.action(debtor, "monit", [{}])
                action.line_ids.item_id.sudo().move_line_id = self.due_line(invoice)
                letter = self.build(action)
                letter._email()
                self.assertEqual(bool(letter.message_id.attachment_ids), attached)
                link = f"/my/invoices/{invoice.id}?access_token="
                self.assertEqual(link in letter.message_id.body, not attached)

    def test_an_answer_comes_back_to_the_case(self):
        debtor = self.debtor()
        letter = self.build(self.action(debtor, "monit", [{}]))
        with self.smtp() as box:
            letter._email()
            self._send(letter.message_id.mail_ids)
        [(envelope, mail)] = box.mails
        self.assertEqual(mail["Message-Id"], letter.message_id.message_id)
        self.assertIn(letter.message_id.message_id, mail["References"])
        self.assertIn("odpowiedzi@klos.example.com", mail["Reply-To"])
        self.assertIn("jolanta@klos.example.com", mail["From"])
        self.assertEqual(envelope.mail_from, "bounce@klos.example.com")
        self.assertEqual(letter.message_id.model, "debt.case")
        self.assertEqual(letter.message_id.res_id, debtor.case_ids.id)
        self.assertTrue(letter.message_id.exists())
        self.assertEqual(letter.message_id.notification_ids.notification_status, "sent")

        answer = (
            f"From: {debtor.partner_id.email}\r\nTo: odpowiedzi@klos.example.com\r\n"
            f"Subject: Re: {letter.subject}\r\nMessage-Id: <answer-1@wolt.example.com>\r\n"
            f"In-Reply-To: {mail['Message-Id']}\r\nReferences: {mail['Message-Id']}\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n\r\n"
            "Zapłacimy jutro."
        )
        self.env["mail.thread"].sudo().message_process(None, answer.encode())
        self.assertIn("Zapłacimy jutro.", debtor.case_ids.message_ids[0].body)

    def test_mail_that_came_back_isnt_delivered(self):
        letters = self.build(*(self.action(self.debtor(), "demand", [{}]) for _n in range(3)))
        letters._render_pdfs()
        with self.smtp():
            letters._email()
            self._send(letters.message_id.mail_ids)
        letters._finalize(self.today)
        bounced, accepted, withdrawn = letters
        for letter in bounced | withdrawn:
            letter.message_id.notification_ids.sudo().notification_status = "bounce"
        withdrawn.sudo().withdrawn_on = self.today
        wednesday, thursday = self.after(2), self.after(3)
        self.assertFalse(accepted._is_delivered(self.after(1)))
        self.assertTrue(accepted._is_delivered(wednesday))
        self.assertFalse(bounced._is_delivered(thursday))
        self.env["debt.letter"]._refresh_delivery(self.company, wednesday)
        self.assertRecordValues(
            letters,
            [
                {"delivered_on": False, "returned_on": wednesday, "delivery_state": "returned"},
                {"delivered_on": self.today, "returned_on": False, "delivery_state": "delivered"},
                {"delivered_on": False, "returned_on": False, "delivery_state": "failed"},
            ],
        )
        self.assertEqual(accepted.deadline, self.after(7))

    def test_what_was_sent_stays_as_it_was_sent(self):
        """Neither its author nor the head changes or deletes the e-mail or the PDF."""
        letter = self.build(self.action(self.debtor(), "demand", [{}]))
        letter._render_pdfs()
        with self.smtp():
            letter._email()
            self._send(letter.message_id.mail_ids)
        letter.attachment_id.raw = letter.attachment_id.raw  # moved to another storage
        file = letter.attachment_id.with_user(self.collector)
        file.sudo(False).raw = other = b"%PDF-1.4 another draft"
        letter._finalize(self.today)
        message = letter.message_id.with_user(self.collector).sudo(False)
        for change in (
            lambda: file.sudo(False).write({"raw": b"%PDF-1.4 other"}),
            lambda: file.sudo().write({"res_id": 0}),
            lambda: file.sudo().unlink(),
            lambda: message.write({"body": "x"}),
            message.unlink,
            lambda: letter.case_id._message_update_content(message, body="x"),
        ):
            with self.assertRaisesRegex(UserError, "evidence"):
                change()
        self.assertEqual(letter.attachment_id.raw, other)

    def test_delivery_and_deadline_are_noted_by_buttons_only(self):
        letter = self.build(self.action(self.debtor(), "demand", [{}]))
        mine = letter.with_user(self.collector)
        for name in ("deadline", "delivered_on", "sent_on", "withdrawn_on", "amount", "body_html"):
            with self.assertRaisesRegex(AccessError, "use its buttons"):
                mine.write({name: letter[name]})
        mine.post_number = "(00)259007730771664228"
        mine._mark_delivered(self.today)
        self.assertEqual(letter.delivered_on, self.today)

    def test_existing_invoice_copies_go_along(self):
        debtor = self.debtor()
        invoices = [self.overdue(10, 100.0, debtor.partner_id) for _n in range(2)]
        copy = self.env["ir.attachment"].create(
            {
                "name": "FV1.pdf",
                "raw": b"%PDF-1.4 copy",
                "res_model": "account.move",
                "res_id": invoices[0].id,
                "res_field": "invoice_pdf_report_file",
            }
        )
        action = self.action(debtor, "monit", [{}, {}])
        lines = action.line_ids.filtered(lambda line: line.role == "demanded")
        for line, invoice in zip(lines, invoices, strict=True):
            line.item_id.sudo().move_line_id = self.due_line(invoice)
        letter = self.build(action)
        self.assertTrue(letter.has_copies)
        letter._email()
        self.assertEqual(letter.message_id.attachment_ids, copy)
        self.assertFalse(invoices[1].invoice_pdf_report_id)

    def test_a_steps_task_says_whether_copies_go_along(self):
        debtor = self.debtor()
        invoice = self.overdue(10, 100.0, debtor.partner_id)
        action = self.action(debtor, "monit", [{}], task_id=self.steps["monit"].task_ids[:1].id)
        action.line_ids.item_id.sudo().move_line_id = self.due_line(invoice)
        letter = self.build(action)
        for own, of_type, wanted in (
            (False, True, True),
            ("no", True, False),
            (False, False, False),
            ("yes", False, True),
        ):
            with self.subTest(own=own, of_type=of_type):
                letter.letter_type_id.sudo().attach_invoices = of_type
                action.task_id.sudo().attach_invoices = own
                self.assertEqual(
                    letter._copied_documents(), invoice if wanted else invoice.browse()
                )

    def test_link_to_pay_only_below_the_limit(self):
        self.env["ir.config_parameter"].sudo().set_param(
            "account_payment.enable_portal_payment", "True"
        )
        provider = self.env["payment.provider"].sudo().search([], limit=1)
        provider.copy({"company_id": self.company.id}).write({"state": "test"})
        debtor = self.debtor()
        small = self.overdue(10, 15000.0, debtor.partner_id)
        large = self.overdue(10, 15000.01, debtor.partner_id)
        action = self.action(debtor, "monit", [{}, {}])
        for line, invoice in zip(action.line_ids, [small, large], strict=True):
            line.item_id.sudo().move_line_id = self.due_line(invoice)
        letter = self.build(action)
        letter._email()
        self.assertIn(f"/my/invoices/{small.id}?", letter.message_id.body)
        self.assertNotIn(f"/my/invoices/{large.id}?", letter.message_id.body)

    def _send(self, mails):
        """Hand mails to the server as Odoo's mail queue does, for real."""
        # Odoo's tests swallow mails; here they go to the SMTP server of the test
        servers = type(self.env["ir.mail_server"])
        with patch.object(servers, "_disable_send", lambda _self: False):
            mails.send(auto_commit=False, raise_exception=True)
