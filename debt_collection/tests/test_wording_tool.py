from decimal import Decimal

from odoo.tests import BaseCase

from ..tools import paging, wording


class TestWording(BaseCase):
    def test_amounts_as_each_language_writes_them(self):
        for value, currency, lang, expected in (
            (1234.5, "PLN", "pl_PL", "1\u00a0234,50\u00a0zł"),
            (1234567.899, "PLN", "pl", "1\u00a0234\u00a0567,90\u00a0zł"),
            (Decimal("3200"), "EUR", "pl", "3\u00a0200,00\u00a0EUR"),
            (-0.5, "PLN", "pl", "\u22120,50\u00a0zł"),
            (1234.5, "EUR", "de_DE", "1.234,50\u00a0EUR"),
            (1234.5, "EUR", "en_GB", "EUR\u00a01,234.50"),
            (0.005, "EUR", "en", "EUR\u00a00.01"),
        ):
            with self.subTest(value=value, lang=lang):
                self.assertEqual(wording.amount_text(value, currency, lang), expected)

    def test_polish_words_have_their_three_plurals(self):
        for value, expected in (
            (0, "zero złotych 00/100"),
            (1, "jeden złoty 00/100"),
            (2.01, "dwa złote 01/100"),
            (5, "pięć złotych 00/100"),
            (12, "dwanaście złotych 00/100"),
            (22, "dwadzieścia dwa złote 00/100"),
            (112, "sto dwanaście złotych 00/100"),
            (1234.45, "tysiąc dwieście trzydzieści cztery złote 45/100"),
            (1000000, "milion złotych 00/100"),
        ):
            with self.subTest(value=value):
                self.assertEqual(wording.amount_in_words(value, "PLN", "pl_PL"), expected)

    def test_words_in_other_languages_and_currencies(self):
        for value, currency, lang, expected in (
            (3200, "EUR", "pl", "trzy tysiące dwieście euro 00/100"),
            (1, "EUR", "de", "ein Euro 00/100"),
            (21.5, "EUR", "de", "einundzwanzig Euro 50/100"),
            (1, "PLN", "en", "one zloty 00/100"),
            (2, "USD", "en", "two USD 00/100"),
        ):
            with self.subTest(value=value, lang=lang):
                self.assertEqual(wording.amount_in_words(value, currency, lang), expected)

    def test_accounts_in_groups(self):
        number = "PL61109010140000071219812874"
        self.assertEqual(
            wording.group_account(number, national=True), "61 1090 1014 0000 0712 1981 2874"
        )
        self.assertEqual(wording.group_account(number), "PL61 1090 1014 0000 0712 1981 2874")
        self.assertEqual(
            wording.group_account("de89370400440532013000"), "DE89 3704 0044 0532 0130 00"
        )

    def test_title_of_the_transfer_fits_140_characters(self):
        names = [f"FV/2026/{number:04d}" for number in range(60)]
        self.assertEqual(wording.transfer_title(names, "WZ/1"), "WZ/1")
        self.assertEqual(wording.transfer_title(names[:2], "x"), "FV/2026/0000, FV/2026/0001")

    def test_lists_in_words(self):
        self.assertEqual(wording.enumerate_text(["a"], "oraz"), "a")
        self.assertEqual(wording.enumerate_text(["a", "b", "c"], "oraz"), "a, b oraz c")
        self.assertEqual(wording.shortened(["a", "b", "c", "d"], 3), "a, b, c (+1)")


class TestPaging(BaseCase):
    def test_pages_belong_to_the_letter_before_the_next_mark(self):
        marks = [{"a"}, set(), {"b"}, {"c", "other"}, set()]
        self.assertEqual(paging.page_ranges(marks, ["a", "b", "c"]), [(0, 2), (2, 3), (3, 5)])

    def test_anything_unclear_is_refused(self):
        for marks in (
            [{"a"}, set()],
            [set(), {"a"}, {"b"}],
            [{"b"}, {"a"}],
            [{"a", "b"}],
            [{"a"}, {"b"}, {"b"}],
            [],
        ):
            with self.subTest(marks=marks), self.assertRaises(paging.PagingError):
                paging.page_ranges(marks, ["a", "b"])

    def test_chunks_keep_all_rows(self):
        self.assertEqual(paging.chunks(range(7), 3, 2), [[0, 1, 2], [3, 4], [5, 6]])
        self.assertEqual(paging.chunks([], 3, 2), [])
