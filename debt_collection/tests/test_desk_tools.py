from decimal import Decimal

from odoo.addons.debt_collection.tools.priority import Facts, Weights, score
from odoo.addons.debt_collection.tools.talk import understand
from odoo.tests import BaseCase, tagged


@tagged("-at_install", "post_install")
class TestDeskTools(BaseCase):
    def points(self, **facts):
        return score(Facts(amount=0.2, days_late=20)._replace(**facts))[0]

    def test_each_fact_moves_the_score_its_way(self):
        plain = self.points()
        for worse in (
            {"amount": 0.8},
            {"days_late": 50},
            {"broken": 1},
            {"profile": "habitual"},
            {"deadline_days": 30},
            {"replied": True},
            {"ripe": True},
        ):
            self.assertGreater(self.points(**worse), plain, worse)
        self.assertGreater(self.points(broken=2), self.points(broken=1))
        self.assertGreater(self.points(deadline_days=-3), self.points(deadline_days=60))
        self.assertEqual(self.points(deadline_days=200), plain)
        self.assertLess(self.points(tries=2), plain)
        self.assertLess(self.points(reachable=False), plain)

    def test_points_add_up_and_stay_below_100(self):
        worst = Facts(9, 400, 5, "habitual", 0, True, True, True, 0)
        total, parts = score(worst)
        self.assertEqual(total, 99 if sum(p for _c, p in parts) > 99 else sum(p for _c, p in parts))
        self.assertLessEqual(total, 99)
        self.assertEqual([p for _c, p in parts], sorted((p for _c, p in parts), reverse=True))
        self.assertEqual(score(Facts(amount=0, days_late=90)), (0, []))
        paid = Facts(amount=0, days_late=90, replied=True, deadline_days=0, ripe=True)
        self.assertEqual(score(paid), (15, [("deadline", 15)]), "the register has to be told")

    def test_weights_are_shares(self):
        only_age = Weights(0, 7, 0, 0, 0, 0, 0, age_full=60)
        self.assertEqual(score(Facts(amount=5, days_late=30), only_age), (50, [("age", 50)]))

    def test_what_somebody_says(self):
        for text, amount in (
            ("9 603,14", "9603.14"),
            ("9.603,14 zł", "9603.14"),
            ("9603.14", "9603.14"),
            ("1 234", "1234"),
            ("38412,5", "38412.5"),
        ):
            self.assertEqual(understand(text).amount, Decimal(amount), text)
        self.assertIsNone(understand("FV/2026/09/0112").amount)
        self.assertEqual(understand("PL 525-234-56-78").tax, "5252345678")
        self.assertEqual(understand("+48 22 555 01 02").phone, "225550102")
        self.assertEqual(understand("(22) 555-01-02").phone, "225550102")
        self.assertFalse(understand("9 603,14").phone)
