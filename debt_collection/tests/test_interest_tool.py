from datetime import date, timedelta
from decimal import Decimal

import holidays

from odoo.addons.debt_collection.tools import balances, business_days, interest, rates
from odoo.addons.debt_collection.tools.interest import MissingRate, Rate, Terms
from odoo.tests import BaseCase, tagged

from . import interest_vectors as vectors
from .interest_vectors import DELAY, KNOWN_UNTIL, REFERENCE, d

D = Decimal
DAY = timedelta(days=1)
POLAND = frozenset(holidays.country_holidays("PL", years=range(2014, 2028)))
ONCE = Terms(rounding="once")


def delay_rates(last):
    """Statutory interest for delay: regulations before 2016, then reference + 5.5."""
    old = [Rate(d(start), d(end), D(value)) for start, end, value in vectors.DELAY_BEFORE_2016]
    new = rates.dated(REFERENCE, D("5.5"), "event", d("2016-01-01"), last)
    return old + new if last.year > 2015 else old


def rule_rates(rule, last):
    first = d("2016-01-01")
    if rule == "delay":
        return delay_rates(last)
    if rule == "commercial":
        return rates.dated(REFERENCE, D(10), "half_year", d("2020-01-01"), last, KNOWN_UNTIL)
    cap = rates.dated(REFERENCE, D("5.5"), "event", first, last, multiplier=2)
    return rates.capped([Rate(first, None, D(24))], cap)


def first_day(due):
    return business_days.roll_forward(due, POLAND) + DAY


