from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools.assignment import Choice, Desk, Rule, Subject, assign, rule_for

BIG, OLD, ANY = (
    Rule(1, net_from=Decimal(10000), users=(5,), takes_over=True),
    Rule(2, days_from=60, users=(6, 7)),
    Rule(3),
)


@tagged("-at_install", "post_install")
class TestAssignment(BaseCase):
    def chosen(self, rules, desks, *subjects):
        return assign(rules, desks, subjects)

    def test_first_rule_that_fits_decides(self):
        rules = [BIG, OLD, ANY]
        for net, days, key in ((10000, 90, 1), (9999, 60, 2), (9999, 59, 3)):
            self.assertEqual(rule_for(rules, Subject(1, Decimal(net), days)).key, key)

    def test_upper_limit_phase_profile_kind_and_condition(self):
        case = Subject(1, Decimal(500), 5, "1_amicable", "valued", "public", frozenset({9}))
        self.assertIsNone(rule_for([Rule(1, net_to=Decimal(500))], case))
        for fits, rule in (
            (True, Rule(1, phase="1_amicable")),
            (False, Rule(1, phase="2_pre_court")),
            (False, Rule(1, profile="habitual")),
            (False, Rule(1, kind="consumer")),
            (True, Rule(9, is_selective=True)),
            (False, Rule(8, is_selective=True)),
        ):
            self.assertEqual(bool(rule_for([rule], case)), fits, rule)

    def test_fewest_open_cases_first(self):
        desks = [Desk(5, load=2), Desk(6), Desk(7, load=1)]
        cases = [Subject(n) for n in range(4)]
        users = [choice.user for choice in self.chosen([], desks, *cases).values()]
        self.assertEqual(users, [6, 6, 7, 5])

    def test_nobody_gets_more_than_his_cap(self):
        desks = [Desk(5, cap=1), Desk(6, load=4, cap=5)]
        cases = [Subject(n) for n in range(4)]
        choices = self.chosen([], desks, *cases)
        self.assertEqual({key: c.user for key, c in choices.items()}, {0: 5, 1: 6})

    def test_who_is_away_gets_none_but_a_fixed_one_keeps_his(self):
        desks = [Desk(5, is_away=True), Desk(6, load=9)]
        self.assertEqual(self.chosen([], desks, Subject(1))[1], Choice(6, None))
        fixed = [Rule(1, users=(5,), is_fixed=True)]
        self.assertEqual(self.chosen(fixed, desks, Subject(1))[1], Choice(5, 1))

    def test_only_a_rule_that_takes_over_moves_a_case(self):
        desks = [Desk(5), Desk(6, load=1), Desk(7)]
        grown = Subject(1, Decimal(20000), collector=6)
        self.assertEqual(self.chosen([BIG], desks, grown)[1], Choice(5, 1))
        old = Subject(2, days=90, collector=5)
        self.assertEqual(self.chosen([OLD], desks, old), {})
        # already with one of them
        self.assertEqual(self.chosen([BIG], desks, Subject(1, Decimal(20000), collector=5)), {})

    def test_a_full_desk_keeps_the_case_where_it_is(self):
        desks = [Desk(5, load=1, cap=1), Desk(6)]
        self.assertEqual(self.chosen([BIG], desks, Subject(1, Decimal(20000), collector=6)), {})
