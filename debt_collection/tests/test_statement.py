import io
from datetime import date, datetime, timedelta

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged, users

from .common_action import NOW, ActionCommon

LATER = NOW + timedelta(minutes=3)


@tagged("post_install", "-at_install")
class TestStatement(ActionCommon):
    """A statement of account, sent by hand: cancellable for two minutes, then PDF and workbook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls.overdue(20, 1000, cls.wolt, ref="PO 7")
        cls.new = cls.overdue(-10, 500, cls.wolt)
        cls.credit_note(200, cls.wolt, days=3)
        cls.wolt_case = cls.case(cls.wolt)
        cls.item(cls.old, cls.wolt_case)

    def order(self, debtors=None, now=NOW):
        Action = self.env["debt.action"]
        actions, refused = Action._order_statements(
            debtors or self.wolt_case.debtor_id, self.collector, now
        )
        self.assertFalse(refused)
        return actions

    def send(self, now=LATER):
        self.act_and_send(now)

    def mail(self, letter):
        return self.env["mail.mail"].search([("mail_message_id", "=", letter.message_id.id)])

    def test_it_waits_two_minutes_then_goes_with_both_files(self):
        action = self.order()
        self.assertEqual(action.not_before, NOW + timedelta(minutes=2))
        self.send(NOW + timedelta(minutes=1))
        self.assertEqual((action.state, action.letter_id.id), ("planned", False))
        self.send()
        letter = action.letter_id
        self.assertEqual((action.state, letter.state), ("done", "final"))
        self.assertEqual(action.amount, 1300)
        mail = self.mail(letter)
        self.assertEqual(mail.recipient_ids, self.wolt)
        names = sorted(mail.attachment_ids.mapped("name"))
        self.assertEqual([name.rsplit(".", 1)[1] for name in names], ["pdf", "xlsx"])
        self.assertEqual(letter.user_id, self.collector)
        # nothing that counts as a demand
        self.assertEqual(set(action.line_ids.mapped("role")), {"statement"})
        self.assertFalse(self.items(self.old).step_id)

    def test_open_items_with_running_balance(self):
        self.receipt(50, self.wolt, day=self.today)
        action = self.order()
        self.send()
        (group,) = action.letter_id._statement_groups()
        self.assertEqual(
            [(row.total, row.open, row.balance, row.days_late) for row in group.rows],
            [
                ("1\u00a0000,00", "1\u00a0000,00", "1\u00a0000,00", 20),
                ("500,00", "500,00", "1\u00a0500,00", 0),
                ("−200,00", "−200,00", "1\u00a0300,00", 0),
                ("−50,00", "−50,00", "1\u00a0250,00", 0),
            ],
        )
        self.assertEqual((float(group.balance), float(group.overdue)), (1250, 1000))

    def test_what_is_overdue_by_age_in_each_currency(self):
        self.overdue(75, 70, self.wolt, currency_id=self.eur.id)
        self.overdue(40, 300, self.wolt, currency_id=self.eur.id)
        self.overdue(300, 44.5, self.wolt)
        self.company.debt_aging_set_id = self.env["debt.aging.set"].create(
            {"name": "Two", "limits": "30, 60"}
        )
        action = self.order()
        self.send()
        letter = action.letter_id
        groups = letter._statement_groups()
        ages = {
            group.currency.name: {age.text: float(age.amount) for age in group.ages}
            for group in groups
        }
        self.assertEqual(
            ages,
            {
                "PLN": {"1–30 days": 1000, "31–60 days": 0, "> 60 days": 44.5},
                "EUR": {"1–30 days": 0, "31–60 days": 300, "> 60 days": 70},
            },
        )
        [letter] = letter._in_own_language()
        paper = str(letter._fragment()).replace("&gt;", ">")
        for group in letter._statement_groups():
            self.assertEqual(sum(age.amount for age in group.ages), group.overdue)
            self.assertIn(letter._ages_text(group), paper)
        book = load_workbook(io.BytesIO(letter.xlsx_id.raw), data_only=True)
        self.assertEqual([row[6] for row in book["EUR"].values][-4:], [370, 0, 300, 70])

    def test_workbook_has_numbers_days_and_no_formula_of_a_document(self):
        self.old.line_ids.move_id.name = "=1+1|cmd"
        action = self.order()
        self.send()
        book = load_workbook(io.BytesIO(action.letter_id.xlsx_id.raw))
        sheet = book["PLN"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        head = next(n for n, row in enumerate(rows) if row[7])
        name, _note, issued, due, late, total, left, balance = rows[head + 1]
        self.assertEqual(name, "=1+1|cmd")
        self.assertEqual(sheet.cell(head + 2, 1).data_type, "s")
        self.assertEqual(issued, datetime(2026, 1, 11))
        self.assertEqual(due.date(), date(2026, 2, 10))
        self.assertEqual((late, total, left), (20, 1000, 1000))
        self.assertTrue(balance.startswith("=ROUND(SUM(G$"))
        # what a viewer shows that calculates nothing
        values = load_workbook(io.BytesIO(action.letter_id.xlsx_id.raw), data_only=True)["PLN"]
        self.assertEqual(values.cell(head + 4, 8).value, 1300)

    def test_each_currency_has_its_own_sheet_and_balance(self):
        self._create_invoice_one_line(
            price_unit=100,
            tax_ids=[],
            partner_id=self.wolt,
            currency_id=self.eur.id,
            invoice_date=self.today,
            post=True,
        )
        action = self.order()
        self.send()
        book = load_workbook(io.BytesIO(action.letter_id.xlsx_id.raw))
        self.assertEqual(book.sheetnames, ["PLN", "EUR"])
        self.assertEqual(action.amount, 1300 + 400)

    def test_cancelled_in_time_nothing_leaves(self):
        action = self.order()
        self.env.flush_all()
        row = self.env["debt.timeline"].search(
            [("case_id", "=", self.wolt_case.id), ("kind", "=", "statement")]
        )
        self.assertEqual((row.state, row.can_cancel), ("planned", True))
        row.with_user(self.collector).sudo(False).action_cancel()
        self.send()
        self.assertEqual((action.state, action.letter_id.id), ("cancelled", False))

    def test_a_second_click_sends_no_second_one(self):
        self.assertEqual(self.order(), self.order(now=NOW + timedelta(minutes=1)))

    def test_promises_and_disputes_do_not_stop_it_insolvency_does(self):
        self.dispute(self.old)
        action = self.order()
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": self.wolt_case.debtor_id.id,
                "case_id": self.wolt_case.id,
                "kind": "promise",
                "date_from": self.today,
            }
        )
        self.send()
        self.assertEqual(action.state, "done")
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": self.wolt_case.debtor_id.id,
                "kind": "insolvency",
                "date_from": self.today,
            }
        )
        _actions, refused = self.env["debt.action"]._order_statements(
            self.wolt_case.debtor_id, self.collector, NOW
        )
        self.assertIn("nothing is sent", refused[self.wolt_case.debtor_id])

    @users("debt_collector")
    def test_a_customer_who_owes_nothing_overdue_and_has_no_case(self):
        partner = self.customer("Piekarnia", email="biuro@piekarnia.example.com")
        self.overdue(-5, 300, partner)
        toast = partner.with_env(self.env).action_debt_send_statement()
        self.assertIn("biuro@piekarnia.example.com", toast["params"]["message"])
        self.env.flush_all()
        action = self.env["debt.action"].search([("partner_id", "=", partner.id)])
        self.assertFalse(action.case_id)
        action.sudo().not_before = NOW
        action.sudo().date_planned = self.today
        self.send()
        letter = action.letter_id
        self.assertEqual((action.state, letter.state), ("done", "final"))
        self.assertEqual(
            (letter.message_id.model, letter.message_id.res_id), ("res.partner", partner.id)
        )
        self.assertEqual(action.partner_id.debt_timeline_ids.kind, "statement")

    def test_who_can_not_get_one_is_named(self):
        self.wolt.email = False
        with self.assertRaisesRegex(UserError, "WOLT.*has no e-mail address"):
            self.wolt_case.with_user(self.collector).sudo(False).action_send_statement()
        nobody = self.customer("Niczyj")
        with self.assertRaisesRegex(UserError, "nothing is open"):
            nobody.with_user(self.collector).sudo(False).action_debt_send_statement()

    def test_an_address_that_letters_do_not_use_gets_no_statement(self):
        """What comes back, and who asked for no e-mail: the customer or his contact."""
        case = self.wolt_case.with_user(self.collector).sudo(False)
        self.wolt.message_bounce = 2
        with self.assertRaisesRegex(UserError, "come back"):
            case.action_send_statement()
        self.wolt.message_bounce = 0
        self.wolt_case.debtor_id.contact_id = self.customer(
            "Book-keeper", is_company=False, parent_id=self.wolt.id
        )
        action = self.order()
        self.wolt.debt_no_email = True
        self.send()
        self.assertEqual(action.state, "failed")
        self.assertIn("asked for no e-mail", action.error)
        with self.assertRaisesRegex(UserError, "asked for no e-mail"):
            case.action_send_statement()

    def test_barred_debts_are_not_put_before_a_consumer(self):
        debtor = self.wolt_case.debtor_id
        debtor.kind = "consumer"
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": debtor.id,
                "item_id": self.items(self.old).id,
                "kind": "limitation",
                "date_from": self.today,
            }
        )
        lines = debtor._statement_lines(self.today)[debtor]
        self.assertNotIn(self.old.name, [values["name"] for values in lines])
        self.assertEqual(len(lines), 2)
