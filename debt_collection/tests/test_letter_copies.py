from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_action import LetterActionCommon


@tagged("post_install", "-at_install")
class TestLetterCopies(LetterActionCommon):
    """Invoices nobody printed yet are printed for the letter that takes them along."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.debt_make_copies = True
        cls.letter_types["1_monit"].has_pdf = False

    def sent(self, *moves):
        """The action of a letter about these invoices, once it has left."""
        action = self.plan(self.env["account.move"].union(*moves))
        self.act_and_send()
        self.assertEqual(action.state, "done")
        return action

    def attached(self, action):
        return action.letter_id.message_id.attachment_ids.sorted("name")

    def test_missing_copies_are_made_before_the_letter_leaves(self):
        invoices = [self.overdue(5, amount, self.wolt) for amount in (100, 200)]
        action = self.plan(invoices[0] | invoices[1])
        self.act()
        self.act("send")
        self.assertEqual((action.state, action.letter_id.copies_due), ("queued", True))
        self.act("render")
        self.assertFalse(action.letter_id.attachment_id)
        self.act("send")
        self.assertEqual(action.state, "done")
        copies = self.env["ir.attachment"].union(*(one.invoice_pdf_report_id for one in invoices))
        self.assertEqual(self.attached(action), copies.sorted("name"))
        for invoice in invoices:
            self.assertFalse(invoice.is_move_sent)
            printed = invoice.invoice_pdf_report_id.raw.decode()
            self.assertIn(invoice.name, printed)
            self.assertNotIn("PROFORMA", printed.upper())
        self.assertFalse(action.remarks)
        self.assertFalse(action.letter_id._lacking_copies()[action.letter_id])

    def test_one_that_fails_is_remarked_and_stops_nothing(self):
        good, bad = (self.overdue(5, amount, self.wolt) for amount in (100, 200))
        prepare = type(self.env["account.move.send"])._prepare_invoice_pdf_report

        def fail(model, data):
            if bad in data:
                raise UserError(bad.name)
            return prepare(model, data)

        with patch.object(type(self.env["account.move.send"]), "_prepare_invoice_pdf_report", fail):
            action = self.sent(good, bad)
        self.assertEqual(self.attached(action), good.invoice_pdf_report_id)
        self.assertEqual(action.remarks, [["no_copy", {"documents": bad.name}]])
        self.assertEqual(action.remarks_text, f"Without a copy of {bad.name}")
        self.assertFalse(action.has_remarks)

    def test_none_where_it_would_not_be_what_the_customer_got(self):
        invoice = self.overdue(5, 100, self.wolt)
        self.assertTrue(invoice._debt_may_copy())
        send = type(self.env["account.move.send"])
        for name, answer in (
            ("_get_default_extra_edis", {"pl_ksef"}),
            ("_get_default_invoice_edi_format", "facturx"),
        ):
            with patch.object(send, name, lambda _send, _move, answer=answer: answer):
                self.assertFalse(invoice._debt_may_copy())
        invoice.button_draft()
        self.assertFalse(invoice._debt_may_copy())
        self.assertFalse(self.credit_note(10, self.wolt)._debt_may_copy())

    def test_no_more_than_a_mail_takes(self):
        self.company.debt_mail_limit = 1
        full, other = (self.overdue(5, amount, self.wolt) for amount in (100, 200))
        self.env["ir.attachment"].create(
            {
                "name": "FV1.pdf",
                "raw": b"0" * (1024 * 1024 + 1),
                "res_model": "account.move",
                "res_id": full.id,
                "res_field": "invoice_pdf_report_file",
            }
        )
        action = self.sent(full, other)
        self.assertFalse(other.invoice_pdf_report_id)
        self.assertEqual(action.remarks, [["no_copy", {"documents": other.name}]])

    def test_switched_off(self):
        self.company.debt_make_copies = False
        invoice = self.overdue(5, 100, self.wolt)
        action = self.sent(invoice)
        self.assertFalse(invoice.invoice_pdf_report_id or action.remarks)

    def test_an_edi_that_fails_stops_no_letter(self):
        def fail(_send, _move):
            raise ValueError("EDI")

        invoice = self.overdue(5, 100, self.wolt)
        with patch.object(type(self.env["account.move.send"]), "_get_default_extra_edis", fail):
            action = self.sent(invoice)
        self.assertEqual(action.remarks, [["no_copy", {"documents": invoice.name}]])

    def test_letters_without_copies_keep_their_big_chunks(self):
        self.letter_types["1_monit"].has_pdf = True
        lacking = self.plan(self.overdue(5, 100, self.wolt))
        printed = self.overdue(5, 100, self.customer(name="Bolt", email="b@bolt.example.com"))
        printed._debt_make_copies()
        plain = self.plan(printed)
        self.act()
        chunks = self.env["debt.action"]._chunks("render", self.company, self.now)
        self.assertEqual([[pair[0] for pair in one] for one in chunks], [plain.ids, lacking.ids])
