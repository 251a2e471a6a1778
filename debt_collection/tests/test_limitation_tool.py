from datetime import date, timedelta

from odoo.addons.debt_collection.tools.limitation import limitation_date, stage
from odoo.tests import BaseCase, tagged


@tagged("-at_install", "post_install")
class TestLimitationTool(BaseCase):
    """LAW 6: terms of two years and more end with the year, carriage on the day."""

    def test_terms(self):
        for kind, due, end in (
            ("sale", "2024-12-30", "2026-12-31"),
            # due on the last of the year: the claim is of the next year
            ("sale", "2024-12-31", "2027-12-31"),
            ("business", "2023-12-31", "2027-12-31"),
            ("business", "2023-05-04", "2026-12-31"),
            ("carriage", "2025-03-15", "2026-03-16"),
            ("carriage", "2024-02-28", "2025-02-28"),  # begins on 29 February
            ("general", "2020-06-30", "2026-12-31"),
            ("court", "2020-06-30", "2026-12-31"),
        ):
            with self.subTest(kind=kind, due=due):
                day = limitation_date(kind, date.fromisoformat(due))
                self.assertEqual(day.isoformat(), end)

    def test_interruption_starts_it_anew(self):
        due = date(2023, 6, 1)
        self.assertEqual(limitation_date("sale", due, date(2025, 11, 3)), date(2027, 12, 31))
        # the day of the end itself still counts, the day after revives nothing
        self.assertEqual(limitation_date("sale", due, date(2025, 12, 31)), date(2027, 12, 31))
        self.assertEqual(limitation_date("sale", due, date(2026, 1, 1)), date(2025, 12, 31))
        self.assertEqual(limitation_date("carriage", due, date(2024, 6, 2)), date(2025, 6, 2))

    def test_warnings(self):
        end = date(2026, 12, 31)
        for left, expected in (
            (181, None), (180, 180), (91, 180), (90, 90), (30, 30), (0, 30), (-1, 0),
        ):  # fmt: skip
            with self.subTest(left=left):
                day = end - timedelta(days=left)
                self.assertEqual(stage(end, day, (180, 90, 30)), expected)
        self.assertIsNone(stage(end, end, (0, 0, 0)), "no warnings wanted")
