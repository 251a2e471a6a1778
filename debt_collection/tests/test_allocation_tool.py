from datetime import date
from decimal import Decimal

from odoo.addons.debt_collection.tools import business_days, compensation
from odoo.addons.debt_collection.tools.allocation import Debt, allocate, left
from odoo.tests import BaseCase, tagged

from . import interest_vectors as vectors
from .interest_vectors import d
from .test_interest_tool import POLAND

D = Decimal


@tagged("-at_install", "post_install")
class TestAllocationTool(BaseCase):
    a = Debt("A", date(2026, 2, 1), D(5000), D(1000), D(40))
    b = Debt("B", date(2026, 1, 1), D(7000), D(2000))

    def paid(self, amount, mode, indicated=(), debts=None):
        parts = allocate(D(amount), debts or [self.a, self.b], mode, indicated)
        return [(part.key, part.part, int(part.amount)) for part in parts]

    def test_a_payment_for_a_named_debt_pays_its_interest_first(self):
        debts = [self.a._replace(costs=D(0)), self.b]  # V22
        parts = allocate(D(5000), debts, "interest_first", ["A"])
        after = left(debts, parts)
        self.assertEqual(after["A"][2:], (1000, 0, 0))
        self.assertEqual(after["B"], self.b)

    def test_unnamed_the_oldest_debt_is_paid_first(self):
        self.assertEqual(
            self.paid(10000, "interest_first"),
            [("B", "interest", 2000), ("B", "principal", 7000), ("A", "interest", 1000)],
        )
        self.assertEqual(
            self.paid(9100, "costs_interest_principal"),
            [
                ("B", "interest", 2000),
                ("B", "principal", 7000),
                ("A", "costs", 40),
                ("A", "interest", 60),
            ],
        )

    def test_principal_first_pays_all_principal_before_any_interest(self):
        self.assertEqual(
            self.paid(12500, "principal_first"),
            [("B", "principal", 7000), ("A", "principal", 5000), ("B", "interest", 500)],
        )

    def test_the_named_debt_is_finished_before_others(self):
        self.assertEqual(
            self.paid(7000, "principal_first", ["A"]),
            [
                ("A", "principal", 5000),
                ("A", "interest", 1000),
                ("A", "costs", 40),
                ("B", "principal", 960),
            ],
        )

    def test_what_is_too_much_is_surplus(self):
        self.assertEqual(self.paid(20000, "interest_first")[-1], (None, "surplus", 4960))
        self.assertEqual(allocate(D(0), [self.a]), [])

    def test_bad_input_is_refused(self):
        with self.assertRaises(ValueError):
            allocate(D(-1), [self.a])
        with self.assertRaises(ValueError):
            allocate(D(1), [self.a, self.a])
        with self.assertRaises(KeyError):
            allocate(D(1), [self.a], indicated=["X"])
        with self.assertRaises(KeyError):
            allocate(D(1), [self.a], "as_i_like")


@tagged("-at_install", "post_install")
class TestCompensationTool(BaseCase):
    def test_tiers_and_amounts(self):
        for name, gross, mid, expected in vectors.COMPENSATION:
            with self.subTest(vector=name, gross=gross):
                euros = compensation.tier(D(gross))
                self.assertEqual(compensation.amount(euros, D(mid)), D(expected))

    def test_the_tier_is_that_of_the_gross_amount(self):
        for gross, euros in (("0.01", 40), ("5000.00", 40), ("5000.01", 70), ("50000.00", 100)):
            self.assertEqual(compensation.tier(D(gross)), euros)
        with self.assertRaises(ValueError):
            compensation.tier(D(0))

    def test_day_of_the_rate(self):
        for due, maturity, expected in (
            ("2025-01-10", "due", "2024-12-31"),  # V21
            ("2026-01-31", "due", "2026-01-30"),  # a Saturday, due on 2 February
            ("2026-05-29", "due", "2026-04-30"),
            ("2026-06-30", "due", "2026-05-29"),
            ("2026-06-30", "due+1", "2026-06-30"),
        ):
            with self.subTest(due=due, maturity=maturity):
                due = business_days.roll_forward(d(due), POLAND)
                day = compensation.rate_day(
                    due, lambda day: business_days.is_working(day, POLAND), maturity
                )
                self.assertEqual(day, d(expected))

    def test_a_rate_is_never_invented(self):
        with self.assertRaises(ValueError):
            compensation.amount(40, D(0))
