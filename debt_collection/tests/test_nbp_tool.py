from datetime import date
from decimal import Decimal

from odoo.addons.debt_collection.tools.nbp import BadDocument, mids, reference_rates
from odoo.tests import BaseCase, tagged

from .nbp_server import ARCHIVE, BOMB, CURRENT, EXTERNAL, MIDS, archive

TODAY = date(2026, 11, 22)


@tagged("-at_install", "post_install")
class TestNbpTool(BaseCase):
    """Documents of the NBP: read exactly, or refused with the reason."""

    def refused(self, parse, content, *args):
        if isinstance(content, str):
            content = content.encode()
        with self.assertRaises(BadDocument) as refused:
            parse(content, *args, TODAY)
        return refused.exception.code

    def test_archive(self):
        # in any order, the date of publication is stale
        content = archive(("2026-03-05", "3,75"), ("1998-02-26", "4,00"), ("2025-12-04", "4,00"))
        self.assertEqual(
            reference_rates(content.encode(), TODAY),
            [
                (date(1998, 2, 26), Decimal("4.00")),
                (date(2025, 12, 4), Decimal("4.00")),
                (date(2026, 3, 5), Decimal("3.75")),
            ],
        )

    def test_current_document(self):
        self.assertEqual(
            reference_rates(CURRENT.encode(), TODAY), [(date(2026, 3, 5), Decimal("3.75"))]
        )

    def test_other_encoding_that_is_declared(self):
        content = archive(("2026-03-05", "3,75")).replace("utf-8", "utf-16").encode("utf-16")
        self.assertEqual(len(reference_rates(content, TODAY)), 1)

    def test_broken_archives(self):
        good = archive(("2026-03-05", "3,75"))
        cases = {
            "html": ("not_xml", "<!doctype html><html><body><p>Błąd 503<br></body></html>"),
            "xhtml": ("not_rates", "<html><body><p>Przerwa</p></body></html>"),
            "nothing": ("not_xml", ""),
            "cut off": ("not_xml", good[: len(good) // 2]),
            "wrong encoding": ("not_xml", good.replace("lom", "łom").encode("cp1250")),
            "zeros": ("not_xml", b"\0" * 100),
            "no entries": ("empty", ARCHIVE % ""),
            "no reference rate": ("no_reference", good.replace('"ref"', '"red"')),
            "no percent": ("percent", good.replace("oprocentowanie", "procent")),
            "no date": ("date", good.replace("obowiazuje_od", "od")),
            "not a date": ("date", archive(("2026-02-30", "3,75"))),
            "far future": ("date", archive(("2062-03-05", "3,75"))),
            "before the first": ("date", archive(("1997-03-05", "3,75"))),
            "not a number": ("percent", archive(("2026-03-05", "brak"))),
            "NaN": ("percent", archive(("2026-03-05", "NaN"))),
            "infinite": ("percent", archive(("2026-03-05", "Infinity"))),
            "negative": ("percent", archive(("2026-03-05", "-0,10"))),
            "basis points": ("percent", archive(("2026-03-05", "375"))),
            "jump": ("jump", archive(("2025-12-04", "4,00"), ("2026-03-05", "7,50"))),
            "twice": ("twice", archive(("2026-03-05", "3,75"), ("2026-03-05", "4,00"))),
            "entity bomb": ("doctype", BOMB),
            "external entity": ("doctype", EXTERNAL),
            "huge": ("huge", "<a>" + " " * 2_000_001),
        }
        for name, (code, content) in cases.items():
            with self.subTest(name):
                self.assertIn(self.refused(reference_rates, content), (code, "not_xml"))
                if code != "doctype":
                    self.assertEqual(self.refused(reference_rates, content), code)

    def test_mids_are_exact(self):
        self.assertEqual(
            mids(MIDS.encode(), "EUR", TODAY),
            [
                (date(2025, 9, 4), Decimal("4.2519"), "171/A/NBP/2025"),
                (date(2025, 9, 5), Decimal("4.2476"), "172/A/NBP/2025"),
            ],
        )

    def test_broken_mids(self):
        cases = {
            "html": ("not_json", "<html></html>"),
            "a list": ("not_json", "[]"),
            "wrong encoding": ("not_json", MIDS.replace("euro", "złoty").encode("cp1250")),
            "deep": ("not_json", "[" * 100_000),
            "NaN": ("not_json", MIDS.replace("4.2476", "NaN")),
            "table C": ("not_mids", MIDS.replace('"A",', '"C",', 1)),
            "another currency": ("not_mids", MIDS.replace("EUR", "USD")),
            "no rates": ("empty", '{"table":"A","code":"EUR","rates":[]}'),
            "rates no list": ("empty", '{"table":"A","code":"EUR","rates":{"a":1}}'),
            "bid instead of mid": ("no_mid", MIDS.replace('"mid"', '"bid"')),
            "no table": ("no_mid", MIDS.replace('"no"', '"nr"')),
            "text": ("mid", MIDS.replace("4.2476", '"4,2476"')),
            "yes": ("mid", MIDS.replace("4.2476", "true")),
            "zero": ("mid", MIDS.replace("4.2476", "0")),
            "negative": ("mid", MIDS.replace("4.2476", "-4.2476")),
            "jump": ("jump", MIDS.replace("4.2476", "42476e-3")),
            "day": ("date", MIDS.replace("2025-09-05", "05.09.2025")),
            "day is a number": ("date", MIDS.replace('"2025-09-05"', "20250905")),
            "future": ("date", MIDS.replace("2025-09-05", "2026-12-24")),
        }
        for name, (code, content) in cases.items():
            with self.subTest(name):
                self.assertEqual(self.refused(mids, content, "EUR"), code)
