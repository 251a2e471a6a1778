import hashlib
import io
import re
from decimal import Decimal

from pypdf import PdfReader

from odoo.addons.debt_collection.report import letter_marks
from odoo.exceptions import UserError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from .common import TODAY
from .letter_common import LetterCommon

PDF_TYPES = ("demand", "second_demand", "final")
WORDS = {
    ("pl_PL", "demand"): "wzywamy Państwa do zapłaty należności wymienionych w zestawieniu",
    ("pl_PL", "second_demand"): "Ponownie wzywamy do zapłaty kwoty 1 234,50 zł",
    ("pl_PL", "final"): "Po raz ostatni wzywamy do zapłaty kwoty 1 234,50 zł",
    ("en_US", "demand"): "we demand payment of the items listed below, PLN 1,234.50 in total",
    ("en_US", "second_demand"): "We again demand payment of PLN 1,234.50",
    ("en_US", "final"): "European order for payment under Regulation (EC) No 1896/2006",
    ("de_DE", "demand"): "innerhalb von 7 Tagen nach Zugang dieses Schreibens",
    ("de_DE", "second_demand"): "Wir fordern Sie erneut auf, 1.234,50 PLN",
    ("de_DE", "final"): "Wir fordern Sie letztmalig auf, 1.234,50 PLN",
}
MAIL_WORDS = {
    ("pl_PL", "reminder"): "uprzejmie przypominamy o zbliżającym się terminie płatności",
    ("pl_PL", "monit"): "do zapłaty pozostaje 1 234,50 zł",
    ("pl_PL", "monit_valued"): "Zwracam się z prośbą o sprawdzenie",
    ("en_US", "reminder"): "we kindly remind you",
    ("en_US", "monit"): "PLN 1,234.50 in total, have not been paid",
    ("en_US", "monit_valued"): "stands in the way of payment",
    ("de_DE", "reminder"): "freundlich daran erinnern",
    ("de_DE", "monit"): "Sicherlich handelt es sich um ein Versehen",
    ("de_DE", "monit_valued"): "ob der Zahlung etwas im Wege steht",
}


def words(text):
    return " ".join(text.split())


