from datetime import date, timedelta
from decimal import Decimal

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import format_date

from ..tools.interest import MissingRate, rows
from .common import DebtCommon
from .rate_tables import COMMERCIAL, DELAY, cells

DAY = timedelta(days=1)


@tagged("post_install", "post_install_l10n", "-at_install")
class TestInterestRules(DebtCommon):
    """The installed rules give what was announced, and nothing where nothing is known."""

    def rule(self, code):
        return self.env.ref(f"debt_collection.interest_rule_{code}")

    def percents(self, code, first, last):
        rates = self.rule(code)._dated_rates(date.fromisoformat(first), date.fromisoformat(last))
        return [(str(rate.start), float(rate.percent)) for rate in rates]

    def test_delay_as_announced(self):
        announced = [(day, float(percent)) for day, percent in cells(DELAY)]
        self.assertEqual(self.percents("pl_delay", "1993-05-01", "2026-11-22"), announced)

    def test_rows_of_delay_follow_each_other_without_gaps(self):
        rates = self.rule("pl_delay")._dated_rates(date(1993, 5, 1), date(2026, 11, 22))
        for earlier, later in zip(rates, rates[1:], strict=False):
            self.assertEqual(earlier.end + DAY, later.start)
        self.assertEqual(rates[-1].end, date(2026, 11, 22))

    def test_commercial_as_announced(self):
        for half_year, general, medical in cells(COMMERCIAL):
            year, half = map(int, half_year.split("-"))
            first = date(year, 1 if half == 1 else 7, 1)
            last = date(year, 6, 30) if half == 1 else date(year, 12, 31)
            expected = {
                "pl_commercial": general,
                "pl_commercial_public": general,
                "pl_commercial_medical": medical,
            }
            for code, percent in expected.items():
                with self.subTest(half_year=half_year, code=code):
                    self.assertEqual(
                        self.rule(code)._dated_rates(first, last),
                        [(first, last, Decimal(percent))],
                    )

    def test_derived_columns_since_2016(self):
        # LAW 1.3: capital = delay - 2, the maxima are twice as much
        for day, percent in cells(DELAY)[-24:]:
            with self.subTest(day=day):
                first = date.fromisoformat(day)
                of = {code: self.rule(code)._percent_on(first) for code in self.codes()}
                delay = Decimal(percent)
                self.assertEqual(of["pl_delay"], delay)
                self.assertEqual(of["pl_maximum"], 2 * delay)
                self.assertEqual(of["pl_capital"], delay - 2)
                self.assertEqual(of["pl_max_capital"], 2 * (delay - 2))

    def codes(self):
        return ("pl_delay", "pl_maximum", "pl_capital", "pl_max_capital")

    def test_before_2020_rule_keeps_eight_points(self):
        self.assertEqual(self.rule("pl_commercial_2019")._percent_on(date(2026, 8, 1)), 11.75)
        self.assertTrue(self.rule("pl_commercial_2019").is_unverified)

    def test_coming_half_year_is_refused_by_name(self):
        rule = self.rule("pl_commercial")
        rates = rule._dated_rates(date(2026, 12, 1), date(2027, 2, 1))
        self.assertEqual(
            [(rate.start, rate.end) for rate in rates], [(date(2026, 12, 1), date(2026, 12, 31))]
        )
        with self.assertRaises(MissingRate) as refused:
            rows([(date(2026, 12, 1), Decimal(100))], rates, date(2026, 12, 1), date(2027, 2, 1))
        self.assertEqual(refused.exception.day, date(2027, 1, 1))
        text = rule._missing_text(refused.exception.day)
        self.assertIn("Poland: commercial transactions", text)
        shown = [format_date(self.env, day) for day in (date(2027, 1, 1), date(2026, 10, 8))]
        self.assertIn(f"NBP reference rate of {shown[0]}", text)
        self.assertIn(f"complete up to {shown[1]}", text)

    def test_verified_in_the_new_half_year_it_is_known(self):
        self.env.ref("debt_collection.interest_index_nbp_ref").verified_on = date(2027, 1, 4)
        self.assertEqual(self.rule("pl_commercial")._percent_on(date(2027, 2, 1)), 13.75)

    def test_delay_is_carried_forward(self):
        # it changes with events, ex lege: what is known holds until one (LAW 1.4)
        self.assertEqual(self.rule("pl_delay")._percent_on(date(2027, 2, 1)), 9.25)

    def test_index_without_values_says_so(self):
        rule = self.rule("at_commercial")
        self.assertFalse(rule._percent_on(date(2026, 1, 1)))
        self.assertIn("Austrian base rate has no values", rule._missing_text(date(2026, 1, 1)))

    def test_german_rates(self):
        self.assertEqual(
            self.percents("de_commercial", "2025-06-01", "2026-12-31"),
            [("2025-06-01", 11.27), ("2025-07-01", 10.27), ("2026-07-01", 10.52)],
        )

    def test_dutch_rate_seen(self):
        self.assertEqual(self.rule("nl_commercial")._percent_on(date(2024, 8, 1)), 12.25)

    def test_locked_rates_depend_on_the_claim(self):
        rule = self.rule("ie_commercial")
        self.assertTrue(rule._is_locked())
        self.assertFalse(self.rule("pl_delay")._is_locked())
        first, last = date(2024, 1, 1), date(2024, 12, 31)
        self.assertEqual(rule._dated_rates(first, last)[0].percent, Decimal("11.15"))
        paid = rule._dated_rates(first, last, paid=date(2024, 3, 1))
        self.assertEqual([rate.percent for rate in paid], [Decimal("12.50")])

    def test_two_periods_of_one_day_are_refused(self):
        rule = self.rule("pl_delay")
        with self.assertRaisesRegex(ValidationError, "two periods apply"):
            rule.period_ids[-1:].copy({"date_from": "2026-01-01"})

    def test_supplied_rates_are_complete_and_sourced(self):
        index = self.env.ref("debt_collection.interest_index_nbp_ref")
        self.assertEqual(len(index.value_ids), 94)
        self.assertEqual(index.verified_on, date(2026, 10, 8))
        values = index.value_ids | self.env.ref("debt_collection.interest_index_ecb_mro").value_ids
        self.assertFalse(values.filtered(lambda value: not value.source or not value.verified_on))

    def test_update_adds_and_never_overwrites(self):
        index = self.env.ref("debt_collection.interest_index_nbp_ref")
        newest, other = index.value_ids[0], index.value_ids[1]
        newest.value = 3.7
        other.unlink()
        index.verified_on = "2026-11-20"
        self.env["debt.interest.index"]._load_rates()
        self.assertEqual(newest.value, 3.7)
        self.assertEqual(len(index.value_ids), 94)
        self.assertEqual(index.verified_on, date(2026, 11, 20))

    def test_stale_rates(self):
        index = self.env.ref("debt_collection.interest_index_nbp_ref")
        self.assertFalse(index._is_stale_on(date(2026, 11, 22)))
        self.assertTrue(index._is_stale_on(date(2026, 11, 23)))
