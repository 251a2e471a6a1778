from datetime import date
from decimal import Decimal

from odoo import Command

from .interest_common import InterestCommon

D = Decimal


class TestInterestClaims(InterestCommon):
    """Claims to date on the ledger."""

    def rows(self, claim):
        return [(row.days, float(row.base), float(row.percent), row.amount) for row in claim.rows]

    def test_an_open_item(self):
        claim = self.claim(self.invoice(12400, "2026-01-15"), "2026-02-28")
        self.assertEqual(self.rows(claim), [(44, 12400, 14, D("209.27"))])  # V1
        self.assertEqual((claim.principal, claim.total), (12400, D("12609.27")))
        self.assertEqual(claim.daily, D("4.76"))

    def test_not_late_yet(self):
        invoice = self.invoice(1000, "2026-03-02")
        claim = self.claim(invoice)
        self.assertEqual((claim.interest, claim.daily, claim.total), (0, 0, 1000))
        # as of a day to come
        self.assertEqual(self.claim(invoice, "2026-03-12").interest, D("3.84"))

    def test_a_due_date_on_a_day_off_moves(self):
        invoice = self.invoice(1000, "2026-05-02")  # Saturday, Sunday is a holiday too: D7
        self.assertEqual(self.claim(invoice, "2026-05-04").interest, 0)
        self.assertEqual(self.claim(invoice, "2026-05-05").interest, D("0.38"))
        self.company.debt_due_roll = False
        self.assertEqual(self.claim(invoice, "2026-05-04").interest, D("0.77"))

    def test_part_payments(self):
        invoice = self.invoice(1000, "2026-01-05")
        self.pay(invoice, 400, "2026-01-15")
        self.pay(invoice, 100, "2026-01-25")
        claim = self.claim(invoice, "2026-02-04")
        self.assertEqual([row[:2] for row in self.rows(claim)], [(10, 1000), (10, 600), (10, 500)])
        self.assertEqual(claim.interest, D("3.84") + D("2.30") + D("1.92"))
        # the day of payment bears interest, unless the company wants it otherwise
        self.company.debt_payment_day_inclusive = False
        claim = self.claim(invoice, "2026-02-04")
        self.assertEqual([row[:2] for row in self.rows(claim)], [(9, 1000), (10, 600), (11, 500)])

    def test_interest_isnt_lost_when_paid_late(self):
        invoice = self.invoice(1000, "2026-01-05")
        self.pay(invoice, day="2026-01-15")
        claim = self.claim(invoice)
        self.assertEqual((claim.principal, claim.interest, claim.daily), (0, D("3.84"), 0))
        self.assertEqual(claim.total, D("3.84"))
        # as of the days before nothing was known of the payment
        self.assertEqual(self.claim(invoice, "2026-01-10").principal, 1000)

    def test_overpaid(self):
        invoice = self.invoice(1000, "2026-01-05")
        self.receipt(1500, self.partner, date(2026, 1, 15))
        credit = self.env["account.move.line"].search(
            [
                ("partner_id", "=", self.partner.id),
                ("account_id", "=", self.due_line(invoice).account_id.id),
                ("amount_residual", "<", 0),
            ]
        )
        (self.due_line(invoice) | credit).reconcile()
        claim = self.claim(invoice)
        self.assertEqual((claim.principal, claim.interest), (0, D("3.84")))

    def test_the_rule_of_the_customer(self):
        person = self.customer("Jan Kowalski", is_company=False)
        claim = self.claim(self.invoice(10000, "2026-02-27", partner=person), "2026-03-24")
        self.assertEqual(  # LAW 2
            [row[::2] for row in self.rows(claim)], [(5, 9.5), (20, 9.25)]
        )
        self.assertEqual(claim.interest, D("63.69"))
        self.company.debt_interest_rounding = "once"
        claim = self.claim(self.invoice(10000, "2026-02-27", partner=person), "2026-03-24")
        self.assertEqual(claim.interest, D("63.70"))

    def test_a_missing_rate_is_told(self):
        invoice = self.invoice(1000, "2026-12-15")
        self.assertFalse(self.claim(invoice, "2026-12-31").error)
        claim = self.claim(invoice, "2027-01-01")
        self.assertIn("Test commercial", claim.error)
        self.assertEqual((claim.interest, claim.principal), (0, 1000))
        # what was paid before needs no rate
        self.pay(invoice, day="2026-12-20")
        claim = self.claim(invoice, "2027-01-01")
        self.assertFalse(claim.error)
        self.assertEqual(claim.interest, D("1.88"))

    def test_no_rule_is_told(self):
        self.env["debt.interest.rule"].search([]).active = False
        claim = self.claim(self.invoice(1000, "2026-01-05"))
        self.assertTrue(claim.error)
        self.assertFalse(self.claim(self.invoice(1000, "2026-03-20")).error)

    def test_what_a_note_charged_isnt_charged_again(self):
        invoice = self.invoice(1000, "2026-01-05")
        note = self.note(invoice, "2026-01-06", "2026-01-31", 9.97)
        claim = self.claim(invoice, "2026-02-10")
        self.assertEqual(self.rows(claim), [(10, 1000, 14, D("3.84"))])
        self.assertEqual((claim.noted, claim.pending), (D("9.97"), D("9.97")))
        self.assertEqual(claim.total, 1000 + D("3.84") + D("9.97"))
        # a hole before and after
        note.line_ids.date_from = "2026-01-11"
        claim = self.claim(invoice, "2026-02-10")
        self.assertEqual([row[0] for row in self.rows(claim)], [5, 10])
        note.sudo().cancelled_on = "2026-02-10 10:00:00"
        claim = self.claim(invoice, "2026-02-10")
        self.assertEqual(([row[0] for row in self.rows(claim)], claim.noted), ([36], 0))

    def note(self, invoice, first, last, amount):
        debtor = self.env["debt.debtor"]._get_or_create(self.company, invoice.partner_id)
        return (
            self.env["debt.interest.note"]
            .sudo()
            .create(
                {
                    "company_id": self.company.id,
                    "debtor_id": debtor.id,
                    "partner_id": debtor.partner_id.id,
                    "currency_id": invoice.currency_id.id,
                    "date": "2026-02-06",
                    "date_to": last,
                    "line_ids": [
                        Command.create(
                            {
                                "document": invoice.name,
                                "move_line_id": self.due_line(invoice).id,
                                "date_from": first,
                                "date_to": last,
                                "amount": amount,
                            }
                        )
                    ],
                }
            )
        )

    def test_fields_of_all_that_stands_for_a_debt(self):
        invoice, paid = self.invoice(1000, "2026-01-05"), self.invoice(500, "2026-01-05")
        foreign = self.invoice(100, "2026-01-05", currency_id=self.eur.id)
        self.night()
        self.pay(paid, day="2026-02-04")
        item = self.items(invoice)
        self.assertEqual((item.interest_to_date, item.claim_total), (21.48, 1021.48))
        self.assertEqual((invoice.interest_to_date, invoice.interest_daily), (21.48, 0.38))
        self.assertEqual(foreign.interest_to_date, 2.15)
        self.assertEqual(foreign.claim_currency_id, self.eur)
        # 21.48 + 5.75 (paid late) + 4 x 2.15
        for record in (item.case_id, item.debtor_id, self.partner):
            with self.subTest(record=record):
                self.assertEqual(record.principal_to_date, 1400)
                self.assertEqual(record.interest_to_date, 35.83)
                self.assertEqual(record.claim_total, 1435.83)
                self.assertEqual(record.interest_daily, 0.54)
                self.assertFalse(record.claim_error)
        early = self.partner.with_context(debt_as_of="2026-01-06")
        self.assertEqual(early.interest_to_date, 0.73)
        contact = self.customer("Anna", parent_id=self.partner.id, is_company=False)
        self.assertEqual(contact.interest_to_date, 35.83)

    def test_bulk_without_a_query_each(self):
        invoices = self.env["account.move"]
        for amount in range(100, 110):
            invoices |= self.invoice(amount, "2026-01-05")
        self.invalidate(invoices[:2])
        few = self.count_queries(lambda: invoices[:2].mapped("interest_to_date"))
        self.invalidate(invoices)
        many = self.count_queries(lambda: invoices.mapped("interest_to_date"))
        self.assertEqual(many, few)

    def invalidate(self, records):
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()
        records.mapped("display_name")

    def count_queries(self, action):
        before = self.env.cr.sql_log_count
        action()
        return self.env.cr.sql_log_count - before
