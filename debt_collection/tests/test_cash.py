from psycopg2.errors import UniqueViolation

from odoo.addons.debt_collection.tests.settling_common import CashCommon
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger


@tagged("post_install", "post_install_l10n", "-at_install")
class TestCash(CashCommon):
    """KP: money taken enters the open cash report and settles what the customer chose."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old, cls.young = cls.overdue(60, 500, cls.partner), cls.overdue(5, 300, cls.partner)

    def test_oldest_due_first(self):
        report = self._open()
        receipt = self._kp(600)
        receipt._post(self.today)
        self.assertEqual((receipt.name, report.name), ("KP/2026/0001", "RK/2026/0001"))
        self.assertEqual(self.left(self.old, self.young), [0, 200])
        self.assertEqual(self.old.payment_state, "paid")
        self.assertEqual(receipt.report_id, report)
        self.assertRecordValues(
            report.line_ids,
            [{"name": "KP/2026/0001", "amount": 600, "partner_id": self.partner.id}],
        )
        self.assertEqual((report.balance_start, report.balance_end), (0, 600))
        self.assertTrue(receipt.statement_line_id.is_reconciled)
        self.assertIn(self.old.name, receipt.purpose)

    def test_chosen_document_and_the_rest_on_account(self):
        self._open()
        receipt = self._kp(350, {self.young: 300})
        self.assertEqual(receipt.amount_on_account, 50)
        receipt._post(self.today)
        self.assertEqual(self.left(self.old, self.young), [500, 0])
        credit = self.due_line(receipt.statement_line_id.move_id)
        self.assertEqual(credit.amount_residual, -50)

    def test_interest_note_on_an_account_of_its_own(self):
        noted = self.note(40, account=self.second_account())
        self._open()
        receipt = self._kp(100, {noted: 40, self.young: 60})
        receipt._post(self.today)
        self.assertEqual(self.left(noted, self.young), [0, 240])

    def test_for_one_document(self):
        self._open()
        action = self.as_accountant(self.young).action_debt_cash_receipt()
        form = Form(
            self.as_accountant(self.env["debt.cash.receipt"]).with_context(**action["context"])
        )
        form.amount = 120
        receipt = form.save()
        self.assertEqual(receipt.line_ids.mapped("amount"), [120])
        receipt._post(self.today)
        self.assertEqual(self.left(self.old, self.young), [500, 180])

    def test_no_open_report(self):
        receipt = self._kp(100)
        self.assertIn("report", receipt.alerts)
        with self.assertRaises(RedirectWarning) as caught:
            receipt._post(self.today)
        action = self.env["ir.actions.actions"].browse(caught.exception.args[1])
        self.assertEqual(action.name, "Open a cash report")
        self.assertEqual((receipt.name, receipt.state), ("/", "draft"))
        self._open()
        receipt._post(self.today)
        with self.assertRaisesRegex(UserError, "isn't a draft"):
            receipt._post(self.today)
        self.assertEqual(self.left(self.old), [400])

    def test_wrong_amounts(self):
        self._open()
        with self.assertRaisesRegex(UserError, "amount received"):
            self._kp(0, {})._post(self.today)
        with self.assertRaisesRegex(UserError, "only .*100"):
            self._kp(100, {self.old: 150})._post(self.today)
        with self.assertRaisesRegex(UserError, "Only .*300"):
            self._kp(400, {self.young: 301})._post(self.today)
        with self.assertRaisesRegex(UserError, "future"):
            self._kp(10, date=self.after(2))._post(self.today)
        with self.assertRaisesRegex(UserError, "earlier day"):
            self._kp(10, date=self.after(-2))._post(self.today)

    def test_euro_invoice_paid_in_zloty(self):
        euro = self.overdue(90, 100, self.partner, currency_id=self.eur.id)
        self.env["res.currency.rate"].create(
            {
                "name": self.today,
                "rate": 0.2,
                "currency_id": self.eur.id,
                "company_id": self.company.id,
            }
        )
        self._open()
        receipt = self._kp(200, {euro: 200})  # 5.00 today, invoiced at 4.00
        self.assertEqual(receipt.line_ids.filtered("amount").amount_open, 500)
        receipt._post(self.today)
        self.assertEqual(self.left(euro), [60])
        self.assertTrue(self.due_line(receipt.statement_line_id.move_id).reconciled)

    def test_cash_limit(self):
        big = self.overdue(3, 15001, self.partner)
        receipt = self._kp(100, {big: 100})
        self.assertIn("limit", receipt.alerts)
        receipt.line_ids.amount = 0
        self.assertNotIn("limit", receipt.alerts)
        receipt.amount = 15000.01
        self.assertIn("limit", receipt.alerts)
        self.env["debt.debtor"]._get_or_create(self.company, self.partner).kind = "consumer"
        receipt.invalidate_recordset(["alerts"])
        self.assertNotIn("limit", receipt.alerts)

    def test_cancelled_while_the_report_is_open(self):
        report = self._open()
        receipt, other = self._kp(600), self._kp(200, {self.young: 200})
        receipt._post(self.today)
        other._post(self.today)
        receipt._cancel("counted wrong", self.today)
        self.assertEqual(self.left(self.old, self.young), [500, 100])
        self.assertEqual(receipt.statement_line_id.move_id.state, "cancel")
        self.assertEqual(report.line_ids.mapped("name"), ["KP/2026/0002"])
        self.assertEqual(report.balance_end, 200)
        self.assertEqual(receipt.name, "KP/2026/0001")

    def test_evidence(self):
        self._open()
        receipt = self._kp(100)
        with self.assertRaises(AccessError):
            receipt.report_id = False
        receipt._post(self.today)
        with self.assertRaisesRegex(UserError, "evidence"):
            receipt.amount = 50

    def test_printout_in_polish(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        self._open()
        receipt = self._kp(1234.5, {self.old: 500})
        receipt._post(self.today)
        self.assertEqual(receipt.lang, "pl_PL")
        html = receipt._fragment()
        for text in ("KP/2026/0001", "tysiąc dwieście trzydzieści cztery złote 50/100"):
            self.assertIn(text, html)
        receipt.action_print()
        self.assertEqual(receipt.attachment_id.name, "KP_2026_0001.pdf")

    def test_the_case_hears_of_it(self):
        self.night()
        case = self.env["debt.case"].search([("partner_id", "=", self.partner.id)])
        self._open()
        receipt = self._kp(800)
        receipt._post(self.today)
        self.assertIn("KP/2026/0001", case.message_ids[0].body)
        self.refresh()
        self.assertEqual(case.state, "closed")

    # reports

    def test_one_open_report_for_each_cash_journal(self):
        self._open()
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self._open()
        other = self.cash.copy({"name": "Till 2", "code": "TIL2"})
        second = self._open(journal_id=other.id)
        self.assertEqual(second.name, "RK/TIL2/2026/0001")
        receipt = self._kp(10, journal_id=other.id)
        receipt._post(self.today)
        self.assertEqual(receipt.name, "KP/TIL2/2026/0001")
        self.assertEqual(second.line_ids.mapped("name"), ["KP/TIL2/2026/0001"])