@freeze_time(TODAY.isoformat())
class TestLetterPdf(LetterCommon):
    def test_every_type_in_every_language_is_printed(self):
        for (lang, code), expected in WORDS.items():
            letter = self.build(self.action(self.debtor(lang), code, [{}]))
            text = words(self.printed(letter))
            with self.subTest(lang=lang, code=code):
                self.assertIn(expected, text)
                self.assertIn(letter.name, text)
                self.assertIn("Hurtownia Żółty Kłos sp. z o.o.", text)
                self.assertIn("0000123456", text)
                self.assertIn("61 1090 1014 0000 0712 1981 2874", text)
                self.assertIn("Jolanta Dąbrowska", text)
                self.assertNotIn("object.", text)

    def test_every_mail_type_in_every_language(self):
        for (lang, code), expected in MAIL_WORDS.items():
            letter = self.build(self.action(self.debtor(lang), code, [{}]))
            text = words(re.sub(r"<[^>]+>", "", str(letter.body_html)).replace("&nbsp;", " "))
            with self.subTest(lang=lang, code=code):
                self.assertIn(expected, text)
                self.assertFalse(letter._render_pdfs() or letter.attachment_id)

    def test_what_the_law_wants_stands_on_a_polish_letter(self):
        text = words(self.printed(self.build(self.action(self.debtor(), "final", [{}]))))
        for expected in (
            "OSTATECZNE PRZEDSĄDOWE WEZWANIE DO ZAPŁATY nr OW/2026/",
            "NIP 5265877635",
            "Sąd Rejonowy dla Krakowa-Śródmieścia",
            "kapitał zakładowy 50 000,00 zł",
            "BDO 000123456",
            "Kraków, 02.03.2026",
            "Hurtownia WOLT sp. z o.o. ul. Łąkowa 7/3 90-562 Łódź",
            "słownie: tysiąc dwieście trzydzieści cztery złote 50/100",
            "w terminie 7 dni od dnia doręczenia",
            "tytułem: FV/2026/0001",
            "art. 187 § 1 pkt 3 Kodeksu postępowania cywilnego",
            "Zestawienie należności, stan na dzień 02.03.2026 (PLN)",
            "Strona 1 z 1",
        ):
            with self.subTest(expected=expected):
                self.assertIn(expected, text)
        # parts that come later are left out with their sentences
        for absent in ("odsetki", "rekompensata", "Na kwotę tę składają się"):
            self.assertNotIn(absent, text)

    def test_sixty_items_over_pages_add_up(self):
        rows = [{"amount": 100.0 + number / 100} for number in range(60)]
        letter = self.build(self.action(self.debtor(), "demand", rows))
        text = self.printed(letter)
        pages = text.split("\f")[:-1]
        self.assertEqual(len(pages), letter.page_count)
        self.assertGreaterEqual(letter.page_count, 2)
        for number, page in enumerate(pages, 1):
            self.assertIn(f"Strona {number} z {len(pages)}", page)
            if "FV/2026/" in page:
                self.assertIn("Do zapłaty", page)
        printed = re.findall(r"^FV/2026/(\d{4})", text, re.M)
        self.assertEqual(sorted(printed), [f"{number:04d}" for number in range(1, 61)])
        amounts = [
            Decimal(one.replace(" ", "").replace(",", "."))
            for one in re.findall(r"^(1\d\d,\d\d)$", text, re.M)
        ]
        # gross and demanded columns, one line each
        self.assertEqual(len(amounts), 120)
        self.assertEqual(sum(amounts), 2 * Decimal("6017.70"))
        self.assertIn("6 017,70", text)
        # 60 names don't fit a transfer's title
        self.assertIn(f"tytułem: {letter.name}", words(text))

    def test_credits_are_minus_rows_and_rows_add_up(self):
        rows = [{"amount": 1000.0}, {"role": "credit", "amount": -250.5, "name": "RKOR/1"}]
        text = words(self.printed(self.build(self.action(self.debtor(), "demand", rows))))
        self.assertIn("w łącznej kwocie 749,50 zł", text)
        self.assertIn("\u2212250,50", text)
        self.assertIn("zaliczona korekta lub wpłata", text)

    def test_disputed_part_shows_open_and_demanded(self):
        rows = [{"amount": 1000.0, "amount_demanded": 600.0}]
        text = words(self.printed(self.build(self.action(self.debtor(), "demand", rows))))
        self.assertIn("w łącznej kwocie 600,00 zł", text)
        self.assertIn("Pozostaje", text)

    def test_two_currencies_have_tables_and_totals_of_their_own(self):
        rows = [{"amount": 12000.0}, {"amount": 3200.0, "currency_id": self.eur.id}]
        letter = self.build(self.action(self.debtor(), "demand", rows))
        text = words(self.printed(letter))
        self.assertIn("12 000,00 zł oraz 3 200,00 EUR", text)
        self.assertIn(
            "dwanaście tysięcy złotych 00/100 oraz trzy tysiące dwieście euro 00/100", text
        )
        for currency in ("PLN", "EUR"):
            self.assertIn(f"stan na dzień 02.03.2026 ({currency})", text)

    def test_other_items_are_information_only(self):
        rows = [{}, {"role": "other", "amount": 77.0}, {"role": "not_due", "amount": 88.0}]
        text = words(self.printed(self.build(self.action(self.debtor(), "demand", rows))))
        self.assertIn("Pozostałe należności po terminie (informacyjnie)", text)
        self.assertIn("Należności przed terminem płatności (informacyjnie)", text)
        self.assertIn("w łącznej kwocie 1 234,50 zł", text)

    def test_hostile_and_long_names_are_only_text(self):
        name = "<script>alert(1)</script> {{ object.id }} & " + "Przedsiębiorstwo " * 8
        rows = [{"name": "FV/<b>1</b>/{{ 7*7 }}/" + "X" * 60}]
        letter = self.build(self.action(self.debtor(name=name), "demand", rows))
        text = words(self.printed(letter))
        self.assertIn("<script>alert(1)</script> {{ object.id }} &", text)
        self.assertIn("<b>1</b>/{{ 7*7 }}", text)
        self.assertLessEqual(letter.page_count, 2)

    def test_no_signature_stands_alone(self):
        """However many rows: the last ones go with it to the last page, added up as before."""
        counts = range(14, 24)
        letters = self.build(
            *(self.action(self.debtor(), "information", [{}] * count) for count in counts)
        )
        self.assertFalse(letters._render_pdfs())
        for letter, count in zip(letters, counts, strict=True):
            text = self.pdf_text(letter.attachment_id.raw)
            pages = text.split("\f")[:-1]
            self.assertEqual(len(re.findall(r"FV/2026/\d{4}", text)), count)
            self.assertIn("FV/2026/", pages[-1])
            self.assertIn(f"Strona {len(pages)} z {len(pages)}", pages[-1])
        self.assertIn(2, letters.mapped("page_count"))

    def test_only_the_last_table_goes_over_with_the_signature(self):
        """What is open in the first currency isn't torn apart for the signature's sake."""
        counts, eur = range(8, 14), {"currency_id": self.eur.id}
        letters = self.build(
            *(self.action(self.debtor(), "information", [{}] * n + [eur] * 2) for n in counts)
        )
        self.assertFalse(letters._render_pdfs())
        moved = 0
        for letter, count in zip(letters, counts, strict=True):
            first, *rest = self.pdf_text(letter.attachment_id.raw).split("\f")[:-1]
            if rest and "(EUR)" in rest[0]:
                self.assertEqual(len(re.findall(r"FV/2026/\d{4}", first)), count)
                moved += 1
            elif rest:
                self.assertIn("FV/2026/", rest[0])
        self.assertTrue(moved)

    def test_what_is_late_stands_with_the_balance(self):
        """No page of a confirmation begins with the table's head above its ages alone."""
        german = [self.debtor("de_DE", name=f"Kunde {number} GmbH") for number in range(5)]
        letters = self.build(
            *(
                self.action(one, "balance", [{"role": "statement"}] * count)
                for one, count in zip(german, range(13, 18), strict=True)
            )
        )
        self.assertFalse(letters._render_pdfs())
        for letter in letters:
            pages = self.pdf_text(letter.attachment_id.raw).split("\f")[:-1]
            (page,) = (text for text in pages if "1–30 Tage" in text)
            self.assertIn("davon überfällig", page)
            self.assertIn("Saldo\n", page)

    def test_letters_printed_together_are_cut_apart_rightly(self):
        debtors = [self.debtor(name=f"Odbiorca Numer{number}") for number in range(5)]
        rows = [[{}] * (1 if number % 2 else 70) for number in range(5)]
        letters = self.build(
            *(
                self.action(debtor, "demand", part)
                for debtor, part in zip(debtors, rows, strict=True)
            )
        )
        self.assertFalse(letters._render_pdfs())
        self.assertEqual(len(set(letters.mapped("attachment_id"))), 5)
        for number, letter in enumerate(letters):
            text = self.pdf_text(letter.attachment_id.raw)
            named = set(re.findall(r"Odbiorca Numer(\d)", text))
            self.assertEqual(named, {str(number)})
            self.assertIn(f"Strona 1 z {letter.page_count}", text)
            for page in PdfReader(io.BytesIO(letter.attachment_id.raw)).pages:
                kept = letter_marks.links(page)
                self.assertFalse([link for link in kept if link.startswith(letter_marks.HOST)])

    def test_one_bad_letter_doesnt_stop_the_others(self):
        letters = self.build(*(self.action(self.debtor(), "demand", [{}]) for _number in range(3)))
        letters[1].sudo().lang = "xx_XX"
        with mute_logger("odoo.addons.debt_collection.models.debt_paper_pdf"):
            failed = letters._render_pdfs()
        self.assertEqual(failed, letters[1])
        self.assertTrue(letters[1].error)
        self.assertTrue(letters[0].attachment_id and letters[2].attachment_id)

    def test_the_hash_is_that_of_the_file(self):
        letter = self.build(self.action(self.debtor(), "demand", [{}]))
        self.printed(letter)
        digest = hashlib.sha256(letter.attachment_id.raw).hexdigest()
        self.assertEqual(letter.pdf_sha256, digest)

    def test_batch_is_one_pdf_by_post_code(self):
        codes = ("90-001", "00-950", "31-147")
        letters = self.build(
            *(self.action(self.debtor(zip=code), "demand", [{}]) for code in codes)
        )
        letters._render_pdfs()
        letters.sudo().to_print = True
        action = letters._print_batch()
        attachment = self.env["ir.attachment"].browse(int(re.search(r"\d+", action["url"])[0]))
        text = self.pdf_text(attachment.raw, "batch")
        self.assertEqual(re.findall(r"^(\d\d-\d{3}) Łódź", text, re.M), sorted(codes))
        self.assertTrue(all(letters.mapped("printed_on")))
        with self.assertRaisesRegex(UserError, "no letters to print"):
            self.env["debt.letter"]._print_batch()

    def test_address_stands_in_the_window_of_the_envelope(self):
        for side, left, right in (("right", 108, 195), ("left", 20, 110)):
            self.company.debt_window_side = side
            letter = self.build(self.action(self.debtor(), "demand", [{}]))
            self.printed(letter)
            x, y = self._place_of(letter, "90-562 Łódź")
            with self.subTest(side=side):
                self.assertTrue(left < x < right, x)
                self.assertTrue(45 < y < 90, y)

    def _place_of(self, letter, wanted):
        """Where a text stands on the first page: mm from the left and from the top."""
        from pdfminer.high_level import extract_pages
        from pdfminer.layout import LTTextContainer

        page = next(iter(extract_pages(io.BytesIO(letter.attachment_id.raw))))
        box = next(
            line
            for element in page
            if isinstance(element, LTTextContainer)
            for line in element
            if wanted in line.get_text().translate({0xA0: " ", 9: " "})
        )
        return box.x0 / 72 * 25.4, (page.height - box.y0) / 72 * 25.4
