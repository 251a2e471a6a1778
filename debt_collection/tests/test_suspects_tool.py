from datetime import date
from decimal import Decimal

from odoo.addons.debt_collection.tools.suspects import Open, covered, fitting, references
from odoo.tests import BaseCase, tagged

DAY = date(2026, 3, 1)


def items(*amounts, first_due=date(2026, 1, 1)):
    return [
        Open(number, first_due.replace(day=number), Decimal(str(amount)))
        for number, amount in enumerate(amounts, 1)
    ]


@tagged("-at_install", "post_install")
class TestSuspects(BaseCase):
    def test_what_a_sum_pays(self):
        future = Open(9, date(2026, 4, 1), Decimal("700"))
        for name, amount, owed, expected in [
            ("single item", "200", items(100, 200, 300), (2,)),
            ("the oldest of equal ones", "100", items(100, 100, 100), (1,)),
            ("single before all", "300", items(100, 200, 300), (3,)),
            ("all", "607.50", items(100, "200.50", 307), (1, 2, 3)),
            ("all overdue", "310", [*items(110, 200), future], (1, 2)),
            ("oldest first", "210", items(100, 110, 300), (1, 2)),
            ("a subset", "400", items(100, 210, 300, 50), (1, 3)),
            ("a part of one", "99.99", items(100, 200), ()),
            ("more than everything", "301", items(100, 200), ()),
            ("nothing owed", "100", [], ()),
            ("money going out", "-100", items(100), ()),
        ]:
            with self.subTest(name):
                self.assertEqual(fitting(Decimal(amount), owed, DAY), expected)

    def test_subsets_only_among_twelve_items(self):
        owed = items(*[2**power for power in range(12)])
        self.assertEqual(fitting(Decimal(5), owed, DAY), (1, 3))
        owed = items(*[2**power for power in range(13)])
        self.assertEqual(fitting(Decimal(5), owed, DAY), ())
        # a run of the oldest is still seen
        self.assertEqual(fitting(Decimal(7), owed, DAY), (1, 2, 3))

    def test_money_that_names_its_invoices(self):
        owed = items(100, 200, 300)
        self.assertEqual(covered(Decimal(50), owed), (1,))
        self.assertEqual(covered(Decimal(100), owed), (1,))
        self.assertEqual(covered(Decimal(101), owed), (1, 2))
        self.assertEqual(covered(Decimal(5000), owed), (1, 2, 3))
        self.assertEqual(covered(Decimal(0), owed), ())

    def test_references_survive_what_banks_do_to_titles(self):
        for title in (
            "FV/2026/00012",
            "zapłata za FV/2026/ 00012",
            "ZA FV 2026 00012 DZIEKUJEMY",
            "fv-2026-00012;",
            "fv/2026_00012",
        ):
            with self.subTest(title):
                self.assertIn("FV202600012", references(title))
        self.assertEqual(references("za towar, dziekujemy"), frozenset())
        self.assertEqual(references(None), frozenset())
