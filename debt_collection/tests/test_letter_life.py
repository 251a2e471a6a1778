from odoo.exceptions import UserError
from odoo.tests import freeze_time

from .common import TODAY
from .letter_common import LetterCommon


@freeze_time(TODAY.isoformat())
class TestLetterLife(LetterCommon):
    def test_numbers_run_by_series_and_year(self):
        letters = self.build(
            *(self.action(self.debtor(), "demand", [{}]) for _number in range(2)),
            self.action(self.debtor(), "final", [{}]),
        )
        first, second, final = letters.mapped("name")
        self.assertRegex(first, r"^WZ/2026/\d{4}$")
        self.assertEqual(int(second[-4:]), int(first[-4:]) + 1)
        self.assertRegex(final, r"^OW/2026/\d{4}$")

    def test_own_series_of_the_company_wins(self):
        common = self.env.ref("debt_collection.sequence_letter_demand").sudo()
        common.copy({"company_id": self.company.id, "prefix": "KLOS/", "code": common.code})
        letter = self.build(self.action(self.debtor(), "demand", [{}]))
        self.assertRegex(letter.name, r"^KLOS/")

    def test_rebuild_keeps_the_number_and_renews_figures(self):
        letter = self.build(self.action(self.debtor(), "demand", [{"amount": 1000.0}]))
        number = letter.name
        letter._render_pdfs()
        letter.action_id.line_ids.sudo().amount_demanded = 400.0
        self.assertFalse(letter._rebuild(self.after(1)))
        self.assertEqual((letter.name, letter.date), (number, self.after(1)))
        self.assertFalse(letter.attachment_id)
        self.assertIn("400,00", letter.body_html)

    def test_hand_work_stays_while_the_amount_does(self):
        letter = self.build(self.action(self.debtor(), "demand", [{"amount": 1000.0}]))
        letter.text = f"<p>Prosimy o {letter.total_text} do piątku.</p>"
        self.assertTrue(letter.is_edited)
        self.assertEqual(letter.edited_by_id, self.env.user)
        self.assertFalse(letter._rebuild(self.after(1)))
        self.assertIn("do piątku", letter.body_html)
        letter.action_id.line_ids.sudo().amount_demanded = 400.0
        self.assertEqual(letter._rebuild(self.after(2)), letter)
        self.assertNotIn("do piątku", letter.body_html)
        self.assertFalse(letter.is_edited)

    def test_restore_standard_text(self):
        letter = self.build(self.action(self.debtor(), "demand", [{}]))
        standard = letter.body_html
        letter.text = "<p>Cokolwiek</p>"
        letter.action_restore_text()
        self.assertEqual(letter.body_html, standard)
        self.assertFalse(letter.is_edited)

    def test_approved_text_isnt_changed(self):
        letter = self.build(self.action(self.debtor(), "demand", [{}]))
        letter.action_id.sudo().approved_by_id = self.manager
        with self.assertRaisesRegex(UserError, "was approved as it is"):
            letter.text = "<p>Cokolwiek</p>"

    def test_final_and_void_letters_are_evidence(self):
        final, void = self.build(
            *(self.action(self.debtor(), "demand", [{}]) for _number in range(2))
        )
        final._finalize(self.today)
        number = void.name
        void._void("Zapłacono.")
        self.assertEqual((void.state, void.name, void.void_reason), ("void", number, "Zapłacono."))
        for letter in final + void:
            for values in ({"body_html": "x"}, {"amount": 1.0}, {"name": "x"}, {"state": "draft"}):
                with self.assertRaises(UserError):
                    letter.sudo().write(values)
            with self.assertRaises(UserError):
                letter._void("x")
            with self.assertRaises(UserError):
                letter._rebuild(self.today)
            with self.assertRaises(UserError):
                letter.sudo().unlink()
        final.sudo().write({"delivered_on": self.after(3)})

    def test_paper_counts_its_deadline_from_delivery(self):
        action = self.action(self.debtor(), "demand", [{}], channel_ids=self.post.ids)
        letter = self.build(action)
        self.assertFalse(letter.deadline)
        letter.sudo().to_print = True
        letter._mark_posted(self.today, "(00)259007730771664228")
        self.assertEqual((letter.state, letter.to_print), ("final", False))
        self.assertFalse(letter._is_delivered(self.after(27)))
        self.assertTrue(letter._is_delivered(self.after(28)))
        letter._mark_delivered(self.after(4))
        self.assertEqual(letter.deadline, self.after(11))

    def test_first_notice_counts_after_14_days_and_returned_never(self):
        action = self.action(self.debtor(), "final", [{}], channel_ids=self.post.ids)
        letter = self.build(action)
        letter._mark_posted(self.today)
        letter.sudo().notice_on = self.after(3)
        self.assertFalse(letter._is_delivered(self.after(16)))
        self.assertTrue(letter._is_delivered(self.after(17)))
        letter.sudo().returned_on = self.after(18)
        self.assertFalse(letter._is_delivered(self.after(60)))

    def test_deadline_falls_on_a_working_day(self):
        # 5 days after Monday 2 March 2026 is a Saturday
        letter = self.build(self.action(self.debtor(), "second_demand", [{}]))
        self.assertEqual(letter.deadline, self.after(7))

    def test_second_demand_names_the_first_and_its_documents(self):
        debtor = self.debtor()
        first = self.action(debtor, "demand", [{}])
        demand = self.build(first)
        demand._finalize(self.today)
        second = self.action(debtor, "second_demand", [{}, {}])
        second.line_ids.sudo()[0].item_id = first.line_ids.item_id
        letter = self.build(second)
        expected = f"nr {demand.name} z dnia 02.03.2026"
        self.assertIn(f"do wezwania do zapłaty {expected}", letter.heading)
        self.assertIn(f"{expected} (FV/2026/0001)", letter.body_html)

    def test_kinds_of_debtors_have_their_sentences(self):
        consumer, public = self.debtor(kind="consumer"), self.debtor(kind="public")
        texts = {
            (kind, code): self.build(self.action(debtor, code, [{}])).body_html
            for kind, debtor in (("consumer", consumer), ("public", public))
            for code in ("demand", "second_demand", "final")
        }
        self.assertIn("prawo zakwestionowania", texts["consumer", "demand"])
        self.assertIn("bez dodatkowych opłat", texts["consumer", "second_demand"])
        self.assertIn("o których rozstrzyga sąd", texts["consumer", "final"])
        self.assertNotIn("egzekucji komorniczej", texts["consumer", "final"])
        self.assertIn("dalszym naliczaniem odsetek", texts["public", "demand"])
        self.assertIn("dyscypliny finansów publicznych", texts["public", "second_demand"])
        self.assertNotIn("przedpłat", texts["public", "demand"])

    def test_prepayment_is_mentioned_only_when_it_holds(self):
        debtor = self.debtor()
        before = self.build(self.action(debtor, "second_demand", [{}]))
        self.env["debt.sale.hold"].sudo().create(
            {
                "company_id": self.company.id,
                "debtor_id": debtor.id,
                "level": "2_prepayment",
                "date_from": self.today,
            }
        )
        after = self.build(self.action(debtor, "second_demand", [{}]))
        self.assertNotIn("po przedpłacie", before.body_html)
        self.assertIn("od dnia 02.03.2026", after.body_html)

    def test_preview_of_a_type_shows_a_letter_and_says_what_is_wrong(self):
        letter_type = self.env.ref("debt_collection.letter_type_demand")
        letter_type.preview_partner_id = self.debtor("pl_PL").partner_id
        letter_type.preview_lang = "pl_PL"
        self.assertIn("wzywamy Państwa do zapłaty", letter_type.preview_html)
        letter_type.preview_lang = "de_DE"
        self.assertIn("Im Namen der Firma", letter_type.preview_html)
        broken = letter_type.copy({"body_html": '<p t-out="object.no_such_field"></p>'})
        self.assertIn("no_such_field", broken.preview_html)
        self.assertFalse(self.env["debt.letter"].search([]))