@tagged("-at_install", "post_install")
class TestInterestTool(BaseCase):
    def flat(self, base, percent, days, **terms):
        first = d("2025-02-01")
        rows = interest.rows(
            [(first, D(base))],
            [Rate(first, None, D(percent))],
            first,
            first + (days - 1) * DAY,
            Terms(**terms),
        )
        return interest.total(rows, Terms(**terms))

    def test_published_amounts_at_one_rate(self):
        for name, base, percent, days, expected in vectors.FLAT:
            with self.subTest(vector=name, days=days):
                self.assertEqual(self.flat(base, percent, days), D(expected))

    def test_published_amount_that_is_wrong(self):
        self.assertNotEqual(self.flat("5000", "11.25", 183), D("281.85"))  # V13

    def test_nothing_for_the_due_date_itself(self):
        self.assertEqual(self.flat("10000", "11.25", 0), 0)  # V2, paid on the due date

    def test_vectors_over_several_rates(self):
        for name, rule, principal, due, paid, parts, expected in vectors.DERIVED:
            with self.subTest(vector=name, paid=paid):
                first, last = first_day(d(due)), d(paid)
                rows = interest.rows([(first, D(principal))], rule_rates(rule, last), first, last)
                self.assertEqual([(r.days, r.percent, r.amount) for r in rows], self.parts(parts))
                self.assertEqual(interest.total(rows), D(expected))

    def parts(self, text):
        parts = []
        for part in text.split():
            days, _x, rest = part.partition("x")
            percent, _is, amount = rest.partition("=")
            parts.append((int(days), D(percent), D(amount)))
        return parts

    def test_rounding_once_differs_and_its_rows_add_up(self):
        first, last = d("2026-02-28"), d("2026-03-24")
        for terms, expected in (
            (Terms(), ["13.01", "50.68"]),
            (ONCE, ["13.01", "50.69"]),
            (Terms(digits=0), ["13", "51"]),
        ):
            rows = interest.rows([(first, D(10000))], delay_rates(last), first, last, terms)
            self.assertEqual([r.amount for r in rows], [D(x) for x in expected])
            self.assertEqual(interest.total(rows, terms), sum(r.amount for r in rows))

    def test_without_the_cap_a_contract_rate_would_give_more(self):
        first, last = d("2026-04-01"), d("2026-04-30")
        rows = interest.rows([(first, D(10000))], [Rate(first, None, D(24))], first, last)
        self.assertEqual(interest.total(rows), D("197.26"))  # D19

    def test_day_counts(self):
        for day_count, expected in (
            ("act/365", "1128.08"),  # D3; a year of 366 days gives 1125.00, which is wrong
            ("act/act", "1125.13"),
            ("act/360", "1143.75"),
            ("30/360", "1125.00"),
        ):
            with self.subTest(day_count=day_count):
                terms = Terms(day_count=day_count, rounding="once")
                first, last = d("2024-01-16"), d("2025-01-15")
                rows = interest.rows(
                    [(first, D(10000))], [Rate(first, None, D("11.25"))], first, last, terms
                )
                self.assertEqual(interest.total(rows, terms), D(expected))

    def test_a_leap_year_has_365_days_in_poland(self):
        self.assertNotEqual(self.flat("10000", "11.25", 364), D("1118.85"))  # D1
        self.assertEqual(self.flat("10000", "11.25", 364), D("1121.92"))

    def test_payments_count_from_the_day_after(self):
        first, last, rate = d("2026-01-11"), d("2026-01-30"), [Rate(d("2026-01-01"), None, D(10))]
        paid = [(d("2026-01-20"), D(400)), (d("2026-01-05"), D(100))]
        for inclusive, expected in ((True, [(10, 900), (10, 500)]), (False, [(9, 900), (11, 500)])):
            owed = balances.after_payments(D(1000), first, paid, inclusive)
            rows = interest.rows(owed, rate, first, last)
            self.assertEqual([(r.days, r.base) for r in rows], expected)

    def test_a_payment_taken_back_raises_the_debt_again(self):
        first = d("2026-01-11")
        paid = [(d("2026-01-15"), D(1000)), (d("2026-01-17"), D(-1000))]
        owed = balances.after_payments(D(1000), first, paid)
        rows = interest.rows(owed, [Rate(first, None, D(10))], first, d("2026-01-20"))
        self.assertEqual([(r.start.day, r.end.day) for r in rows], [(11, 15), (18, 20)])

    def test_what_is_overpaid_bears_nothing(self):
        first = d("2026-01-11")
        owed = balances.after_payments(D(100), first, [(d("2026-01-12"), D(150))])
        rows = interest.rows(owed, [Rate(first, None, D(10))], first, d("2026-12-31"))
        self.assertEqual([(r.days, r.base) for r in rows], [(2, 100)])

    def test_a_day_without_a_rate_is_refused(self):
        last = d("2027-01-05")
        commercial = rule_rates("commercial", last)
        with self.assertRaises(MissingRate) as caught:
            interest.rows([(d("2026-12-01"), D(100))], commercial, d("2026-12-01"), last)
        self.assertEqual(caught.exception.day, d("2027-01-01"))
        with self.assertRaises(MissingRate):
            interest.rows([(d("2000-01-01"), D(1))], commercial, d("2000-01-01"), d("2000-01-02"))
        # on paid debts no rate is needed any more
        paid = balances.after_payments(D(100), d("2026-12-01"), [(d("2026-12-31"), D(100))])
        self.assertTrue(interest.rows(paid, commercial, d("2026-12-01"), last))

    def test_contradictions_are_refused(self):
        day = d("2026-01-01")
        with self.assertRaises(ValueError):
            interest.Schedule([Rate(day, None, D(1)), Rate(day + DAY, None, D(2))])
        with self.assertRaises(ValueError):
            interest.Schedule([], "act/364")
        with self.assertRaises(ValueError):
            interest.rows([(day, D(1)), (day, D(2))], [Rate(day, None, D(1))], day, day)

    def test_daily_interest(self):
        self.assertEqual(interest.daily(D(10000), delay_rates(KNOWN_UNTIL), KNOWN_UNTIL), D("2.53"))
        self.assertEqual(interest.daily(D(-5), delay_rates(KNOWN_UNTIL), KNOWN_UNTIL), 0)

    def test_capitalisation_is_an_act_of_its_own(self):
        first, filed = d("2026-03-05"), d("2026-04-01")
        owed = balances.after_payments(D(1000), first, [(d("2026-04-09"), D(500))])
        more = balances.capitalised(owed, D("50"), filed)
        self.assertEqual(more, [(first, 1000), (filed, 1050), (d("2026-04-10"), 550)])
        with self.assertRaises(ValueError):
            balances.capitalised(owed, D(-1), filed)


