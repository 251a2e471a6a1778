import base64
import csv
import io
import shutil
import subprocess
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl

from odoo import Command, fields
from odoo.addons.debt_collection.report import note_card
from odoo.addons.debt_collection.tools import payment_qr
from odoo.exceptions import UserError
from odoo.tests import BaseCase, freeze_time

from .interest_note_common import NoteCommon
from .letter_common import FOLDER, LetterCommon

D = Decimal
AS_VALUES = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def recalculated(test, content, name="card"):
    """Rows of a workbook as LibreOffice calculates them from its formulas.

    The values stored beside the formulas are thrown away first.
    """
    office = shutil.which("soffice")
    if not office:
        test.skipTest("LibreOffice isn't installed (./dev setup installs libreoffice-calc-nogui)")
    with tempfile.TemporaryDirectory() as folder:
        book = openpyxl.load_workbook(io.BytesIO(content))
        book.save(Path(folder, f"{name}.xlsx"))  # openpyxl keeps formulas only
        subprocess.run(
            [
                office,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                AS_VALUES,
                "--outdir",
                folder,
                f"{folder}/{name}.xlsx",
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        with open(Path(folder, f"{name}.csv"), encoding="utf-8") as file:
            return list(csv.reader(file))


class TestInterestNotePaper(NoteCommon, LetterCommon):
    """The note as PDF and as a workbook, in the debtor's language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commercial.with_context(lang="pl_PL").write(
            {
                "phrase": "odsetki ustawowe za opóźnienie w transakcjach handlowych",
                "legal_basis": "art. 7 ust. 1 ustawy z dnia 8 marca 2013 r.",
            }
        )
        cls.partner.write(
            {"street": "ul. Łąkowa 7/3", "zip": "90-562", "city": "Łódź", "vat": "PL5252344078"}
        )

    def note(self, **values):
        move = self.invoice(12400, "2026-01-15", **values)
        self.money_in(move, 2400, "2026-01-25")
        return self.posted("2026-02-28")

    def test_the_pdf_says_all(self):
        text = self.printed(self.note())
        for words in (
            "NO/2026/0001",
            "odsetki ustawowe za opóźnienie w transakcjach handlowych",
            "art. 7 ust. 1",
            "FV/2025/00001",
            "12 400,00",
            "10 000,00",
            "14,00",
            "47,56",
            "130,41",
            "177,97 zł",
            "sto siedemdziesiąt siedem złotych 97/100",
            "61 1090 1014 0000 0712 1981 2874",
        ):
            self.assertIn(words, text.replace("\n", " "))

    def test_many_in_one_pdf_by_post_code(self):
        far, near = self.customer(name="Daleka sp. z o.o.", zip="99-001"), self.partner
        for partner in (far, near):
            self.invoice(12400, "2026-01-15", partner=partner)
        notes = self.propose("2026-02-28", partners=far | near)
        later = notes.filtered(lambda note: note.partner_id == far)
        (notes - later)._approve(self.today)
        action = (later | (notes - later)).with_user(self.manager).action_print()
        file_id = int(action["url"].split("/")[3].split("?")[0])
        text = self.pdf_text(self.env["ir.attachment"].browse(file_id).raw, "notes")
        self.assertLess(text.index("NO/2026/0001"), text.index(far.name))
        notes._cancel("by mistake", self.today)
        with self.assertRaises(UserError):
            notes.action_print()

    def test_in_english_with_a_long_table(self):
        self.partner.lang = "en_US"
        for _number in range(14):
            self.invoice(1000, "2026-01-15")
        note = self.note()
        text = self.printed(note)
        self.assertIn("INTEREST NOTE", text)
        self.assertIn("Legal basis", text)

    def test_a_correction_shows_both(self):
        move = self.invoice(12400, "2026-01-15")
        self.posted("2026-02-28")
        self.money_in(move, 2400, "2026-01-25")
        draft = self.check()
        draft._approve(self.today)
        text = self.printed(draft)
        for words in ("KNO/2026/0001", "209,27", "177,97", "31,30"):
            self.assertIn(words, text)
        self.assertIn("fw-bold", draft.comparison_html)

    def test_the_card_gives_the_note_when_recalculated(self):
        self.invoice(24600.37, "2026-01-19")
        note = self.note()
        content = note._make_card().raw
        if FOLDER:
            Path(FOLDER, "card.xlsx").write_bytes(content)
        rows = recalculated(self, content)
        total = next(row for row in rows if row[7:] and row[7] == "PLN")
        self.assertEqual(D(total[6]), D(str(note.total)))
        calculated = [D(row[6]) for row in rows if row[0][:3] == "202"]
        lines = note.line_ids.filtered(lambda line: not line.display_type)
        self.assertEqual(calculated, [D(str(line.amount)) for line in lines])

    def test_the_card_rounds_once_as_the_note_does(self):
        self.company.debt_interest_rounding = "once"
        self.commercial.period_ids.unlink()
        periods = [
            {"rule_id": self.commercial.id, "date_from": start, "date_to": end, "percent": percent}
            for start, end, percent in (
                ("2020-01-01", "2026-03-04", 9.5),
                ("2026-03-05", False, 9.25),
            )
        ]
        self.env["debt.interest.rule.period"].create(periods)
        with freeze_time("2026-03-24"):
            self.invoice(10000, "2026-02-27")
            note = self.propose("2026-03-24")
        self.assertEqual(note.total, 63.7)  # LAW 2: rounded by row it would be 63.69
        total = next(row for row in recalculated(self, note._make_card().raw) if "PLN" in row)
        self.assertEqual(D(total[6]), D("63.70"))

    def test_sent_with_pdf_and_card(self):
        note = self.note()
        note.action_send()
        self.assertEqual(note.state, "sent")
        message = note.message_ids.filtered("attachment_ids")[:1]
        names = set(message.attachment_ids.mapped("name"))
        self.assertLessEqual({"NO_2026_0001.pdf", "NO_2026_0001.xlsx"}, names)
        self.assertEqual(message.partner_ids, note.contact_id)

    def test_without_an_address_it_goes_by_fax(self):
        note = self.note()
        note.contact_id.write({"email": False, "street": False})
        with self.assertRaisesRegex(UserError, "No e-mail address, fax number"):
            note.action_send()
        self.company.debt_fax_address = "{number}@fax.example.com"
        note.contact_id.debt_fax = "12 345 67 89"
        note.action_send()
        mail = self.env["mail.mail"].search([("email_to", "=", "48123456789@fax.example.com")])
        self.assertEqual((mail.state, mail.attachment_ids), ("outgoing", note.attachment_id))
        self.assertIn("+48123456789", note.message_ids[0].body)
        self.assertEqual(note.state, "sent")

    def ways(self, note, *codes):
        """The customer's own order of ways."""
        channels = [self.env.ref(f"debt_collection.channel_{code}") for code in codes]
        note.debtor_id.way_ids = [
            Command.clear(),
            *(
                Command.create({"channel_id": channel.id, "sequence": place})
                for place, channel in enumerate(channels)
            ),
        ]

    def test_a_deleted_sms_text_keeps_no_note_back(self):
        self.company.debt_note_sms = True
        self.env.ref("debt_collection.sms_template_interest_note").unlink()
        note = self.note()
        note.partner_id.phone = "+48 600 100 200"
        self.ways(note, "email")
        with freeze_time("2026-03-02 10:00:00"):
            note.action_send()
        self.assertEqual(note.state, "sent")

    def test_sms_once_while_it_waits_on_paper(self):
        self.company.debt_note_sms = True
        note = self.note()
        note.partner_id.phone = "+48 600 100 200"
        self.ways(note, "registered")
        with freeze_time("2026-03-02 10:00:00"):
            note.action_send()
            note.action_send()
        self.assertTrue(note.to_print)
        self.assertEqual(len(self.texts()), 1)

    def test_what_left_another_way_is_not_handed_over_too(self):
        self.company.debt_edelivery_provider = "manual"
        note = self.note()
        note.partner_id.debt_edelivery_address = "AE:PL-72422-98772-ATIDW-24"
        self.ways(note, "edelivery")
        note.action_send()
        self.assertEqual(note._edeliveries().state, "waiting")
        self.ways(note, "email")
        note.action_send()
        self.assertEqual((note.state, note._edeliveries().state), ("sent", "cancelled"))

    def test_it_goes_by_the_customers_own_ways(self):
        note = self.note()
        self.ways(note, "edelivery", "registered")
        note.partner_id.debt_edelivery_address = "AE:PL-72422-98772-ATIDW-24"
        self.assertEqual(note.action_send()["params"]["type"], "warning")
        delivery = note._edeliveries()
        self.assertEqual((note.state, delivery.display_name), ("posted", note.name))
        note.action_send()
        self.assertEqual(note._edeliveries(), delivery)
        mine = delivery.with_user(self.collector).sudo(False)
        mine.action_download()
        mine.action_handed_over()
        self.assertEqual((note.state, note.way_id.code), ("sent", "edelivery"))
        # it didn't arrive: the next way, where a person posts it
        proof = self.env["debt.edelivery.proof"].with_user(self.collector).sudo(False)
        proof.create(
            {"delivery_id": delivery.id, "is_failed": True, "reason": "no such box"}
        ).action_confirm()
        self.assertEqual(note.state, "posted")
        self.assertIn("no such box", note.message_ids[0].body)
        note.action_send()
        self.assertEqual((note.to_print, note.way_id.code), (True, "registered"))
        note.action_mark_sent()
        self.assertEqual((note.state, note.to_print), ("sent", False))
        self.assertFalse(self.env["sms.sms"].search([("partner_id", "=", note.partner_id.id)]))

    def test_taken_back_before_it_was_handed_over(self):
        note = self.note()
        self.ways(note, "edelivery")
        note.partner_id.debt_edelivery_address = "AE:PL-72422-98772-ATIDW-24"
        note.action_send()
        note._cancel("by mistake", self.today)
        self.assertEqual(note._edeliveries().state, "cancelled")

    def test_sms_beside_the_note(self):
        self.company.debt_note_sms = True
        note = self.note()
        note.partner_id.phone = "+48 600 100 200"
        with freeze_time("2026-03-02 10:00:00"):
            note.action_send()
            note.action_send()
        sms = self.texts()
        self.assertEqual(len(sms), 1)
        self.assertIn("177,97", sms.body)
        self.assertIn("NO/2026/0001", sms.body)

    def test_an_sms_waits_for_its_hours_and_for_the_pause_between_sms(self):
        self.company.write({"debt_note_sms": True, "debt_sms_cap": 1})
        first, second, third, paid = (self.note() for _number in range(4))
        first.partner_id.phone = "+48 600 100 200"
        with freeze_time("2026-03-02 22:30:00"):
            (first | paid).action_send()
        self.assertFalse(self.texts())
        self.assertEqual((first | paid).mapped("sms_from"), [datetime(2026, 3, 3, 8)] * 2)
        paid._cancel("by mistake", self.today)
        self.tell("2026-03-03 07:50:00")
        self.assertFalse(self.texts())
        self.tell("2026-03-03 08:10:00")
        self.assertEqual(len(self.texts()), 1)
        self.assertEqual((first.sms_on, first.sms_from), (datetime(2026, 3, 3, 8, 10), False))
        with freeze_time("2026-03-04 10:00:00"):
            (second | third).action_send()
        self.assertEqual((second | third).mapped("sms_from"), [datetime(2026, 3, 10, 8)] * 2)
        self.tell("2026-03-10 08:10:00")
        self.assertEqual(len(self.texts()), 2)
        self.assertEqual(third.sms_from, datetime(2026, 3, 17, 8))

    def texts(self):
        return self.env["sms.sms"].search([("number", "=", "+48600100200")])

    def tell(self, moment):
        """The job that acts, at `moment` (UTC), without its commits."""
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 1)
        actions = self.env["debt.action"]
        with freeze_time(moment):
            if self.company in actions._companies_to_act():
                actions._work_through(self.company, fields.Datetime.now())

    def test_qr_only_where_a_bank_can_read_it(self):
        note = self.note()
        (code,) = note._payment().codes
        self.assertTrue(base64.b64decode(code.image.split(",")[1]).startswith(b"\x89PNG"))


class TestPaymentQr(BaseCase):
    """Texts of payment codes (vectors of FORMATS 1)."""

    def test_polish_vectors(self):
        account = "PL61109010140000071219812874"
        self.assertEqual(
            payment_qr.zbp(
                account, D("1234.50"), "Firma Testowa sp. z o.o.", "FV/1/2026", "526-587-76-35"
            ),
            "5265877635|PL|61109010140000071219812874|123450|Firma Testowa sp. z |FV/1/2026|||",
        )
        self.assertEqual(payment_qr.zbp(account, D("10000"), "A", "B"), "")
        self.assertEqual(payment_qr.zbp(account, D(0), "A", "B"), "")
        self.assertEqual(payment_qr.zbp("DE89370400440532013000", D(1), "A", "B"), "")
        # no float on the way: 312.99 * 100 is 31298.999...
        self.assertIn("|031299|", payment_qr.zbp(account, D("312.99"), "A|B", "B\nC"))

    def test_european_vector(self):
        text = payment_qr.epc("PL61 1090 1014 0000 0712 1981 2874", D("1234.5"), "Firma", "FV/1")
        self.assertEqual(
            text,
            "BCD\n002\n1\nSCT\n\nFirma\nPL61109010140000071219812874\nEUR1234.50\n\n\nFV/1",
        )
        self.assertEqual(payment_qr.epc("123", D(1), "A", "B"), "")


class TestNoteCard(BaseCase):
    """Other day counts on the card."""

    def card(self, day_count, row):
        labels = {key: key for key in (*note_card.COLUMNS, "sheet", "sum", "total")}
        item = note_card.CardItem("=1+1", "facts", [row])
        return note_card.build(
            note_card.Card("Card", [], labels, [item], row.amount, "PLN", day_count, "rows")
        )

    def test_day_counts(self):
        for day_count, first, last, days, amount in (
            ("act/360", (2026, 1, 1), (2026, 1, 31), 31, "86.11"),
            ("act/act", (2024, 1, 1), (2024, 12, 31), 366, "1000.00"),
            ("30/360", (2026, 1, 31), (2026, 2, 28), 28, "77.78"),
        ):
            with self.subTest(day_count):
                row = note_card.CardRow(date(*first), date(*last), days, D(10000), D(10), D(amount))
                rows = recalculated(self, self.card(day_count, row))
                [calculated] = [found for found in rows if found[0][:2] == "20"]
                self.assertEqual((calculated[2], D(calculated[6])), (str(days), D(amount)))

    def test_a_name_is_never_a_formula(self):
        row = note_card.CardRow(date(2026, 1, 1), date(2026, 1, 2), 2, D(1), D(1), D(0))
        book = openpyxl.load_workbook(io.BytesIO(self.card("act/365", row)))
        cells = {cell.value: cell.data_type for line in book.active for cell in line if cell.value}
        self.assertEqual(cells["=1+1"], "s")
