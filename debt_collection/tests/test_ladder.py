import doctest
from datetime import date, timedelta
from decimal import Decimal

from odoo.addons.debt_collection.tools import choice, gathering, ladder, netting
from odoo.addons.debt_collection.tools.choice import Debtor, choose
from odoo.addons.debt_collection.tools.ladder import Done, Item, Ladder, Step, Task
from odoo.tests import BaseCase, tagged

D = Decimal
EASTER = date(2026, 4, 6)  # Monday
RICH = Debtor(D(100000))


def letter(ident, offset, rank, **values):
    tasks = (Task(ident * 10, "letter", letter_rank=rank),)
    return Step(ident, offset=offset, letter_rank=rank, tasks=tasks, **values)


def task(ident, offset, kind="activity", **values):
    return Step(ident, offset=offset, tasks=(Task(ident * 10, kind),), **values)


STEPS = (
    letter(1, -5, "0_reminder", phase="0_monitoring"),
    letter(2, 3, "1_monit"),
    task(3, 7, net_min=D(1000)),
    letter(4, 14, "2_demand", net_min=D(100)),
    letter(5, 22, "3_second_demand", requires="no_reply", requires_id=4),
    letter(6, 30, "4_final", net_min=D(300)),
    task(7, 3, "decision", anchor="deadline", anchor_id=6, unit="workday", latest_days=28),
)


