import base64
import io
import re
from decimal import Decimal

from pypdf import PdfReader

from odoo.addons.debt_collection.report import letter_marks, qr_image
from odoo.addons.debt_collection.tools import payment_qr
from odoo.addons.debt_collection.tools.colour import readable
from odoo.addons.debt_collection.tools.paging import carries
from odoo.tests import BaseCase, freeze_time

from .common import TODAY
from .letter_common import LetterCommon

ACCOUNT = "PL61109010140000071219812874"
AMOUNT = re.compile(r"^\d[\d,]*\.\d\d$", re.M)


def money(text):
    return Decimal(text.replace(",", ""))


@freeze_time(TODAY.isoformat())
class TestLetterPaper(LetterCommon):
    """The page: sums over pages, codes, remarks, the envelope."""

    def long(self, count, **values):
        rows = [{"amount": 100.0 + number / 100} for number in range(count)]
        return self.action(self.debtor("en_US"), "demand", rows, **values)

    def test_sums_are_carried_from_page_to_page(self):
        letters = self.build(self.long(190), self.long(2), self.long(75))
        self.assertFalse(letters._render_pdfs())
        self.assertGreaterEqual(letters[0].page_count, 5)
        self.assertNotIn("forward", self.pdf_text(letters[1].attachment_id.raw, "short"))
        for letter in letters[0] | letters[2]:
            pages = self.pdf_text(letter.attachment_id.raw, f"long{letter.page_count}").split("\f")
            self._check_sums(pages[:-1])

    def _check_sums(self, pages):
        """What a page brings forward is what the one before carried: all rows until there."""
        numbers, brought = [], "0.00"
        for page in pages:
            rows = re.findall(r"^FV/2026/(\d{4})$", page, re.M)
            if not rows:
                continue
            said = re.findall(r"Brought forward\s+([\d.,]+)", page)
            self.assertEqual(said, [brought] if numbers else [])
            numbers += map(int, rows)
            carried = re.findall(r"Carried forward\s+([\d.,]+)", page)
            self.assertLessEqual(len(carried), 1)
            if carried:
                brought = carried[0]
                total = sum(Decimal(100) + Decimal(number - 1) / 100 for number in numbers)
                self.assertEqual(money(brought), total)
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        self.assertFalse(carried, "nothing is carried from the last page of the table")

    def test_rows_are_found_without_links_too(self):
        """The renderer without patched Qt keeps no links: a second PDF has the rows as text."""
        letter = self.build(self.long(75))
        found = []
        for mark in (letter_marks.new_mark(), letter_marks.AS_TEXT + letter_marks.new_mark()):
            content = letter._run_renderer([letter._fragment(mark)])
            pages = PdfReader(io.BytesIO(content)).pages
            links = [letter_marks.links(page) for page in pages]
            by_link = letter_marks.rows_of_links(links, mark)
            found.append(by_link or letter_marks.rows_of_text(pages))
        self.assertEqual(found[0], found[1])
        self.assertEqual(len(found[0]), 76, "rows and the total")

    def test_a_code_says_what_is_open_where_a_bank_can_read_it(self):
        def texts(debtor, *rows, code="demand"):
            letter = self.build(self.action(debtor, code, rows)).with_context(lang="en_US")
            return [letter._payment_code_text(one) for one in letter._transfers()]

        home = self.debtor()
        credit = {"amount": 500.0, "amount_open": 234.5, "role": "credit"}
        (text,) = texts(home, {"amount": 1000.0}, credit)
        start = "5265877635|PL|61109010140000071219812874|050000|"
        self.assertEqual(text, f"{start}Hurtownia Żółty Kłos|FV/2026/0001|||")
        partly = {"amount": 1000.0, "amount_open": 300.0, "amount_demanded": 300.0}
        self.assertIn("|030000|", texts(home, partly)[0])
        dear = {"amount": 10000.0}
        self.assertEqual(texts(home, dear), [""])
        self.company.debt_qr_long = self.company.debt_qr_ascii = True
        self.assertIn("|1000000|Hurtownia Zolty Klos|", texts(home, dear)[0])
        self.assertEqual(texts(self.debtor("de_DE"), dear), [""], "not for a payer abroad")
        euro = texts(self.debtor("de_DE"), {"amount": 3.2, "currency_id": self.eur.id})
        self.assertIn("\nEUR3.20\n", euro[0])
        self.company.debt_qr = False
        self.assertEqual(texts(home, {}), [""])

    def test_split_payment_has_a_remark_and_no_code(self):
        debtor = self.debtor()
        self.bank.debt_white_list = True
        invoice = self.overdue(14, 1234.5, debtor.partner_id)
        invoice.narration = "<p>Mechanizm podzielonej&nbsp;płatności</p>"
        action = self.action(debtor, "demand", [{}, {}])
        action.line_ids[:1].item_id.sudo().move_line_id = self.due_line(invoice)
        letter = self.build(action).with_context(lang="en_US")
        (transfer,) = letter._transfers()
        self.assertTrue(transfer.split)
        self.assertEqual(letter._payment_code_text(transfer), "")
        self.assertEqual(len(letter._payment().remarks), 2, "white list, split payment")
        self.assertEqual(letter._document_notes(action.line_ids[:1]).popitem()[1], "MPP")

    def test_a_letter_shows_both_codes_and_its_link_works(self):
        letter = self.build(self.action(self.debtor(), "demand", [{}]))
        self.printed(letter)
        pages = PdfReader(io.BytesIO(letter.attachment_id.raw)).pages
        self.assertEqual(set().union(*map(letter_marks.links, pages)), {letter.portal_url})
        self.assertEqual(sum(len(page.images) for page in pages), 2)

    def test_the_envelope_can_be_tried(self):
        for side in ("right", "left"):
            self.company.debt_window_side = side
            action = self.env["res.config.settings"].create({}).action_debt_window_test()
            attachment = self.env["ir.attachment"].browse(int(re.search(r"\d+", action["url"])[0]))
            self.assertIn("31-147", self.pdf_text(attachment.raw, f"window_{side}"))


class TestPaperTools(BaseCase):
    def test_sums_are_carried_only_inside_a_table(self):
        rows = [
            (0, "a", "1"),
            (0, "a", "3"),
            (1, "a", "6"),
            (1, "b", "1"),
            (2, "b", "2"),
            (3, "b", "="),
        ]
        expected = {0: [None, "3"], 1: ["3", "1"], 2: ["1", "2"], 3: ["2", None]}
        self.assertEqual(carries(rows), expected)

    def test_long_amounts_and_long_titles(self):
        self.assertIn("|1000000|", payment_qr.zbp(ACCOUNT, Decimal(10000), "A", "B", longer=True))
        text = payment_qr.epc(ACCOUNT, Decimal(1), "ż" * 90, "ł" * 200)
        self.assertLessEqual(len(text.encode()), 331)
        self.assertEqual(len(text.split("\n")[5]), 70)

    def test_a_code_is_an_image(self):
        image = base64.b64decode(qr_image.data_uri("ż" * 160).split(",")[1])
        self.assertTrue(image.startswith(b"\x89PNG"))

    def test_light_colours_arent_printed(self):
        self.assertEqual(readable("#875A7B"), "#875A7B")
        for colour in ("#ffee00", "", None, "red", "#fff;}"):
            self.assertEqual(readable(colour), "")
