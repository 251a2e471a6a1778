from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools import growth, periods, work
from ..tools.work import Norm

NORMS = {
    "letter": Norm(Decimal(0), Decimal(12)),
    "approval": Norm(Decimal(1), Decimal(2)),
    "call": Norm(Decimal(6), Decimal(6)),
}


@tagged("-at_install", "post_install")
class TestWorkTool(BaseCase):
    def test_times_add_up_and_a_task_has_its_own(self):
        times = work.times
        self.assertEqual(times(NORMS, ["letter"]), (0, 12))
        self.assertEqual(times(NORMS, ["letter", "approval"]), (1, 14))
        self.assertEqual(times(NORMS, ["call"], Decimal(15)), (15, 6))
        self.assertEqual(times(NORMS, ["letter", "approval"], Decimal(5)), (6, 14))
        self.assertEqual(times(NORMS, []), (0, 0), "done by something else: no time of its own")
        self.assertEqual(times(NORMS, ["portal"]), (0, 0))

    def test_work_costs_half_up(self):
        self.assertEqual(work.work_cost(Decimal("0.5"), Decimal(75)), Decimal("0.63"))
        self.assertEqual(work.work_cost(Decimal(20), Decimal(60)), Decimal("20.00"))
        self.assertEqual(work.work_cost(Decimal(10), Decimal(100), Decimal(1)), Decimal(17))

    def test_fast_growth_needs_per_cent_and_amount(self):
        cases = [
            (1000, 2000, 50, 1000, True),
            (1000, 1999, 50, 1000, False),
            (10000, 14999, 50, 1000, False),
            (10000, 15000, 50, 1000, True),
            (0, 1000, 50, 1000, True),
            (2000, 1000, 0, 0, False),
            (1000, 1000, 0, 0, False),
        ]
        for before, now, percent, least, fast in cases:
            with self.subTest(before=before, now=now):
                found = growth.is_fast(*map(Decimal, (before, now, percent, least)))
                self.assertEqual(found, fast)

    def test_months_on_both_sides_of_a_day(self):
        spans = periods.months_around(date(2026, 2, 10), date(2026, 3, 2), 2)
        self.assertEqual(
            spans,
            [
                (date(2025, 12, 1), date(2025, 12, 31), False),
                (date(2026, 1, 1), date(2026, 1, 31), False),
                (date(2026, 2, 1), date(2026, 2, 28), True),
                (date(2026, 3, 1), date(2026, 3, 2), True),
            ],
        )
