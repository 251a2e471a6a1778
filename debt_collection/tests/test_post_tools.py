import io
from decimal import Decimal
from xml.etree import ElementTree

from openpyxl import Workbook

from odoo.addons.debt_collection.report import posting_book
from odoo.addons.debt_collection.tools import (
    ade,
    e_nadawca,
    post_list,
    post_number,
    post_status,
    table_file,
)
from odoo.tests import BaseCase, tagged


@tagged("-at_install", "post_install")
class TestPostTools(BaseCase):
    def test_check_digits_of_posting_numbers(self):
        # seen numbers (FORMATS 5)
        self.assertEqual(post_number.gs1_digit("0025900773077166422"), "8")
        self.assertEqual(post_number.s10_digit("41034224"), "9")
        for number, fault in (
            ("00259007730771664228", None),
            ("00259007730771664282", "check"),
            ("RR123456785PL", None),
            ("RR123456758PL", "check"),
            ("JJD0001234567", None),
        ):
            with self.subTest(number):
                self.assertEqual(post_number.fault(number), fault)

    def test_a_block_of_stickers_goes_on_with_right_digits(self):
        block = post_number.block("00259007730771664228", 12)
        self.assertEqual(len(set(block)), 12)
        self.assertFalse([number for number in block if post_number.fault(number)])
        self.assertEqual(post_number.block("KURIER 1", 3), ["KURIER 1"])

    def test_addresses_of_e_delivery(self):
        for text, fault in (
            ("ae:pl-72422-98772-atidw-24", None),
            ("AE:PL-72422-98772-ATIDW-42", "sum"),
            ("AE:PL-72422-98772-ATIDW", "pattern"),
            ("AE:DE-72422-98772-ATIDW-24", "pattern"),
            ("AE:PL-72422-98772-ATIDW-24\nAE:PL", "pattern"),
        ):
            with self.subTest(text):
                self.assertEqual(ade.fault(ade.normalize(text)), fault)

    def test_words_of_the_post(self):
        for words, event in (
            (("DORECZONA",), ("delivered", None)),
            (("Doręczono",), ("delivered", None)),
            (("PONOWNE_AWIZO",), ("second_notice", None)),
            (("ZWROT", "NIE_PODJETO"), ("returned", "not_collected")),
            (("zwrot", "Adresat zmarł"), ("returned", "deceased")),
            (("ADRES_BLEDNY",), ("returned", "address")),
            (("ERROR",), (None, None)),
            (("<script>",), (None, None)),
        ):
            with self.subTest(words):
                self.assertEqual(post_status.event(*words), event)

    def test_lists_in_any_dress(self):
        row = "00259007730771664228;Doręczono;20.02.2026"
        text = f"Poczta;;\r\nNr nadawczy;Status;Data\r\n{row}\r\n"
        book = Workbook()
        for line in text.splitlines():
            book.active.append(line.split(";"))
        out = io.BytesIO()
        book.save(out)
        for content in (
            text.encode("utf-8-sig"), text.encode("cp1250"), text.encode("utf-16"), out.getvalue()
        ):  # fmt: skip
            rows = post_list.read(table_file.rows(content))
            self.assertEqual(
                [(row.number, row.state, str(row.day)) for row in rows],
                [("00259007730771664228", "Doręczono", "2026-02-20")],
            )
        self.assertIsNone(post_list.read([["a", "b"], ["1", "2"]]))

    def test_broken_files_are_refused_with_a_reason(self):
        for content, code in (
            (b"", "empty"),
            (b"PK\x03\x04 not a workbook", "workbook"),
            (b"a\0b", "encoding"),
        ):
            with self.subTest(code), self.assertRaises(table_file.TableError) as caught:
                table_file.rows(content)
            self.assertEqual(caught.exception.code, code)

    def shipment(self, **values):
        return e_nadawca.Shipment(
            guid="0" * 32, name='Żółty & "Kłos" <b> ' * 5, street="ul. Łąkowa 7/3", town="Łódź",
            post_code="90-562", country="", weight=15, receipts=1, reference="WZ/1\n\x01",
            kind="wezwanie do zapłaty", number="00259007730771664228",
        )._replace(**values)  # fmt: skip

    def test_xml_for_the_post(self):
        parts = e_nadawca.messages([self.shipment()] * 501)
        self.assertEqual(len(parts), 2)
        root = ElementTree.fromstring(parts[1])
        space = {"e": e_nadawca.NAMESPACE}
        (item,) = root.findall("e:przesylki", space)
        address = item.find("e:adres", space)
        kind = item.get(f"{{{e_nadawca.XSI}}}type")
        self.assertEqual(
            (kind, item.get("sygnatura"), item.get("iloscPotwierdzenOdbioru"), item.get("masa")),
            ("przesylkaPoleconaKrajowaType", "WZ/1", "1", "15"),
        )
        self.assertEqual(
            (address.get("ulica"), address.get("numerDomu"), address.get("numerLokalu")),
            ("ul. Łąkowa", "7", "3"),
        )
        self.assertEqual(len(address.get("nazwa")), 60)
        abroad = e_nadawca.messages([self.shipment(country="Niemcy")])[0]
        self.assertIn(b"przesylkaPoleconaZagranicznaType", abroad)

    def test_sums_of_the_book_are_carried_over_pages(self):
        labels = dict.fromkeys(
            ("number", "addressee", "place", "value", "weight", "posting_number", "remarks", "fee",
             "cash", "stamp"), "x"
        )  # fmt: skip
        labels |= {
            "money": ("zl", "gr"), "mass": ("kg", "g"), "carried_from": "Z przeniesienia",
            "carried_to": "Do przeniesienia", "total": "Razem", "page": "%(page)s z %(pages)s",
        }  # fmt: skip
        row = posting_book.Row("Żółty Kłos " * 9, "Łódź", 15, "0025", "WZ", Decimal("8.90"))
        content, pages = posting_book.build(
            posting_book.Book("Książka", ["A"], ["B"], labels, [row] * 30, ["C"])
        )
        self.assertEqual(pages, 3)
        from pdfminer.high_level import extract_text  # slow to import

        text = extract_text(io.BytesIO(content)).split("\f")
        self.assertIn("115\n70", text[0].replace("\n\n", "\n"))  # 13 * 8.90
        self.assertIn("Z przeniesienia", text[1])
        self.assertIn("267\n00", text[2].replace("\n\n", "\n"))
