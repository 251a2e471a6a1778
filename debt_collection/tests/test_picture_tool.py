from decimal import Decimal

from odoo.addons.debt_collection.tools import picture
from odoo.tests import BaseCase, tagged


@tagged("-at_install", "post_install")
class TestPictureTool(BaseCase):
    """What a customer is worth, reckoned by hand."""

    def test_all_figures(self):
        facts = {
            "turnover": 10000, "known": 8000, "cost": 6000, "interest": "12.34",
            "late": 365000, "collecting": 55.5,
        }  # fmt: skip
        worth = picture.worth(facts, 8, 365)
        self.assertEqual(
            worth,
            picture.Worth(
                turnover=Decimal("10000.00"),
                margin=Decimal("2500.00"),  # a quarter, of all of it
                known_share=Decimal("80"),
                interest=Decimal("12.34"),
                delay=Decimal("80.00"),  # 1000 for a year at 8 %
                collecting=Decimal("55.50"),
                result=Decimal("2376.84"),
                share=Decimal("23.8"),
                late_on_average=Decimal("1000.00"),
            ),
        )

    def test_what_isnt_known_isnt_reckoned(self):
        worth = picture.worth({"turnover": 100, "collecting": 20}, 8, 0)
        self.assertEqual((worth.margin, worth.result, worth.share), (None, None, None))
        self.assertEqual(worth.collecting, Decimal("20.00"))
        self.assertEqual(worth.late_on_average, 0)
        self.assertIsNone(picture.worth({"late": 5}, 8, 0).late_on_average, "since when?")

    def test_a_loss(self):
        worth = picture.worth({"turnover": 100, "known": 100, "cost": 90, "collecting": 40}, 8, 30)
        self.assertEqual((worth.result, worth.share), (Decimal("-30.00"), Decimal("-30.0")))

    def test_bars(self):
        bars = picture.bars([("a", 10), ("b", None), ("c", 0), ("d", 5)], 400, 100)
        self.assertEqual([bar.height for bar in bars], [100, 0, 0, 50])
        self.assertEqual([bar.y + bar.height for bar in bars], [100] * 4)
        self.assertLess(bars[0].x + bars[0].width, bars[1].x)
        self.assertEqual(picture.bars([], 400, 100), [])
