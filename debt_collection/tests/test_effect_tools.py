import doctest
from decimal import Decimal as D

from odoo.addons.debt_collection.tools import bands, confidence, economics, split
from odoo.addons.debt_collection.tools.confidence import Verdict
from odoo.addons.debt_collection.tools.economics import Past, Worth
from odoo.tests import BaseCase


class TestEffectTools(BaseCase):
    """Shares, their intervals, lots, bands and what a step is worth."""

    def test_examples_in_the_docs(self):
        for module in (bands, confidence, split, economics):
            self.assertFalse(doctest.testmod(module).failed, module.__name__)

    def test_interval_of_a_share(self):
        """Published values: Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
        for hits, count, low, high in (
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ):
            found = confidence.wilson(hits, count)
            self.assertEqual((round(found.low, 4), round(found.high, 4)), (low, high))
        self.assertIsNone(confidence.wilson(0, 0))
        with self.assertRaises(ValueError):
            confidence.wilson(3, 2)

    def test_interval_of_a_difference(self):
        """Published values: Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10."""
        for hits, count, others, other_count, low, high in (
            (56, 70, 48, 80, 0.0524, 0.3339),
            (9, 10, 3, 10, 0.1705, 0.8090),
            (10, 10, 0, 20, 0.6791, 1.0),
        ):
            found = confidence.difference(others, other_count, hits, count)
            self.assertEqual((round(found.low, 4), round(found.high, 4)), (low, high))

    def test_a_side_is_better_only_beyond_luck(self):
        for a, b, verdict in (
            ((40, 100), (47, 100), Verdict.UNCLEAR),
            ((40, 100), (60, 100), Verdict.B),
            ((60, 100), (40, 100), Verdict.A),
            ((0, 29), (29, 29), Verdict.FEW),
            ((30, 30), (30, 30), Verdict.UNCLEAR),
            ((0, 500), (0, 500), Verdict.UNCLEAR),
        ):
            self.assertEqual(confidence.compare(*a, *b).verdict, verdict, (a, b))
        self.assertIsNone(confidence.compare(0, 0, 5, 10))

    def test_luck_alone_seldom_makes_a_difference(self):
        """Of 1,000 trials of the same thing about 5 % look different, and no more."""
        found = 0
        for trial in range(1000):
            hits = {"a": 0, "b": 0}
            count = {"a": 0, "b": 0}
            for customer in range(200):
                variant = split.variant(trial, customer, 50)
                count[variant] += 1
                hits[variant] += split.variant(f"paid {trial}", customer, 40) == split.B
            verdict = confidence.compare(hits["a"], count["a"], hits["b"], count["b"]).verdict
            found += verdict in (Verdict.A, Verdict.B)
        self.assertTrue(20 <= found <= 70, found)

    def test_lots_keep_the_share_and_differ_between_trials(self):
        for share in (10, 50, 90):
            drawn = [split.variant(7, customer, share) for customer in range(10_000)]
            self.assertAlmostEqual(drawn.count("b") / 100, share, delta=2)
        both = [split.variant(7, c, 50) == split.variant(8, c, 50) for c in range(10_000)]
        self.assertAlmostEqual(sum(both) / 100, 50, delta=2)

    def test_bands(self):
        self.assertEqual(bands.parse("500, 2 000; 10000"), (500, 2000, 10000))
        self.assertEqual(
            [bands.band(D(a), (500, 2000)) for a in ("500", "500.01", "3e3")], [0, 1, 2]
        )
        for wrong in ("", "0", "500, 500", "1.5", "a", "10,5", ",".join(map(str, range(1, 10)))):
            with self.assertRaises(ValueError, msg=wrong):
                bands.parse(wrong)

    def test_a_step_is_worth_what_such_steps_brought(self):
        past = Past(54, 23, D(10_000), D(3_800))
        for cost, owed, limit, worth, expected in (
            ("10", "500", 50, Worth.YES, "190.00"),
            ("95", "500", 50, Worth.YES, "190.00"),
            ("95.01", "500", 50, Worth.NO, "190.00"),
            ("30", "60", 50, Worth.NO, "22.80"),
            ("30.01", "60", 50, Worth.LOSS, None),
            ("30.01", "60", 100, Worth.NO, "22.80"),
        ):
            found = economics.outlook(D(cost), D(owed), past, limit, 30)
            self.assertEqual(found, (worth, expected and D(expected)), (cost, owed, limit))

    def test_few_cases_tell_nothing(self):
        few = economics.outlook(D(10), D(500), Past(29, 29, D(100), D(100)), 50, 30)
        self.assertEqual(few, (Worth.FEW, None))
        empty = economics.outlook(D(10), D(500), Past(30, 0, D(0), D(0)), 50, 30)
        self.assertEqual(empty, (Worth.FEW, None))
        # more can't come than is owed
        paid = economics.outlook(D(10), D(500), Past(30, 30, D(100), D(120)), 50, 30)
        self.assertEqual(paid, (Worth.YES, D("500.00")))
