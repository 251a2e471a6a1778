import doctest
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..demo import checksums, names, plan
from ..demo.customers import SPECIAL, ordinary_customers

TODAY = date(2026, 11, 20)


@tagged("post_install", "-at_install")
class TestDemoPlan(BaseCase):
    def test_doctests(self):
        for module in (checksums, names):
            self.assertEqual(doctest.testmod(module).failed, 0, module.__name__)

    def test_nip(self):
        cases = {
            "5265877635": True,
            "526-587-76-35": True,
            "PL5265877635": True,
            "5265877636": False,
            "526587763": False,
            "52658776AB": False,
        }
        for text, expected in cases.items():
            with self.subTest(text):
                self.assertEqual(checksums.is_nip(text), expected)

    def test_made_numbers_are_right_but_nobodys(self):
        rng = plan.rng_for("test")
        for _index in range(200):
            nip = checksums.make_nip(rng)
            self.assertTrue(checksums.is_nip(nip), nip)
            self.assertFalse(checksums.is_issuable_nip(nip), nip)
            iban = checksums.make_polish_iban(rng)
            self.assertTrue(checksums.is_iban(iban), iban)
            self.assertEqual(len(iban), 28)

    def test_customers_differ(self):
        customers = [*SPECIAL, *ordinary_customers(60)]
        self.assertEqual(len({customer.key for customer in customers}), len(customers))
        self.assertEqual(len({customer.name for customer in customers}), len(customers))
        self.assertEqual(len(SPECIAL), 61)

    def test_full_size(self):
        planned = plan.plan_invoices([*SPECIAL, *ordinary_customers(20)], TODAY)
        self.assertGreaterEqual(len(planned), 450)
        self.assertLess((TODAY - planned[0].date).days, 731)

    def test_plan_is_the_same_each_time_and_in_order(self):
        first = plan.plan_invoices(SPECIAL, TODAY)
        self.assertEqual(first, plan.plan_invoices(SPECIAL, TODAY))
        dates = [invoice.date for invoice in first]
        self.assertEqual(dates, sorted(dates))

    def test_nothing_is_paid_after_the_last_bank_day(self):
        for offset in range(7):
            today = TODAY + timedelta(offset)
            last = plan.last_bank_day(today)
            with self.subTest(today):
                self.assertLess(last, today)
                self.assertLess(last.weekday(), 5)
                for invoice in plan.plan_invoices(SPECIAL, today):
                    for payment in invoice.payments:
                        self.assertLessEqual(payment.date, last)
                        self.assertGreaterEqual(payment.date, invoice.date)
