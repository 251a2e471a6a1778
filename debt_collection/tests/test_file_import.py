import base64
import doctest
import io
from datetime import date
from decimal import Decimal

from openpyxl import Workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools import claim_columns, claim_rows, table_file, table_xml
from .common_action import NOW, ActionCommon

HEAD = (
    "Nazwa kontrahenta;NIP;Ulica;Kod pocztowy;Miejscowość;E-mail;"
    "Nr dokumentu;Data;Termin płatności;Pozostaje do zapłaty"
)
MILL = "Żółty Młyn sp. z o.o.;5260001246;Łąkowa 7;90-562;Łódź;mlyn@example.com;"
ROWS = [
    HEAD,
    MILL + "F/1;2026-01-01;15.01.2026;1 234,56",
    MILL + "F/2;02.01.2026;;100,00",
    MILL + "K/1;02.01.2026;;-34,56",
    '=cmd|"/C calc"!A1 <script>alert(1)</script>;;Długa 1;00-001;Warszawa;;'
    "{{ object }};2026-01-01;31.01.2026;500,00",
    "Razem;;;;;;;;;1 800,00",
]
BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">
<!ENTITY l "lol"><!ENTITY l2 "&l;&l;&l;&l;">]><a><b><c>&x;&l2;</c></b><b><c>1</c></b></a>"""


@tagged("post_install", "-at_install")
class TestFileImport(ActionCommon):
    """Letters to debtors who aren't in the books, from a file of any usual make."""

    def upload(self, content, name="list.csv", **values):
        one = self.env["debt.file.import"].with_user(self.manager).sudo(False)
        one = one.create({"file": base64.b64encode(content), "filename": name, **values})
        one.action_read()
        return one

    def csv(self, rows=None, encoding="utf-8-sig"):
        return "\r\n".join(rows or ROWS).encode(encoding)

    def targets(self, one):
        return {column.name: column.target for column in one.column_ids}

    def test_encodings_and_makes_give_the_same(self):
        book = Workbook()
        for row in ROWS:
            cells = row.split(";")
            book.active.append([float("1234.56") if c == "1 234,56" else c for c in cells])
        book.active["H2"] = date(2026, 1, 1)
        book.active["A5"].data_type = "s"  # not a formula: a name that looks like one
        xlsx = io.BytesIO()
        book.save(xlsx)
        for content in (self.csv(), self.csv(encoding="cp1250"), self.csv(encoding="utf-16"),
                        xlsx.getvalue()):  # fmt: skip
            one = self.upload(content)
            self.assertEqual((one.row_count, one.error_count), (4, 0), one.preview_html)
            claims, _errors = one._check_rows()
            self.assertEqual(claims[0].partner["partner_city"], "Łódź")
            self.assertEqual(claims[0].amount_open, Decimal("1234.56"))
            self.assertEqual(claims[0].date_due, date(2026, 1, 15))
        self.assertNotIn("<script>", one.preview_html)

    def test_titles_above_the_list_and_rows_counted_as_in_the_file(self):
        rows = ["Raport należności", "", *ROWS[:2], "", ";;;;;;F/9;;;abc"]
        one = self.upload(self.csv(rows))
        self.assertEqual((one.row_count, one.error_count), (1, 2))
        self.assertIn("Row 6: ", one.preview_html)
        toast = one.action_import()
        self.assertEqual(toast["params"]["type"], "danger")
        self.assertFalse(one.claim_ids)
        self.assertEqual(one.state, "draft")

    def test_a_mapping_is_remembered(self):
        rows = ["Kto;Ile;Co", "Ala;1,00;F/1"]
        one = self.upload(self.csv(rows))
        self.assertTrue(one.error_count)
        for column, target in zip(
            one.column_ids, ("partner_name", "amount_open", "name"), strict=True
        ):
            column.target = target
        one.action_import()
        self.assertEqual(one.state, "imported")
        again = self.upload(self.csv(["Ile;Co;Kto", "2,00;F/2;Ola"]))
        self.assertEqual((again.row_count, again.error_count), (1, 0))
        self.assertEqual(self.targets(again)["Kto"], "partner_name")

    def test_a_mapping_with_a_blank_heading_is_remembered(self):
        one = self.upload(self.csv(["Kto;Ile;;Co", "Ala;1,00;x;F/1"]))
        for column, target in zip(
            one.column_ids, ("partner_name", "amount_open", False, "name"), strict=True
        ):
            column.target = target
        one.action_import()
        again = self.upload(self.csv(["Kto;Ile;;Co", "Ola;2,00;y;F/2"]))
        self.assertEqual(again.mapping_id, one.mapping_id)
        self.assertEqual(again.column_ids[2].display_name, "Column 3")

    def test_who_is_held_gets_no_letter_from_a_file(self):
        known = self.customer("Młyn stary", vat="PL5260001246", email="old@example.com")
        one = self.upload(self.csv())
        one.action_import()
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": self.env["debt.debtor"]._get_or_create(self.company, known).id,
                "kind": "insolvency",
                "date_from": self.today,
            }
        )
        one.letter_type_id = self.env.ref("debt_collection.letter_type_demand")
        one.action_write_letters()
        self.act_and_send(NOW)
        states = {action.partner_id: action.state for action in one.action_ids.sudo()}
        self.assertEqual(states.pop(known), "cancelled")
        self.assertNotIn("cancelled", states.values())

    def test_letters_with_interest_as_all_others(self):
        known = self.customer("Młyn stary", vat="PL5260001246", email="old@example.com")
        before = self.env["account.move"].search_count([])
        one = self.upload(self.csv())
        one.action_import()
        self.assertEqual(len(one.claim_ids), 4)
        debtors = one.claim_ids.debtor_id
        # a known customer keeps his own address
        self.assertIn(known, debtors.partner_id)
        self.assertEqual(known.email, "old@example.com")
        one.write({"letter_type_id": self.env.ref("debt_collection.letter_type_demand").id})
        one.action_write_letters()
        with self.assertRaises(UserError):
            one.action_write_letters()
        with self.assertRaisesRegex(UserError, "taken over on"):
            self.upload(self.csv()).action_import()
        self.act_and_send(NOW)
        actions = {action.partner_id: action for action in one.action_ids.sudo()}
        mill = actions[known]
        letter = mill.letter_id
        self.assertEqual(mill.state, "done", mill.error)
        self.assertEqual(letter.state, "final")
        first = mill.line_ids.filtered(lambda line: line.name == "F/1")
        self.assertGreater(first.amount_interest, 0)
        self.assertEqual(mill.line_ids.filtered(lambda line: line.name == "F/2").amount_interest, 0)
        total = letter._totals()[self.pln]
        self.assertAlmostEqual(total, 1300 + first.amount_interest)
        self.assertTrue(letter.message_id)
        self.assertEqual(letter.message_id.model, "res.partner")
        self.assertTrue(self.company.debt_portal)
        self.assertFalse(letter.portal_url, "the account would say that nothing is open")
        # the other one has no e-mail: on paper; his name is only a name
        other = (one.action_ids.sudo() - mill).letter_id
        self.assertTrue(other.to_print, other.action_id.error)
        fragment = other._fragment()
        self.assertNotIn("<script>", fragment)
        self.assertIn("{{ object }}", fragment)
        other.action_print_to_post()
        self.assertFalse(other._post_remarks())
        other._post_by_hand(self.today)
        self.assertEqual(other.action_id.state, "done")
        self.assertEqual(self.env["account.move"].search_count([]), before)
        # the night and changes in the ledger leave them alone
        mill._react(self.company, known, self.today)
        with self.assertRaisesRegex(UserError, "kept"):
            one.unlink()

    def test_a_final_demand_waits_for_approval(self):
        one = self.upload(self.csv())
        one.action_import()
        one.letter_type_id = self.env.ref("debt_collection.letter_type_final")
        one.letter_type_id.sudo().show_compensation = False  # no rates of the NBP here
        one.action_write_letters()
        self.act_and_send(NOW)
        self.assertEqual(set(one.action_ids.sudo().mapped("state")), {"waiting"})
        self.assertTrue(one.action_ids.sudo().letter_id)

    def test_who_may(self):
        one = self.upload(self.csv())
        with self.assertRaises(AccessError):
            one.with_user(self.collector).sudo(False).action_import()
        company = self.env["res.company"].create({"name": "Other"})
        other = self.env["debt.file.import"].create({"company_id": company.id})
        with self.assertRaises(AccessError):
            other.with_user(self.manager).sudo(False).read(["name"])

    def test_hostile_files(self):
        with self.assertRaisesRegex(UserError, "document type"):
            self.upload(BOMB, "bomb.xml")
        for content in (b"PK\x03\x04nonsense", b"<a><b></a>", b"\x00\x01\x02", b"\n\n"):
            with self.assertRaises(UserError):
                self.upload(content)

    def test_ten_thousand_rows(self):
        rows = [HEAD] + [
            f"Firma {n // 4};;Długa {n};00-001;Warszawa;f{n // 4}@example.com;F/{n};2026-01-01;"
            f"15.01.2026;{n % 900 + 1},10"
            for n in range(10000)
        ]
        claims, errors = claim_rows.read(
            table_file.rows(self.csv(rows))[1:],
            ["partner_name", "partner_vat", None, "partner_zip", None, "partner_email", "name",
             "date_invoice", "date_due", "amount_open"],
            {"PLN"}, "PLN",
        )  # fmt: skip
        self.assertEqual((len(claims), errors), (10000, []))

    def test_values(self):
        for tool in (claim_columns, claim_rows, table_file, table_xml):
            self.assertFalse(doctest.testmod(tool).failed)
        for text, mark, value in (
            ("1.234.567,89", None, "1234567.89"),
            ("1,234,567", None, "1234567"),
            ("0,125", None, "0.125"),
            ("1 234,5-", None, "-1234.5"),
            ("1,234", ".", "1234"),
            ("100 PLN", None, "100"),
        ):
            self.assertEqual(claim_rows.amount(text, mark), Decimal(value), text)
        for text in ("", "abc", "1,2,3", "=1+1", "1e9", "12345678901234", "1,234", "\u0661\u0662"):
            with self.assertRaises(claim_rows.Misread):
                claim_rows.amount(text)
        for text in ("31.02.2026", "2026-13-01", "1.1.26", "x", "0001-01-01"):
            with self.assertRaises(claim_rows.Misread):
                claim_rows.day(text)

    def test_numbers_and_broken_lines_of_a_workbook(self):
        """A number in a cell is that number, however the texts beside it are written."""
        book, file = Workbook(), io.BytesIO()
        amounts = (1234.56, 12.345, "1.234,50", 0.1 + 0.2, 1.8e-12)
        book.active.append(["Kontrahent", "Nr faktury", "Kwota"])
        for number, amount in enumerate(amounts):
            book.active.append(["Żuraw\nsp. z o.o.", f"F/{number}", amount])
        book.save(file)
        rows = table_file.rows(file.getvalue())[1:]
        for mark in (None, ","):
            claims, errors = claim_rows.read(
                rows, ["partner_name", "name", "amount_open"], {"PLN"}, "PLN", mark
            )
            self.assertFalse(errors)
            found = [str(claim.amount_open.normalize()) for claim in claims]
            self.assertEqual(found, ["1234.56", "12.345", "1234.5", "0.3"])
            self.assertEqual(claims[0].partner["partner_name"], "Żuraw sp. z o.o.")

    def test_xml_of_any_make(self):
        xml = (
            "<?xml version='1.0' encoding='windows-1250'?><r><dluznik nip='5260001246'>"
            "<nazwa>Młyn</nazwa><faktury><faktura><numer>1</numer><saldo>5,00</saldo></faktura>"
            "<faktura><numer>2</numer><saldo>7,00</saldo></faktura></faktury></dluznik></r>"
        ).encode("cp1250")
        one = self.upload(xml, "list.xml")
        self.assertEqual((one.row_count, one.error_count), (2, 0), one.preview_html)
        claims, _errors = one._check_rows()
        self.assertEqual([claim.name for claim in claims], ["1", "2"])
        self.assertEqual({claim.partner["partner_name"] for claim in claims}, {"Młyn"})
