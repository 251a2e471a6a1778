from datetime import date

from odoo import Command
from odoo.tests import freeze_time, tagged

from .common import DebtCommon

DAY = date(2026, 3, 2)


@tagged("-at_install", "post_install")
@freeze_time("2026-03-02 08:00:00")
class TestSuspected(DebtCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.bank = cls.company_data["default_journal_bank"]
        cls.partner_a.property_payment_term_id = cls.env.ref("account.account_payment_term_15days")
        cls.invoices = [
            cls._create_invoice_one_line(
                price_unit=price,
                tax_ids=[],
                invoice_date=issued,
                partner_id=cls.partner_a,
                post=True,
            )
            for price, issued in [
                (100.0, "2026-01-10"),
                (250.0, "2026-01-20"),
                (400.0, "2026-02-25"),
            ]
        ]
        cls.lines = [cls.receivable(invoice) for invoice in cls.invoices]

    @classmethod
    def receivable(cls, move):
        return move.line_ids.filtered(lambda line: line.account_type == "asset_receivable")

    def bank_line(self, amount, **values):
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "date": "2026-02-27",
                "payment_ref": "przelew",
                "amount": amount,
                **values,
            }
        )

    def suspected(self, partners=None, company=None):
        return self.env["debt.debtor"]._suspected(company or self.company, DAY, partners)

    def assertHeld(self, *numbers, code="suspected_bank"):
        held = self.suspected()
        self.assertEqual(
            {line: reason for line, (reason, _data) in held.items()},
            {self.lines[number].id: code for number in numbers},
        )

    def transaction(self, **values):
        provider = self.env["payment.provider"].create({"name": "Cards", "code": "none"})
        return self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": self.env["payment.method"]
                .create({"name": "Card", "code": "card_of_test"})
                .id,
                "reference": "tx-1",
                "amount": 250.0,
                "currency_id": self.company.currency_id.id,
                "partner_id": self.partner_a.id,
                "state": "pending",
                "last_state_change": "2026-02-28 10:00:00",
                **values,
            }
        )

    def test_nothing_unmatched_holds_nothing(self):
        self.assertEqual(self.suspected(), {})

    def test_bank_line_of_the_partner(self):
        child = self.env["res.partner"].create({"name": "Kasa", "parent_id": self.partner_a.id})
        self.bank_line(250.0, partner_id=child.id)
        self.assertHeld(1)
        (data,) = [data for _code, data in self.suspected().values()]
        self.assertEqual(data["amount"], [250.0, self.company.currency_id.id])
        self.assertEqual(data["date"], "2026-02-27")

    def test_bank_line_of_all_overdue(self):
        self.bank_line(350.0, partner_id=self.partner_a.id)
        self.assertHeld(0, 1)

    def test_bank_line_that_fits_nothing_holds_nothing(self):
        self.bank_line(99.0, partner_id=self.partner_a.id)
        self.assertHeld()

    def test_two_sums_do_not_pay_one_item_twice(self):
        self.bank_line(250.0, partner_id=self.partner_a.id)
        self.bank_line(250.0, partner_id=self.partner_a.id)
        self.assertHeld(1)

    def test_bank_line_of_a_known_account_number(self):
        self.env["res.partner.bank"].create(
            {"acc_number": "PL61 1090 1014 0000 0712 1981 2874", "partner_id": self.partner_a.id}
        )
        self.bank_line(100.0, account_number="PL61109010140000071219812874")
        self.assertHeld(0)

    def test_an_account_number_of_two_customers_says_nothing(self):
        for partner in self.partner_a | self.partner_b:
            self.env["res.partner.bank"].create(
                {"acc_number": "PL61109010140000071219812874", "partner_id": partner.id}
            )
        self.bank_line(100.0, account_number="PL61109010140000071219812874")
        self.assertHeld()

    def test_bank_line_that_names_the_invoice_in_part(self):
        title = "ZAPLATA " + self.invoices[1].name.replace("/", " ") + " CZESC"
        self.bank_line(30.0, payment_ref=title)
        self.assertHeld(1)

    def test_a_line_after_the_day_is_not_seen(self):
        self.bank_line(250.0, partner_id=self.partner_a.id, date="2026-03-03")
        self.assertHeld()

    def test_a_matched_line_is_no_suspicion(self):
        self.pay_with_statement_line(self.invoices[0], self.bank.id, "2026-02-27", 100.0)
        self.assertHeld()

    def test_pending_transaction_of_an_invoice(self):
        self.transaction(invoice_ids=[Command.set(self.invoices[1].ids)])
        self.assertHeld(1, code="suspected_transaction")

    def test_pending_transaction_without_invoice_fits_by_amount(self):
        self.transaction(amount=100.0)
        self.assertHeld(0, code="suspected_transaction")

    def test_a_promised_transfer_that_does_not_come_stops_holding(self):
        self.transaction(
            invoice_ids=[Command.set(self.invoices[1].ids)],
            last_state_change="2026-02-20 10:00:00",
        )
        self.assertHeld()

    def test_cancelled_transaction_holds_nothing(self):
        self.transaction(invoice_ids=[Command.set(self.invoices[1].ids)], state="cancel")
        self.assertHeld()

    def test_payment_without_entry(self):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.partner_a.id,
                "amount": 100.0,
                "date": "2026-02-27",
                "journal_id": self.bank.id,
            }
        )
        payment.invoice_ids = self.invoices[1]
        # as with Enterprise's accountant: in process, no entry yet
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_payment SET state = 'in_process', move_id = NULL WHERE id = %s",
            [payment.id],
        )
        self.env.invalidate_all()
        self.assertHeld(1, code="suspected_payment")

    def test_a_posted_payment_is_a_credit_not_a_suspicion(self):
        self._register_payment(self.invoices[1], payment_date="2026-02-27", amount=100.0)
        self.assertHeld()

    def test_only_the_asked_partners(self):
        self.bank_line(250.0, partner_id=self.partner_a.id)
        self.assertEqual(self.suspected(self.partner_b), {})
        self.assertEqual(list(self.suspected(self.partner_a)), self.lines[1].ids)

    def test_a_sister_company_that_names_the_invoice(self):
        title = f"za {self.invoices[2].name}"
        self.bank_line(1.0, partner_id=self.partner_b.id, payment_ref=title)
        self.assertEqual(list(self.suspected(self.partner_a)), self.lines[2].ids)
        self.assertHeld(2)

    def test_other_company_and_other_currency_hold_nothing(self):
        self.bank_line(250.0, partner_id=self.partner_a.id)
        other = self.setup_other_company()["company"]
        self.assertEqual(self.suspected(company=other), {})
        euro = self.setup_other_currency("EUR", rates=[("2026-01-01", 4.0)])
        self.bank_line(
            25.0, foreign_currency_id=euro.id, amount_currency=100.0, partner_id=self.partner_a.id
        )
        self.assertHeld(1)

    def test_the_biggest_debtor_costs_the_same_statements(self):
        self.bank_line(250.0, partner_id=self.partner_a.id)
        self.suspected()
        with self.assertQueryCount(4):
            self.suspected()
        for number in range(30):
            self._create_invoice_one_line(
                price_unit=1000.0 + number,
                tax_ids=[],
                invoice_date="2026-02-01",
                partner_id=self.partner_a,
                post=True,
            )
            self.bank_line(7.0 + number, partner_id=self.partner_a.id)
        self.env.flush_all()
        with self.assertQueryCount(4):
            held = self.suspected()
        # no subset is tried among 33 items
        self.assertEqual(list(held), self.lines[1].ids)
