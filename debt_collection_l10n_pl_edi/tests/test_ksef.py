from odoo.addons.debt_collection.tests.common import DebtCommon
from odoo.tests import tagged

KSEF = "5265877635-20250826-0100001AF629-AF"


@tagged("post_install", "post_install_l10n", "-at_install")
class TestKsef(DebtCommon):
    def test_an_invoice_in_ksef_is_quoted_and_named_by_its_number(self):
        invoice = self.overdue(20, 500)
        name = invoice.name
        self.assertFalse(invoice._debt_ksef_number())
        self.assertEqual(invoice._debt_transfer_title(), invoice.payment_reference or name)
        plain = invoice._debt_copy_filename()
        invoice.l10n_pl_edi_number = KSEF
        self.assertEqual(invoice._debt_ksef_number(), KSEF)
        self.assertEqual(invoice._debt_transfer_title(), KSEF)
        copy = invoice._debt_copy_filename()
        self.assertEqual(copy, f"invoice visualisation {name.replace('/', '_')}.pdf")
        self.assertNotEqual(copy, plain)
