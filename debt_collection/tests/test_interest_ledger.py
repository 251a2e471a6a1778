from decimal import Decimal

from odoo import Command

from .interest_common import InterestCommon

D = Decimal


class TestInterestLedger(InterestCommon):
    """What counts as paid, and from which day."""

    def test_a_payment_counts_from_its_date(self):
        invoice = self.invoice(1000, "2026-01-05")
        self.pay(invoice, 400, "2026-01-20")
        self.assertEqual(self.events(invoice), [("2026-01-20", 400.0, "payment")])

    def test_a_payment_on_the_bank_counts_from_the_banks_date(self):
        invoice = self.invoice(1000, "2026-01-05")
        payment = self.pay(invoice, 400, "2026-01-20")
        outstanding = payment.move_id.line_ids.filtered(
            lambda line: line.account_type != "asset_receivable"
        )
        self.match(self.bank_line(400, "2026-01-23"), outstanding)
        self.assertEqual(self.events(invoice), [("2026-01-23", 400.0, "payment")])
        # the allocation of a payment goes by the same day
        credit = payment.move_id.line_ids - outstanding
        days = self.env["debt.interest"]._value_days(credit)
        self.assertEqual({str(day) for day in days.values()}, {"2026-01-23"})

    def test_a_bank_line_matched_with_the_invoice(self):
        invoice = self.invoice(1000, "2026-01-05")
        self.match(self.bank_line(400, "2026-01-21"), self.due_line(invoice))
        self.assertEqual(self.events(invoice), [("2026-01-21", 400.0, "bank")])

    def test_unreconciled_means_not_paid(self):
        invoice = self.invoice(1000, "2026-01-05")
        self.pay(invoice, day="2026-01-20")
        self.due_line(invoice).remove_move_reconcile()
        self.assertEqual(self.events(invoice), [])
        self.assertEqual(self.claim(invoice).principal, 1000)

    def test_a_correction_lowers_the_claim_from_the_beginning(self):
        invoice = self.invoice(1000, "2026-01-05")
        reversal = self._reverse_invoice(invoice, date="2026-02-10", post=True)
        (self.due_line(invoice) | self.due_line(reversal)).filtered(
            lambda line: not line.reconciled
        ).reconcile()
        self.assertEqual([kind for *_event, kind in self.events(invoice)], ["correction"])
        claim = self.claim(invoice)
        self.assertEqual((claim.principal, claim.interest), (0, 0))

    def test_another_credit_counts_from_its_own_date(self):
        invoice = self.invoice(1000, "2026-01-05")
        credit = self.credit_note(300, self.partner, days=20)  # 10 February
        (self.due_line(invoice) | self.due_line(credit)).reconcile()
        self.assertEqual(self.events(invoice), [("2026-02-10", 300.0, "credit")])

    def test_a_write_off_is_an_entry(self):
        invoice = self.invoice(1000, "2026-01-05")
        line = self.due_line(invoice)
        entry = self.env["account.move"].create(
            {
                "date": "2026-02-01",
                "line_ids": [
                    Command.create(
                        {
                            "account_id": line.account_id.id,
                            "partner_id": self.partner.id,
                            "balance": -5,
                        }
                    ),
                    Command.create(
                        {
                            "account_id": self.company_data["default_account_expense"].id,
                            "balance": 5,
                        }
                    ),
                ],
            }
        )
        entry.action_post()
        (line | entry.line_ids.filtered(lambda e: e.account_id == line.account_id)).reconcile()
        self.assertEqual(self.events(invoice), [("2026-02-01", 5.0, "entry")])

    def test_foreign_currency_without_exchange_differences(self):
        invoice = self.invoice(1000, "2026-01-05", currency_id=self.eur.id)
        self.env["res.currency.rate"].create(
            {"name": "2026-01-10", "currency_id": self.eur.id, "rate": 0.2}
        )
        self.pay(invoice, 600, "2026-01-20")
        self.pay(invoice, day="2026-02-20")
        self.assertTrue(self.due_line(invoice).matched_credit_ids.exchange_move_id)
        self.assertEqual(
            self.events(invoice),
            [("2026-01-20", 600.0, "payment"), ("2026-02-20", 400.0, "payment")],
        )
        history = self.history(invoice)
        self.assertEqual((history.principal, history.open), (1000, 0))
        self.assertEqual(history.currency_id, self.eur.id)

    def test_paid_in_another_currency(self):
        invoice = self.invoice(4000, "2026-01-05")
        self.env["res.currency.rate"].create(
            {"name": "2026-01-10", "currency_id": self.eur.id, "rate": 0.2}
        )
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create(
            {"currency_id": self.eur.id, "amount": 800, "payment_date": "2026-01-20"}
        )._create_payments()
        self.assertEqual(self.events(invoice), [("2026-01-20", 4000.0, "payment")])

    def test_each_instalment_has_its_own_history(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "half and half",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": days})
                    for days in (30, 60)
                ],
            }
        )
        invoice = self._create_invoice_one_line(
            price_unit=1000,
            tax_ids=[],
            partner_id=self.partner,
            invoice_date="2026-01-02",
            invoice_payment_term_id=term.id,
            post=True,
        )
        first, second = self.due_line(invoice)
        self.pay(invoice, 700, "2026-02-10")
        claims = self.env["debt.interest"]._claims(self.company, self.today, lines=first | second)
        # due on Sunday 1 February: late since the 3rd, paid on the 10th
        self.assertEqual([row.days for row in claims[first.id].rows], [8])
        self.assertEqual(claims[second.id].principal, 300)
        self.assertEqual(claims[second.id].rows, ())

    def test_money_paid_back_bears_no_interest(self):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "partner_id": self.partner.id,
                "amount": 500,
                "date": "2026-01-05",
                "journal_id": self.company_data["default_journal_bank"].id,
            }
        )
        payment.action_post()
        claim = self.claim(self.due_line(payment.move_id))
        self.assertEqual((claim.principal, claim.interest), (500, 0))

    def test_partners_get_what_is_open_or_was_paid_late(self):
        open_, late = self.invoice(100, "2026-01-05"), self.invoice(200, "2026-01-05")
        on_time = self.invoice(300, "2026-01-05")
        other = self.invoice(400, "2026-01-05", partner=self.partner_a)
        self.pay(late, day="2026-01-09")
        self.pay(on_time, day="2026-01-05")
        interest = self.env["debt.interest"]
        found = interest._histories(self.company, self.today, partners=self.partner)
        self.assertEqual(list(found), (self.due_line(open_) | self.due_line(late)).ids)
        # on the day after only one was paid; before the invoices there was nothing
        found = interest._histories(self.company, self.after(-55), partners=self.partner)
        self.assertEqual({history.open for history in found.values()}, {100, 200})
        self.assertFalse(interest._histories(self.company, self.after(-200)))
        everybody = interest._histories(self.company, self.today)
        self.assertIn(self.due_line(other).id, everybody)