@tagged("-at_install", "post_install")
class TestLadder(BaseCase):
    """Due on Wednesday 1 April 2026; Easter Monday is the 6th."""

    due = date(2026, 4, 1)

    def setUp(self):
        super().setUp()
        self.ladder = Ladder(STEPS, 7, frozenset({EASTER}))

    def choose(self, days, debtor=RICH, **item):
        values = {"key": 1, "due": self.due, "issued": date(2026, 3, 1), "amount": D(500)}
        day = self.due + timedelta(days=days)
        return choose(self.ladder, Item(**{**values, **item}), debtor, day)

    def test_examples_in_the_docs(self):
        for module in (choice, ladder, netting, gathering):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_days_roll_off_holidays(self):
        self.assertEqual(
            self.ladder.days(self.due)[:4],
            (
                date(2026, 3, 27),
                date(2026, 4, 7),  # D+3 is Saturday of Easter
                date(2026, 4, 8),
                date(2026, 4, 15),
            ),
        )

    def test_table(self):
        monit = {"step_id": 2, "step_date": date(2026, 4, 7)}
        demand = {"step_id": 4, "step_date": date(2026, 4, 15)}
        done = Done(*[date(2026, 4, 15)] * 4, date(2026, 4, 22), "2_demand")
        history = {4: done}
        undecided = done._replace(deadline=date(2026, 4, 27))
        undelivered = {4: done._replace(delivered=date(2026, 5, 13))}
        second = {"step_id": 5, "step_date": date(2026, 4, 23)}
        poor = Debtor(D(200))
        cases = [
            # days after due, facts, step reached or None, reason
            (-6, {}, None, "next"),
            (-5, {}, 0, "reached"),
            (-1, {}, 0, "reached"),
            (0, {}, None, "next"),  # a reminder on the due date would come too late
            (6, {}, 1, "reached"),
            (7, {}, 2, "reached"),  # the furthest: the monit is passed over by the first contact
            (7, {"debtor": poor}, 1, "reached"),
            (14, {}, 3, "reached"),
            (200, {}, 3, "reached"),  # first contact late: the demand at most
            (200, {"cap": "monit"}, 1, "reached"),
            (200, monit, 3, "reached"),  # no letter is jumped over
            (20, demand, None, "next"),
            (22, {**demand, "history": {4: undecided}}, None, "needs_deadline"),
            (7, {"waited_id": 2}, 1, "reached"),  # its letter waited for the pause
            (22, {**demand, "history": history}, 4, "reached"),
            (21, {**demand, "history": history}, None, "next"),
            (
                22,
                {**demand, "history": history, "debtor": RICH._replace(replied=date(2026, 4, 20))},
                None,
                "reply",
            ),
            (30, {**second, "history": history}, 5, "reached"),
            (30, {**second, "history": undelivered}, None, "needs_delivered_demand"),
            (42, {**second, "history": undelivered}, 5, "reached"),
            (30, {**second, "history": history, "debtor": poor}, None, "small"),
            (30, {**second, "pending": (5, date(2026, 5, 5))}, None, "under_way"),
            # too little for the demand: that is why the second demand waits for it
            (24, {**monit, "debtor": Debtor(D(60))}, None, "small"),
        ]
        for days, facts, step, reason in cases:
            with self.subTest(days=days, **facts):
                verdict = self.choose(days, **dict(facts))
                self.assertEqual((verdict.index, verdict.reason), (step, reason))

    def test_operators_pass_money_on_later(self):
        shift = {"shift": 10}
        for days, index in ((-5, 0), (0, None), (12, None), (13, 1), (25, 2), (26, 3)):
            with self.subTest(days=days):
                self.assertEqual(self.choose(days, **shift).index, index)
        # reminder done on its own day: the monit is ten days later than usual
        done = {**shift, "step_id": 1, "step_date": date(2026, 3, 27)}
        self.assertEqual(self.choose(0, **done).next_date, date(2026, 4, 14))

    def test_small_amounts_are_gathered_in_the_first_letter(self):
        self.ladder = Ladder([step._replace(net_min=D(50)) for step in STEPS])
        poor = Debtor(D(30))
        self.assertEqual(self.choose(40, poor).reason, "small")
        gathers = poor._replace(gathers=True)
        self.assertEqual(self.choose(40, gathers).index, 1)
        # the letter is all: no step after it
        monit = {"step_id": 2, "step_date": date(2026, 5, 11)}
        self.assertEqual(self.choose(60, gathers, **monit).reason, "small")

    def test_waiting_says_when(self):
        verdict = self.choose(-20)
        self.assertEqual((verdict.next_index, verdict.next_date), (0, date(2026, 3, 27)))

    def test_lateness_moves_later_steps(self):
        # demand done 40 days late: the second demand comes 8 days after it
        late = date(2026, 5, 25)
        done = {4: Done(late, late, late, late, date(2026, 6, 1), "2_demand")}
        item = {"step_id": 4, "step_date": late, "history": done}
        self.assertEqual(self.choose(60, **item).next_date, late + timedelta(days=8))
        # 5 days late, inside the pause: the ladder's own day stands
        soon = date(2026, 4, 20)
        done = {4: Done(soon, soon, soon, soon, date(2026, 4, 22), "2_demand")}
        item = {"step_id": 4, "step_date": soon, "history": done}
        self.assertEqual(self.choose(20, **item).next_date, date(2026, 4, 23))

    def test_anchor_and_latest_bound(self):
        final = date(2026, 5, 4)
        cases = [
            (Done(final, final, final, None, None), date(2026, 6, 1)),  # 28 days after posting
            (Done(final, final, final, final, date(2026, 5, 11)), date(2026, 5, 14)),
            (Done(final, final, final, final, date(2026, 6, 10)), date(2026, 6, 1)),
            (Done(final, final, None, None, None), None),
        ]
        for done, expected in cases:
            with self.subTest(done=done):
                item = {"step_id": 6, "step_date": final, "history": {6: done}}
                self.assertEqual(self.choose(34, **item).next_date, expected)

    def test_a_step_for_nobody_isnt_waited_for(self):
        steps = (
            letter(1, -5, "0_reminder", term_min=14),
            letter(2, 3, "1_monit", available=False),
            letter(3, 5, "1_monit", only_wanted=True),
            letter(4, 6, "1_monit", has_domain=True),
            letter(5, 9, "1_monit", weekday=2),
        )
        self.ladder = Ladder(steps, 7, frozenset())
        short = {"issued": self.due - timedelta(days=13), "misfits": frozenset({4})}
        verdict = self.choose(-5, **short)
        self.assertEqual((verdict.reason, verdict.next_index), ("next", 4))
        self.assertEqual(verdict.next_date, date(2026, 4, 15))  # D+9 is Friday: next Wednesday
        self.assertEqual(self.choose(-5, misfits=frozenset({4})).index, 0)
        self.assertEqual(self.choose(5, RICH._replace(wants_list=True)).index, 2)

    def test_place_on_another_ladder(self):
        other = Ladder((letter(21, 6, "1_monit"), letter(22, 20, "2_demand")), 7, frozenset())
        approx = {**self.ladder.approx, **other.approx}
        for step, place in ((1, -1), (2, -1), (4, 0), (5, 1)):
            item = Item(1, self.due, self.due, D(5), step_id=step, step_date=self.due)
            self.assertEqual(other.position(item, approx), place)
