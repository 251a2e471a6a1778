"""What must hold for any debt, any rates and any payments (hypothesis)."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.debt_collection.tools import allocation, interest
from odoo.addons.debt_collection.tools.balances import after_payments
from odoo.addons.debt_collection.tools.interest import Rate, Terms
from odoo.tests import BaseCase, tagged

START = date(2023, 11, 1)
DAYS = 900
DAY = timedelta(days=1)

days = st.integers(0, DAYS).map(lambda count: START + count * DAY)
money = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
percents = st.integers(0, 3000).map(lambda value: Decimal(value).scaleb(-2))
all_terms = st.tuples(
    st.sampled_from(interest.DAY_COUNTS), st.sampled_from(interest.ROUNDINGS)
).map(lambda pair: Terms(*pair))
balances = st.dictionaries(days, money, min_size=1, max_size=6).map(lambda d: list(d.items()))


@st.composite
def dated_rates(draw):
    starts = sorted({START, *draw(st.lists(days, max_size=6))})
    ends = [*(day - DAY for day in starts[1:]), None]
    return [Rate(start, end, draw(percents)) for start, end in zip(starts, ends, strict=True)]


@st.composite
def debts(draw):
    count = draw(st.integers(0, 6))
    return [
        allocation.Debt(key, draw(days), draw(money), draw(money), draw(money))
        for key in range(count)
    ]


fast = settings(max_examples=60, deadline=None, database=None, derandomize=True)


@tagged("-at_install", "post_install")
class TestInterestProperties(BaseCase):
    @fast
    @given(balances, dated_rates(), st.lists(days, min_size=3, max_size=3), all_terms)
    def test_cutting_a_period_doesnt_change_the_unrounded_sum(self, owed, rates, cuts, terms):
        first, cut, last = sorted(cuts)
        whole = interest.rows(owed, rates, first, last, terms)
        parts = interest.rows(owed, rates, first, cut, terms)
        parts += interest.rows(owed, rates, cut + DAY, last, terms)
        self.assertEqual(interest.exact(parts, terms), interest.exact(whole, terms))

    @fast
    @given(balances, dated_rates(), days, days, all_terms, money, st.integers(0, 40))
    def test_more_debt_or_more_days_never_gives_less(
        self, owed, rates, first, last, terms, more, longer
    ):
        amount = interest.total(interest.rows(owed, rates, first, last, terms), terms)
        higher = [(day, value + more) for day, value in owed]
        later = last + longer * DAY
        for other in (
            interest.rows(higher, rates, first, last, terms),
            interest.rows(owed, rates, first, later, terms),
        ):
            self.assertGreaterEqual(interest.total(other, terms), amount)

    @fast
    @given(balances, dated_rates(), days, days, all_terms, st.randoms())
    def test_the_order_of_input_is_irrelevant(self, owed, rates, first, last, terms, random):
        expected = interest.rows(owed, rates, first, last, terms)
        owed, rates = list(owed), list(rates)
        random.shuffle(owed)
        random.shuffle(rates)
        self.assertEqual(interest.rows(owed, rates, first, last, terms), expected)

    @fast
    @given(balances, dated_rates(), days, days, all_terms)
    def test_rows_add_up_to_the_total(self, owed, rates, first, last, terms):
        rows = interest.rows(owed, rates, first, last, terms)
        self.assertEqual(interest.total(rows, terms), sum(row.amount for row in rows))
        self.assertFalse([row for row in rows if row.amount < 0 or row.start > row.end])

    @fast
    @given(money, days, st.lists(st.tuples(days, money), max_size=5), st.randoms(), st.booleans())
    def test_balances_dont_depend_on_the_order_of_payments(
        self, principal, first, payments, random, inclusive
    ):
        expected = after_payments(principal, first, payments, inclusive)
        random.shuffle(payments)
        self.assertEqual(after_payments(principal, first, payments, inclusive), expected)
        self.assertEqual(expected[-1][1], principal - sum(value for _day, value in payments))


@tagged("-at_install", "post_install")
class TestAllocationProperties(BaseCase):
    @fast
    @given(money, debts(), st.sampled_from(list(allocation.MODES)), st.randoms())
    def test_money_is_conserved_and_order_irrelevant(self, amount, owed, mode, random):
        named = [debt.key for debt in owed if random.random() < 0.3]
        parts = allocation.allocate(amount, owed, mode, named)
        self.assertEqual(sum(part.amount for part in parts), amount)
        after = allocation.left(owed, parts)
        self.assertFalse([debt for debt in after.values() if min(debt[2:]) < 0])
        if parts and parts[-1].part == "surplus":
            self.assertFalse(sum(sum(debt[2:]) for debt in after.values()))
        random.shuffle(owed)
        self.assertEqual(allocation.allocate(amount, owed, mode, named), parts)
