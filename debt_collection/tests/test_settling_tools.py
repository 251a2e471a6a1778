from datetime import date
from decimal import Decimal as D

from odoo.addons.debt_collection.tools.accessories import Owed, debts, spread
from odoo.addons.debt_collection.tools.allocation import Debt, allocate
from odoo.addons.debt_collection.tools.indication import Document, indicated
from odoo.addons.debt_collection.tools.pairing import Item, fill, pairs
from odoo.tests import BaseCase


class TestIndication(BaseCase):
    """Titles as customers and banks write them."""

    documents = [
        Document("a", ("FV/2026/00012",)),
        Document("b", ("FV/2026/00001",)),
        Document("c", ("FV/2026/00123", "5265877635-20260302-0100A0-B1C2D3-4F")),
        Document("n", ("NO/2026/0001",)),
        Document("x", ("2026/0007",)),
    ]

    def _keys(self, title):
        return "".join(hit.key for hit in indicated(title, self.documents))

    def test_titles(self):
        for title, expected in (
            ("za FV/2026/00012", "a"),
            ("ZAPLATA fv/2026/00012 i FV/2026/00001", "ab"),
            ("FV/2026/00001,FV/2026/00012", "ba"),
            ("faktura FV202600012", "a"),
            ("FV/2026/ 00012 dziekuje", "a"),
            ("FV 2026 00 012", "a"),
            ("fv 12/2026", "a"),
            ("FV 00012/2026", "a"),
            ("fv12/2026 oraz fv 123/2026", "ac"),
            ("5265877635-20260302-0100A0-B1C2D3-4F", "c"),
            ("nota NO/2026/0001", "n"),
            ("2026/0007", "x"),
            ("fv 12, 1/2026", "ab"),
            ("FV 00012 i 00123/2026", "ac"),
            ("FV/2026/00012, 00001 oraz 00123", "abc"),
            ("FV/2026/12;1;999", "ab"),
            ("FV/2026/00012, 500,00 zl", "a"),
            # a number that is a part of another one
            ("FV/2026/000123", "c"),
            ("FV/2026/0001234", ""),
            # not a number of ours
            ("za luty 7/2026", ""),
            ("wplata 12/2026", ""),
            ("rata 1", ""),
            ("", ""),
            (None, ""),
        ):
            with self.subTest(title=title):
                self.assertEqual(self._keys(title), expected)

    def test_ambiguous_pieces_name_nothing(self):
        documents = [Document(1, ("FV/2026/00012",)), Document(2, ("FV/12/2026",))]
        self.assertEqual(indicated("fv 2026 12", documents), [])
        self.assertEqual([hit.key for hit in indicated("FV/12/2026", documents)], [2])

    def test_says_how(self):
        hits = indicated("za FV/2026/00012, FV 1/2026, NO 2026 0001", self.documents)
        self.assertEqual(
            [(hit.text, hit.how) for hit in hits],
            [("FV/2026/00012", "exact"), ("FV 1/2026", "order"), ("NO 2026 0001", "spelling")],
        )


class TestAccessories(BaseCase):
    """Interest notes beside the debts they were charged for."""

    a = Owed("a", date(2026, 1, 10), D(950))
    b = Owed("b", date(2026, 2, 10), D(100))

    def _note(self, amount, *shares, part="interest", key="n"):
        return Owed(key, date(2026, 3, 1), D(amount), part, tuple((k, D(v)) for k, v in shares))

    def test_beside_their_debts(self):
        note = self._note(40, ("a", 30), ("b", 10))
        cost = self._note(30, ("a", 30), part="costs", key="c")
        table, sources = debts([self.a, self.b, note, cost])
        self.assertEqual(
            table,
            {
                "a": {"due": self.a.due, "principal": 950, "interest": 30, "costs": 30},
                "b": {"due": self.b.due, "principal": 100, "interest": 10, "costs": 0},
            },
        )
        self.assertEqual(sources["a", "costs"], [("c", 30)])

    def test_paid_part_paid_the_first_shares(self):
        table, _sources = debts([self.a, self.b, self._note(15, ("a", 30), ("b", 10))])
        self.assertEqual((table["a"]["interest"], table["b"]["interest"]), (5, 10))
        table, _sources = debts([self.a, self.b, self._note(8, ("a", 30), ("b", 10))])
        self.assertEqual((table["a"]["interest"], table["b"]["interest"]), (0, 8))

    def test_alone(self):
        note = self._note(45, ("a", 30), ("gone", 10))
        table, sources = debts([self.a, note])
        self.assertEqual(table["a"]["interest"], 30)
        # 10 for an invoice that is paid, 5 that no row explains
        self.assertEqual((table["n"]["interest"], table["n"]["due"]), (15, note.due))
        table, sources = debts([self.a, note], alone={"n"})
        self.assertEqual((table["a"]["interest"], table["n"]["interest"]), (0, 45))

    def test_a_thousand_for_950_and_40_and_30(self):
        owed = [
            self.a,
            self._note(40, ("a", 40)),
            self._note(30, ("a", 30), part="costs", key="c"),
        ]
        table, sources = debts(owed)
        for mode, expected in (
            ("principal_first", [("a", 950), ("n", 40), ("c", 10)]),
            ("interest_first", [("n", 40), ("a", 950), ("c", 10)]),
            ("costs_interest_principal", [("c", 30), ("n", 40), ("a", 930)]),
        ):
            parts = allocate(D(1000), [Debt(key, **row) for key, row in table.items()], mode)
            self.assertEqual([row[2:] for row in spread(parts, sources)], expected, mode)


class TestPairing(BaseCase):
    def test_same_account_first(self):
        debits = [Item("d1", "200", D(100)), Item("d2", "201", D(50))]
        credits = [Item("c1", "201", D(80)), Item("c2", "200", D(70))]
        self.assertEqual(
            pairs(debits, credits), [("d1", "c2", 70), ("d2", "c1", 50), ("d1", "c1", 30)]
        )

    def test_as_much_as_the_smaller_side_has(self):
        self.assertEqual(pairs([Item(1, "", D(5))], [Item(2, "", D(3))]), [(1, 2, 3)])
        self.assertEqual(pairs([], [Item(2, "", D(3))]), [])

    def test_fill(self):
        self.assertEqual(fill(D(120), [D(100), D(50), D(10)]), [100, 20, 0])
        self.assertEqual(fill(D(0), [D(5)]), [0])