@tagged("-at_install", "post_install")
class TestRatesTool(BaseCase):
    def test_delay_interest_follows_the_reference_rate(self):
        found = rates.dated(REFERENCE, D("5.5"), "event", d("2016-01-01"), KNOWN_UNTIL)
        self.assertEqual([(r.start, r.percent) for r in found], DELAY)
        self.assertEqual(found[-1].end, KNOWN_UNTIL)

    def test_event_rates_are_carried_forward(self):
        found = rates.dated(REFERENCE, D("5.5"), "event", d("2026-12-01"), d("2027-12-31"))
        self.assertEqual(found, [Rate(d("2026-12-01"), d("2027-12-31"), D("9.25"))])

    def test_commercial_rates_by_half_year(self):
        for half_year, percents in vectors.COMMERCIAL.items():
            general, medical = map(D, percents.split())
            day = d(half_year + "-15")
            for margin, expected in ((10 if day.year > 2019 else 8, general), (8, medical)):
                with self.subTest(half_year=half_year, margin=margin):
                    found = rates.dated(REFERENCE, margin, "half_year", day, day, KNOWN_UNTIL)
                    self.assertEqual([r.percent for r in found], [expected])

    def test_a_coming_half_year_has_no_rate(self):
        found = rates.dated(
            REFERENCE, 10, "half_year", d("2026-06-30"), d("2027-03-31"), KNOWN_UNTIL
        )
        self.assertEqual(
            found,
            [
                (d("2026-06-30"), d("2026-06-30"), D("14")),
                (d("2026-07-01"), d("2026-12-31"), D("13.75")),
            ],
        )
        # when the day of fixing itself isn't known yet, not even the present half-year has one
        found = rates.dated(REFERENCE, 10, "half_year", d("2026-07-05"), d("2026-07-05"))
        self.assertEqual(found, [])

    def test_other_fixings(self):
        first, last = d("2025-10-01"), d("2026-03-31")
        for fixing, options, expected in (
            ("yearly", {}, [("2025-10-01", "2025-12-31", "13.75"), ("2026-01-01", "", "12.00")]),
            ("locked_start", {}, [("2025-10-01", "", "13.25")]),
            ("locked_start", {"start": d("2025-05-20")}, [("2025-10-01", "", "13.75")]),
            ("locked_payment", {}, [("2025-10-01", "", "11.75")]),
            ("locked_payment", {"paid": d("2026-03-04")}, [("2025-10-01", "", "12.00")]),
        ):
            with self.subTest(fixing=fixing, options=options):
                found = rates.dated(REFERENCE, 8, fixing, first, last, KNOWN_UNTIL, **options)
                found = [(r.start, r.end, r.percent) for r in found]
                wanted = [(d(a), d(b) if b else last, D(c)) for a, b, c in expected]
                self.assertEqual(found, wanted)
        with self.assertRaises(ValueError):
            rates.dated(REFERENCE, 8, "weekly", first, last)

    def test_before_the_first_value_there_is_no_rate(self):
        found = rates.dated([(d("2026-01-10"), D(4))], 1, "event", d("2026-01-01"), d("2026-02-01"))
        self.assertEqual([(r.start, r.percent) for r in found], [(d("2026-01-10"), 5)])
        self.assertEqual(rates.dated([], 1, "half_year", d("2026-01-01"), d("2026-02-01")), [])

    def test_a_rate_is_never_negative(self):
        found = rates.dated(
            [(d("2020-01-01"), D("-0.88"))], 0, "event", d("2021-01-01"), KNOWN_UNTIL
        )
        self.assertEqual(found[0].percent, 0)

    def test_the_cap_of_each_day(self):
        first, last = d("2026-03-01"), d("2026-03-31")
        cap = rates.dated(REFERENCE, D("5.5"), "event", first, last, multiplier=2)
        found = rates.capped([Rate(first, None, D("18.75"))], cap)
        self.assertEqual(
            [(r.start, r.end, r.percent) for r in found],
            [(first, d("2026-03-04"), D("18.75")), (d("2026-03-05"), last, D("18.50"))],
        )
        fixed = [(date.min, D(0))]
        found = rates.dated(fixed, D("6"), "event", first, last, cap=cap)
        self.assertEqual(found, [Rate(first, last, D(6))])
        # open ends on both sides
        self.assertEqual(
            rates.capped([Rate(first, None, D(9))], [Rate(last, None, D(5))]),
            [Rate(last, None, D(5))],
        )
