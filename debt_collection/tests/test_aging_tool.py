from odoo.addons.debt_collection.tools import aging
from odoo.tests import BaseCase, tagged


@tagged("-at_install", "post_install")
class TestAgingTool(BaseCase):
    """Limits of buckets as people write them."""

    def test_limits(self):
        for text, limits in (
            ("30, 60, 90, 180", (30, 60, 90, 180)),
            (" 7;14 21/30", (7, 14, 21, 30)),
            ("1", (1,)),
        ):
            with self.subTest(text):
                self.assertEqual(aging.parse_limits(text), limits)

    def test_what_can_not_be_limits(self):
        texts = ("30, 20", "30, 30", "0, 30", "-5", "a", "1.5", "30, x", "1 2 3 4 5 6 7")
        for text in ("", None, *texts):
            with self.subTest(text), self.assertRaises(ValueError):
                aging.parse_limits(text)
        for limits in ([], [True], ["30"], [30.0], [0]):
            with self.subTest(limits), self.assertRaises(ValueError):
                aging.check_limits(limits)

    def test_names_and_spans_agree(self):
        limits = (30, 60, 180)
        self.assertEqual(aging.names(limits), ["1–30", "31–60", "61–180", "> 180"])
        self.assertEqual(aging.spans(limits), [(1, 30), (31, 60), (61, 180), (181, None)])
