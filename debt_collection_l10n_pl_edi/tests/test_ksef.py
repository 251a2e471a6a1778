from base64 import b64encode

from odoo.addons.debt_collection.tests.letter_common import LetterCommon
from odoo.addons.debt_collection.tools.talk import understand
from odoo.addons.l10n_pl_edi.tools.ksef_api_service import KsefApiService
from odoo.tests import tagged

KSEF = "5265877635-20250826-0100001AF629-AF"


@tagged("post_install", "post_install_l10n", "-at_install")
class TestKsef(LetterCommon):
    def test_an_invoice_in_ksef_is_quoted_and_named_by_its_number(self):
        invoice = self.overdue(20, 500)
        name = invoice.name
        self.assertFalse(invoice._debt_ksef_number())
        self.assertEqual(invoice._debt_transfer_title(), invoice.payment_reference or name)
        plain = invoice._debt_copy_filename()
        invoice.l10n_pl_edi_number = KSEF
        self.assertEqual(invoice._debt_ksef_number(), KSEF)
        copy = invoice._debt_copy_filename()
        self.assertEqual(copy, f"invoice visualisation {name.replace('/', '_')}.pdf")
        self.assertNotEqual(copy, plain)

    def test_a_transfer_quotes_the_invoice_and_its_number_while_both_fit(self):
        debtor = self.debtor()
        invoices = [self.overdue(10, 100.0, debtor.partner_id) for _number in range(4)]
        action = self.action(debtor, "demand", [{}] * 4)
        lines = action.line_ids
        for line, invoice in zip(lines, invoices, strict=True):
            line.item_id.sudo().move_line_id = self.due_line(invoice)
            invoice.l10n_pl_edi_number = KSEF
        own = [invoice._debt_transfer_title() for invoice in invoices]
        letter = self.build(action)
        self.assertEqual(letter._title_of(lines[0]), f"{own[0]} {KSEF}")
        self.assertEqual(letter._title_of(lines, limit=100), KSEF, "one number for all")
        self.assertEqual(letter._title_of(lines[0], limit=32), own[0], "no room in a QR code")
        self.assertEqual(letter._title_of(lines, limit=5), letter.name)

    def test_a_case_is_found_by_part_of_the_number(self):
        invoice = self.overdue(20, 500)
        invoice.l10n_pl_edi_number = KSEF
        partners = self.env["debt.case"]._talk_partners(understand("0100001af629"))
        self.assertEqual(partners, invoice.commercial_partner_id.ids)

    def test_the_copy_sent_along_says_what_it_is_in_the_debtors_language(self):
        debtor = self.debtor()
        invoices = [self.overdue(10, 100.0, debtor.partner_id) for _number in range(2)]
        invoices[0].l10n_pl_edi_number = KSEF
        copies = [self.copy(invoice) for invoice in invoices]
        action = self.action(debtor, "monit", [{}, {}])
        lines = action.line_ids.filtered(lambda line: line.role == "demanded")
        for line, invoice in zip(lines, invoices, strict=True):
            line.item_id.sudo().move_line_id = self.due_line(invoice)
        letter = self.build(action)
        letter._email()
        attached = letter.message_id.attachment_ids
        number = invoices[0].name.replace("/", "_")
        self.assertEqual(
            set(attached.mapped("name")),
            {f"wizualizacja faktury {number}.pdf", copies[1].name},
        )
        renamed = attached - copies[1]
        self.assertEqual(renamed.checksum, copies[0].checksum, "the same file")
        self.assertEqual(copies[0].name, invoices[0].name, "the invoice keeps its own")

    def test_the_invoice_carries_the_code_of_the_file_that_was_sent(self):
        company = self.env.company
        company.vat = "PL5265877635"
        invoice = self.overdue(20, 500)
        invoice.l10n_pl_edi_number = KSEF
        self.assertFalse(invoice._debt_ksef_url(), "no file, no code")
        invoice.l10n_pl_edi_attachment_file = b64encode(b"abc")
        invoice.invalidate_recordset(["l10n_pl_edi_attachment_id"])
        hashed = "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"  # SHA-256 of "abc" (FIPS 180)
        end = f"/invoice/5265877635/{invoice.invoice_date:%d-%m-%Y}/{hashed}"
        self.assertEqual(invoice._debt_ksef_url(), "https://qr.ksef.mf.gov.pl" + end)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "account.account_invoices", invoice.ids
        )[0]
        self.assertIn(end.encode(), html)
        self.assertIn(KSEF.encode(), html)
        self.env["ir.config_parameter"].set_param("l10n_pl_edi_ksef.mode", "test")
        self.assertIn("https://qr-test.", invoice._debt_ksef_url())

    def test_a_pdf_made_before_the_number_came_is_made_anew(self):
        # as in a company with a certificate of KSeF
        send = type(self.env["account.move.send"])
        self.patch(send, "_get_default_extra_edis", lambda *args: {"pl_ksef"})
        invoice = self.overdue(20, 500)
        self.assertFalse(invoice._debt_may_copy(), "KSeF comes first")
        invoice.write({"l10n_pl_edi_ref": "R1", "l10n_pl_edi_status": "sent"})
        invoice.l10n_pl_edi_attachment_file = b64encode(b"abc")
        old = self.copy(invoice)
        invoice.invalidate_recordset(["l10n_pl_edi_attachment_id", "invoice_pdf_report_id"])
        answer = {"status": {"code": 150}}  # still on its way
        self.patch(KsefApiService, "get_invoice_status", lambda *args, **kwargs: answer)
        invoice.action_l10n_pl_edi_update_invoice_status()
        self.assertEqual(invoice.invoice_pdf_report_id, old)
        answer.update({"status": {"code": 200}, "ksefNumber": KSEF})
        invoice.action_l10n_pl_edi_update_invoice_status()
        self.assertIn(KSEF.encode(), invoice.invoice_pdf_report_id.raw)
        self.assertFalse(old.res_field)
        self.assertIn("KSeF", old.name)
        new = invoice.invoice_pdf_report_id
        invoice.action_l10n_pl_edi_update_invoice_status()
        self.assertEqual(invoice.invoice_pdf_report_id, new, "once")

    def copy(self, invoice):
        return self.env["ir.attachment"].create(
            {
                "name": invoice.name,
                "raw": b"%PDF-1.4 " + invoice.name.encode(),
                "res_model": "account.move",
                "res_id": invoice.id,
                "res_field": "invoice_pdf_report_file",
            }
        )
