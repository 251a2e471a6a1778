from datetime import date, timedelta
from decimal import Decimal

from odoo.addons.debt_collection.tools.gathering import Contacts, Means, Reached, gather
from odoo.addons.debt_collection.tools.ladder import Ladder, Step, Task
from odoo.addons.debt_collection.tools.netting import cover, share
from odoo.tests import BaseCase, tagged

D = Decimal


@tagged("-at_install", "post_install")
class TestNetting(BaseCase):
    def test_cover(self):
        debits = [("c", 30, D("10.00")), ("a", 10, D("70.50")), ("b", 20, D("20.00"))]
        cases = [
            ([], {"a": "70.50", "b": "20.00", "c": "10.00"}, "0"),
            ([("x", D("50.25"))], {"a": "20.25", "b": "20.00", "c": "10.00"}, "0"),
            (
                [("x", D("50.25")), ("y", D("30.25"))],
                {"a": "0.00", "b": "10.00", "c": "10.00"},
                "0",
            ),
            ([("x", D("200.00"))], {"a": "0.00", "b": "0.00", "c": "0.00"}, "99.50"),
        ]
        for credits, expected, left in cases:
            with self.subTest(credits=credits):
                rests, rest = cover(debits, credits)
                self.assertEqual({key: str(value[0]) for key, value in rests.items()}, expected)
                self.assertEqual(rest, D(left))
                used = sum(part for _rest, uses in rests.values() for _key, part in uses)
                self.assertEqual(used + rest, sum(amount for _key, amount in credits))

    def test_share_at_booked_rate(self):
        self.assertEqual(share(D("430.00"), D("100.00"), D("25.00")), D("107.5"))
        self.assertEqual(share(D("430.00"), D("100.00"), D("100.00")), D("430.00"))


@tagged("-at_install", "post_install")
class TestGathering(BaseCase):
    day = date(2026, 4, 1)

    def ladder(self, *steps):
        return Ladder(steps, 7, frozenset())

    def step(self, ident, *kinds, rank=None, phase="1_amicable", offset=5, **task):
        tasks = tuple(
            Task(ident * 10 + n, kind, letter_rank=rank if kind == "letter" else None, **task)
            for n, kind in enumerate(kinds)
        )
        return Step(ident, phase=phase, offset=offset, letter_rank=rank, tasks=tasks)

    def gather(self, ladder, indexes, contacts=None, means=None):
        reached = [Reached(n, index, D(100)) for n, index in enumerate(indexes)]
        planned, waits = gather(
            ladder, reached, contacts or Contacts(), means or Means(D(500)), self.day
        )
        done = [(p.kind, p.index, [(k, t.id) for k, _i, t in p.lines]) for p in planned]
        return done, {key: (wait.reason, wait.date) for key, wait in waits.items()}

    def test_furthest_step_speaks_each_records_its_own(self):
        ladder = self.ladder(
            self.step(1, "letter", "sms", rank="1_monit"),
            self.step(2, "letter", "sale_hold", rank="2_demand"),
        )
        self.assertEqual(
            self.gather(ladder, [0, 1, 0]),
            (
                [
                    ("letter", 1, [(0, 10), (1, 20), (2, 10)]),
                    ("sms", 0, [(0, 11), (2, 11)]),
                    ("sale_hold", 1, [(1, 21)]),
                ],
                {},
            ),
        )

    def test_pause(self):
        ladder = self.ladder(
            self.step(1, "letter", rank="1_monit"),
            self.step(2, "letter", rank="4_final", phase="2_pre_court"),
            self.step(3, "letter", rank="0_reminder", phase="0_monitoring", offset=-3),
            self.step(4, "sms"),
            self.step(5, "activity", is_call=True),
            self.step(6, "activity", is_visit=True),
        )
        ago = [self.day - timedelta(days=n) for n in range(9)]
        cases = [
            # step, contacts, waits until
            (0, Contacts(letter=ago[6]), ("pause", self.day + timedelta(days=1))),
            (0, Contacts(letter=ago[7]), None),
            (0, Contacts(pre_letter=ago[1], sms=(ago[1],)), None),
            (1, Contacts(letter=ago[1]), None),
            (2, Contacts(letter=ago[1]), None),
            (2, Contacts(pre_letter=ago[3]), ("pause_pre", self.day + timedelta(days=4))),
            (3, Contacts(letter=ago[1]), None),
            (3, Contacts(sms=(ago[1],)), ("pause_sms", self.day + timedelta(days=6))),
            (5, Contacts(visits=(ago[7],)), None),
            (5, Contacts(visits=(ago[6],)), ("visits", self.day + timedelta(days=1))),
            (4, Contacts(calls=(ago[5],)), None),
            (4, Contacts(calls=(ago[1], ago[5])), ("calls", self.day + timedelta(days=2))),
        ]
        for index, contacts, wait in cases:
            with self.subTest(index=index, contacts=contacts):
                done, waits = self.gather(ladder, [index], contacts)
                self.assertEqual(waits.get(0), wait)
                self.assertEqual(bool(done), not wait)

    def test_caps_of_sms_and_visits_are_settings(self):
        ladder = self.ladder(self.step(1, "sms"), self.step(2, "activity", is_visit=True))
        yesterday = self.day - timedelta(days=1)
        contacts = Contacts(sms=(yesterday,), visits=(yesterday,))
        until = self.day + timedelta(days=6)
        cases = [
            (Means(D(500), sms_cap=2, visit_cap=1), {1: ("visits", until)}),
            (Means(D(500), sms_cap=1, visit_cap=0), {0: ("pause_sms", until)}),
        ]
        for means, waits in cases:
            with self.subTest(means=means):
                self.assertEqual(self.gather(ladder, [0, 1], contacts, means)[1], waits)

    def test_final_demand_silences_the_others(self):
        ladder = self.ladder(
            self.step(1, "letter", rank="1_monit"),
            self.step(2, "letter", rank="4_final", phase="2_pre_court"),
        )
        done, waits = self.gather(ladder, [0, 1])
        self.assertEqual(done, [("letter", 1, [(1, 20)])])
        self.assertEqual(waits, {0: ("pause", self.day + timedelta(days=7))})

    def test_amounts_and_ways_of_tasks(self):
        email = {"channels": ("email", "post"), "post_min": D(300)}
        ladder = self.ladder(
            Step(
                1,
                offset=5,
                letter_rank="2_demand",
                tasks=(
                    Task(10, "letter", letter_rank="2_demand", **email),
                    Task(11, "activity", is_fallback=True),
                    Task(12, "sms", net_min=D(400)),
                ),
            )
        )
        cases = [
            (Means(D(500)), ["letter", "sms"]),
            (Means(D(350)), ["letter"]),
            (Means(D(350), has_email=False), ["letter"]),
            (Means(D(250), has_email=False), ["activity"]),
        ]
        for means, kinds in cases:
            with self.subTest(means=means):
                done, _waits = self.gather(ladder, [0], means=means)
                self.assertEqual([kind for kind, _index, _lines in done], kinds)
