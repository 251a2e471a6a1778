import base64
import csv
import io
import json
import tempfile
import zipfile
from pathlib import Path

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools.pdf import PdfFileReader

from .common_action import ActionCommon

FIRST = "00259007730771664228"
SECOND = "00259007730771664235"


@tagged("-at_install", "post_install")
class TestPosting(ActionCommon):
    """Two registered letters and one by ordinary post, printed; what the post does with them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter_types["2_demand"].write({"has_pdf": True, "deadline_from": "delivered"})
        cls.steps["demand"].approval_role = False
        cls.ways = {
            code: cls.env.ref(f"debt_collection.channel_{code}")
            for code in ("post", "registered", "edelivery", "fax")
        }
        cls.company.write({"debt_postage": 5, "debt_postage_registered": 8.9})

    def letters(self, *ways, render=False, **values):
        """Letters of the demand step, one a customer, as the cron leaves them; printing takes its
        time, so only what needs the PDF has one.
        """
        actions = self.env["debt.action"]
        for number, way in enumerate(ways):
            partner = self.customer(
                name=f'=Klient {number} "<b>"',
                **{"street": f"ul. Długa {number + 1}/2", "zip": f"3{number}-147",
                   "city": "Kraków", "email": False, **values},
            )  # fmt: skip
            task = self.steps["demand"].task_ids[:1]
            task.channel_ids = [Command.set(self.ways[way].ids)]
            action = self.plan(self.overdue(20, 1000, partner), "demand")
            action._run_letter(self.now)
            action.letter_id.name = f"WZ/{action.id}"
            if render:
                action._render_letter()
            action._send_letter(self.now)
            actions |= action
        return actions.letter_id

    def posted(self, *ways, **values):
        letters = self.letters(*ways, **values)
        posting = self.env["debt.posting"]._make(letters, self.today)
        posting._hand_in(self.today, dict.fromkeys(letters))
        return letters

    def test_a_posting_is_made_up_numbered_and_handed_in(self):
        letters = self.letters("registered", "post", "registered")
        Letter = self.env["debt.letter"].with_user(self.collector).sudo(False)
        action = Letter.browse(letters.ids).action_make_posting()
        posting = self.env["debt.posting"].browse(action["res_id"])
        self.assertRecordValues(
            posting,
            [{"state": "draft", "count": 3, "registered_count": 2, "missing_count": 2}],
        )
        self.assertAlmostEqual(posting.fees, 22.8)
        dialog = posting.with_user(self.collector).sudo(False).action_hand_in()
        wizard = self.env["debt.post"].with_user(self.collector).sudo(False)
        form = Form(wizard.browse(dialog["res_id"]))
        form.numbers = FIRST
        form.save().action_confirm()
        self.assertEqual(letters.mapped("post_number"), [FIRST, False, SECOND])
        self.assertEqual(posting.state, "posted")
        self.assertEqual(set(letters.action_id.mapped("state")), {"done"})
        with self.assertRaisesRegex(UserError, "evidence"):
            posting.date = "2026-03-01"
        posting.with_user(self.collector).sudo(False).book_name = "stamped.pdf"

    def test_numbers_that_cannot_be_right_are_refused(self):
        letters = self.letters("registered", "registered")
        posting = self.env["debt.posting"]._make(letters, self.today)
        one, two = letters
        with self.assertRaisesRegex(UserError, "check digit"):
            posting._hand_in(self.today, {one: FIRST[:-1] + "3", two: None})
        with self.assertRaisesRegex(UserError, "is the number of"):
            posting._hand_in(self.today, {one: FIRST, two: f"({FIRST[:2]}) {FIRST[2:]}"})
        self.assertEqual(posting.state, "draft")

    def test_book_and_files_for_the_post(self):
        letters = self.letters("registered", "post")
        posting = self.env["debt.posting"]._make(letters, self.today)
        letters[0].post_number = FIRST
        self.assertEqual(posting._book().rows[0].number, FIRST)
        self.assertEqual(len(posting._book().rows), 1)
        rows = list(
            csv.reader(
                io.StringIO(self.file(posting.action_export_csv()).decode("utf-8-sig")),
                delimiter=";",
            )
        )
        self.assertEqual(rows[1][2][:9], "'=Klient ")
        self.assertIn(b'numerDomu="1"', self.file(posting.action_export_xml()))
        self.assertTrue(self.file(posting.action_book_pdf()).startswith(b"%PDF"))
        self.assertTrue(self.file(posting.action_book_xlsx()).startswith(b"PK"))

    def file(self, action):
        number = int(action["url"].split("/")[-1].split("?")[0])
        return self.env["ir.attachment"].browse(number).raw

    def test_printed_batch_has_envelopes_and_new_sheets(self):
        letters = self.letters("registered", "post")
        content = self.file(letters._print_batch("envelope", True))
        pages = PdfFileReader(io.BytesIO(content)).pages
        sizes = [round(float(page.mediabox[2]) / 72 * 25.4) for page in pages]
        self.assertEqual(sizes, [220, 210, 210] * 2)

    def importer(self, text, posting=None):
        wizard = self.env["debt.post.import"].with_user(self.collector).sudo(False)
        wizard = wizard.create(
            {"file": base64.b64encode(text.encode("cp1250")), "file_name": "poczta.csv",
             "posting_id": posting and posting.id}
        )  # fmt: skip
        wizard.action_read()
        return wizard

    def test_a_file_of_the_post_is_taken_over_wholly_or_not_at_all(self):
        one, two, three = self.posted("registered", "registered", "registered")
        head = "Nr pisma;Nr nadawczy;Status;Przyczyna;Data"
        good = f"{one.name};{FIRST};Doręczono;;02.03.2026"
        wizard = self.importer(
            f"{head}\n{good}\n{two.name};;Awizo;;2026-02-01\nX/1;;Awizo;;2026-03-02\n"
            f"{three.name};{FIRST};pies;;2026-03-02"
        )
        self.assertEqual(wizard.error_count, 3)
        with self.assertRaises(UserError):
            wizard.action_confirm()
        self.assertFalse(one.delivered_on)
        wizard = self.importer(
            f"{head}\n{good}\n{two.name};{SECOND};AWIZO;;2026-03-02\n"
            f"{three.name};;Zwrot;NIE_PODJETO;2026-03-02"
        )
        wizard.action_confirm()
        self.assertRecordValues(
            one | two | three,
            [
                {"delivery_state": "delivered", "post_number": FIRST, "return_reason": False},
                {"delivery_state": "sent", "post_number": SECOND, "return_reason": False},
                {
                    "delivery_state": "returned",
                    "post_number": False,
                    "return_reason": "not_collected",
                },
            ],
        )
        self.assertEqual(str(one.deadline), "2026-03-09")
        self.assertEqual(str(two.deemed_on), "2026-03-16")
        three.with_user(self.collector).sudo(False).action_deem_delivered()
        self.assertEqual((three.delivery_state, str(three.deadline)), ("delivered", "2026-03-09"))

    def test_why_a_letter_came_back_decides_what_follows(self):
        moved, dead = self.posted("registered", "registered")
        moved._note_event("returned", self.today, "moved")
        dead._note_event("returned", self.today, "deceased")
        Hold = self.env["debt.hold"]
        kinds = {
            letter: Hold.search([("debtor_id", "=", letter.action_id.debtor_id.id)]).mapped("kind")
            for letter in (moved, dead)
        }
        self.assertEqual(kinds, {moved: ["address"], dead: ["deceased"]})
        partner = moved.partner_id
        self.assertTrue(partner._debt_has_wrong_address())
        again = self.plan(self.overdue(30, 700, partner), "demand")
        self.assertTrue(again._choose_channels(self.today))
        partner.street = "ul. Nowa 1"
        self.assertFalse(again._choose_channels(self.today))

    def test_events_before_posting_or_to_come_are_refused(self):
        (letter,) = self.letters("registered")
        with self.assertRaisesRegex(UserError, "isn't handed"):
            letter._note_event("delivered", self.today)
        self.env["debt.posting"]._make(letter, self.today)._hand_in(self.today, {letter: FIRST})
        for day in (self.after(-1), self.after(1)):
            with self.assertRaises(UserError):
                letter._note_event("delivered", day)

    def test_e_delivery_by_hand(self):
        (letter,) = self.letters("edelivery", debt_edelivery_address="ae:pl-72422-98772-atidw-24")
        delivery = letter.edelivery_ids
        self.assertEqual((letter.to_hand_over, letter.state), (True, "draft"))
        mine = delivery.with_user(self.collector).sudo(False)
        with zipfile.ZipFile(io.BytesIO(self.file(mine.action_download()))) as packed:
            self.assertEqual(len(packed.namelist()), 2)
            self.assertIn("AE:PL-72422-98772-ATIDW-24", packed.read("lista.csv").decode())
        mine.action_handed_over()
        self.assertEqual((letter.state, letter.action_id.state), ("final", "done"))
        self.assertEqual((delivery.sent_by_id, letter.delivery_state), (self.collector, "sent"))
        self.assertFalse(letter.deadline)
        proof = self.env["debt.edelivery.proof"].with_user(self.collector).sudo(False)
        proof.create(
            {"delivery_id": delivery.id, "delivered_on": "2026-03-02 08:00:00", "number": "D-1"}
        ).action_confirm()
        self.assertEqual(str(letter.deadline), "2026-03-09")
        with self.assertRaises(AccessError):
            mine.state = "failed"

    def test_e_delivery_through_a_folder(self):
        self.company.debt_edelivery_provider = "folder"
        with tempfile.TemporaryDirectory() as root:
            self.env["ir.config_parameter"].set_param("debt_collection.edelivery_folder", root)
            (letter,) = self.letters(
                "edelivery", render=True, debt_edelivery_address="AE:PL-72422-98772-ATIDW-24"
            )
            delivery = letter.edelivery_ids
            self.assertEqual((letter.action_id.state, delivery.state), ("done", "sent"))
            facts = json.loads(next(Path(root, "out").glob("*.json")).read_text())
            self.assertEqual(facts["sha256"], letter.pdf_sha256)
            answer = Path(root, "in", f"{delivery.external_number}.json")
            answer.parent.mkdir()
            answer.write_text("[]")
            provider = delivery._provider()
            with self.assertLogs("odoo.addons.debt_collection.models.debt_edelivery_folder"):
                provider._fetch(delivery)
            self.assertEqual(delivery.state, "sent")
            answer.write_text('{"delivered_on": "2026-03-02 08:00:00", "number": "D/7"}')
            provider._fetch(delivery)
        self.assertEqual((delivery.proof_number, delivery.error), ("D/7", False))
        self.assertEqual(str(letter.delivered_on), "2026-03-02")

    def test_address_of_e_delivery_is_checked(self):
        with self.assertRaises(ValidationError):
            self.wolt.debt_edelivery_address = "AE:PL-1"
        self.wolt.debt_edelivery_address = "AE:PL-72422-98772-ATIDW-25"
        self.assertIn("don't fit", self.wolt.debt_edelivery_warning)

    def test_fax_goes_as_an_e_mail_to_the_gateway(self):
        self.company.debt_fax_address = "{number}@fax.example.com"
        (letter,) = self.letters("fax", render=True, debt_fax="12 345 67 89")
        self.assertEqual(letter.fax_mail_id.email_to, "48123456789@fax.example.com")
        self.assertEqual(letter.fax_mail_id.attachment_ids, letter.attachment_id)
        self.assertEqual((letter.action_id.state, letter.state), ("done", "final"))
        self.assertIn(letter.action_id, letter.action_id.debtor_id._mailed_actions())
        letter.action_id._withdraw("held", {"hold": "x"})
        self.assertEqual((letter.fax_mail_id.state, letter._delivery_state()), ("cancel", "failed"))

    def incoming(self, letter, name="skan.pdf", content=b"%PDF-1.4 x", **values):
        case = letter.case_id
        file = self.env["ir.attachment"].create({"name": name, "raw": content})
        register = self.env["debt.incoming"].with_user(self.collector).sudo(False)
        return register._file(
            case.debtor_id.with_env(register.env),
            case.with_env(register.env),
            {"date": self.today, "kind": "letter", "way": "post", "attachment_ids": file.ids,
             **values},
        )  # fmt: skip

    def test_incoming_letters_hold_the_case_or_tell_of_ours(self):
        letter, other = self.posted("registered", "registered")
        filed = self.incoming(letter, is_reply=True, note="<script>")
        self.assertEqual(filed.user_id, self.collector)
        holds = self.env["debt.hold"].search([("case_id", "=", letter.case_id.id)])
        self.assertEqual(holds.mapped("kind"), ["reply"])
        self.incoming(other, kind="proof", letter_id=other.id)
        self.assertEqual((other.delivery_state, other.proof_name), ("delivered", "skan.pdf"))
        with self.assertRaisesRegex(UserError, "isn't a scan"):
            self.incoming(letter, name="a.exe", content=b"MZ\x90\x00")
        with self.assertRaisesRegex(UserError, "evidence"):
            filed.sudo().date = "2026-01-01"
