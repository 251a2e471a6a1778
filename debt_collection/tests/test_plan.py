import io
from datetime import date, timedelta
from decimal import Decimal

from pypdf import PdfReader

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..models.debt_interest_propose import Options
from .plan_common import PlanCommon


class TestPlan(PlanCommon):
    """From the wizard to the signature: schedule, approval, acceptance, evidence."""

    def wizard(self, records=None, user=None, **values):
        records = records or self.debtor
        self.env["debt.item"].sudo()._get_or_create(self.due_line(self.first | self.second))
        user = user or self.collector
        action = self.env["debt.plan.wizard"].with_user(user)._open_for(records.with_user(user))
        wizard = self.env["debt.plan.wizard"].with_user(user).browse(action["res_id"])
        wizard.write(values)
        return wizard

    def test_wizard_fills_the_schedule(self):
        """Overdue debts, six equal instalments; changing the head recalculates."""
        wizard = self.wizard()
        self.assertEqual(wizard.item_ids, self.items(self.first | self.second))
        self.assertEqual(wizard.amount_principal, 1600.0)
        with Form(wizard) as form:
            form.count = 3
            form.waives_interest = True
            form.first_date = date(2026, 3, 31)
        self.assertEqual(wizard.line_ids.mapped("amount"), [533.34, 533.33, 533.33])
        days = [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
        self.assertEqual(wizard.line_ids.mapped("date_due"), days)
        self.assertEqual((wizard.difference, wizard.kind), (0.0, "equal"))

    def test_own_amounts(self):
        """An amount changed by hand makes the schedule one's own; it has to add up."""
        wizard = self.wizard(waives_interest=True, waives_compensation=True, count=2)
        with Form(wizard) as form, form.line_ids.edit(0) as line:
            line.amount = 1000
        self.assertEqual((wizard.kind, wizard.difference), ("custom", 200.0))
        with self.assertRaisesRegex(UserError, "differ"):
            wizard.action_create()
        wizard.line_ids[1].amount = 600
        plan = self.env["debt.plan"].browse(wizard.action_create()["res_id"])
        self.assertEqual(plan.line_ids.mapped("principal"), [1000.0, 600.0])
        self.assertEqual(plan.state, "draft")

    def test_interest_meanwhile(self):
        """With interest meanwhile all instalments are alike and pay more than the debt."""
        wizard = self.wizard(interest_mode="during", count=4, waives_compensation=True)
        self.assertEqual(len(set(wizard.line_ids.mapped("amount")[:-1])), 1)
        plan = self.env["debt.plan"].browse(wizard.action_create()["res_id"])
        self.assertGreater(plan.amount_during, 0)
        self.assertAlmostEqual(
            plan.amount, plan.amount_principal + plan.amount_interest + plan.amount_during
        )
        self.assertAlmostEqual(sum(plan.line_ids.mapped("principal")), 1600.0)

    def test_consumer_pays_nothing_for_it(self):
        """A consumer's agreement is free of charge unless somebody decides otherwise."""
        self.debtor.kind = "consumer"
        wizard = self.wizard()
        self.assertTrue(wizard.waives_interest)
        self.assertEqual((wizard.interest_mode, wizard.amount_total), ("none", 1600.0))
        wizard.interest_mode = "during"
        texts = [hint["message"] for hint in wizard.hints.values()]
        self.assertTrue(any("consumer credit" in text for text in texts))

    def test_tax_and_limitation_are_told(self):
        wizard = self.wizard()
        text = " ".join(hint["message"] for hint in wizard.hints.values())
        self.assertIn("90 days", text)
        self.assertIn("Limitation", text)
        self.assertIn("Head of receivables", text)

    def test_one_currency(self):
        foreign = self.overdue(20, 200, self.wolt, currency_id=self.eur)
        with self.assertRaisesRegex(UserError, "one currency"):
            self.draft(self.first | foreign)

    def test_approval(self):
        """Three instalments up to the limit by the collector; more by the head, the rest above."""
        plan = self.draft(amounts=(600, 500, 500), waives_interest=False)
        self.assertEqual(plan.approval_role, "collector")
        self.company.debt_plan_collector_count = 2
        plan.invalidate_recordset()
        self.assertEqual(plan.approval_role, "head")
        own = plan.with_user(self.collector)
        with self.assertRaisesRegex(UserError, "approved first"):
            own.action_offer()
        plan.with_user(self.manager).action_approve()
        self.assertEqual(plan.approved_by_id, self.manager)
        with self.assertRaises(UserError):
            plan.line_ids[0].with_user(self.collector).amount = 1
        own.action_offer()
        self.assertEqual(plan.state, "offered")
        self.assertTrue(plan.name.startswith("PR/2026/"))
        self.company.debt_plan_head_amount = 1000
        self.assertEqual(self.draft(amounts=(1600,)).approval_role, "approver")
        self.company.write({"debt_plan_head_amount": 50000, "debt_waiver_collector": 0})
        self.assertEqual(self.draft(amounts=(1600,)).approval_role, "head")

    def test_offer_holds_and_lapses(self):
        """While the customer decides nothing is sent; after that the ladder goes on."""
        self.night()
        plan = self.draft().sudo()
        plan._offer(self.today)
        self.assertFalse(self.actions(self.wolt, state="planned"))
        self.assertEqual(plan.date_offer_until, self.after(7))
        self.assertEqual(self.plan(self.after(7), self.wolt), [])
        self.assertTrue(self.plan(self.after(8), self.wolt))

    def test_accept(self):
        """Accepted by upload: who, when and the file are kept; evidence from then on."""
        plan = self.draft(amounts=(1600,))
        plan.sudo()._offer(self.today)
        own = plan.with_user(self.collector)
        wizard = (
            self.env["debt.plan.accept"]
            .with_user(self.collector)
            .browse(own.action_open_accept()["res_id"])
        )
        with self.assertRaisesRegex(UserError, "signed copy"):
            wizard.action_confirm()
        files = self.env["ir.attachment"].with_user(self.collector)
        file = files.create({"name": "podpisane.pdf", "raw": b"%PDF"})
        wizard.file_ids = [Command.set(file.ids)]
        wizard.action_confirm()
        self.assertEqual((plan.state, plan.accepted_how), ("active", "upload"))
        self.assertEqual((plan.signed_ids, file.res_id), (file, plan.id))
        with self.assertRaises(UserError):
            plan.sudo().amount = 1
        with self.assertRaises(AccessError):
            own.write({"state": "kept"})
        with self.assertRaisesRegex(UserError, "can't be done"):
            plan._accept(self.wolt, "email")

    def test_one_agreement_at_a_time(self):
        self.running()
        second = self.draft(self.second, amounts=(600,))
        with self.assertRaisesRegex(UserError, "already"):
            second.sudo()._offer(self.today)

    def test_cancel(self):
        """Cancelled: the debts go on where they stood, the end of a hold sends nothing itself."""
        plan = self.running()
        plan._cancel("Nie podpisano", self.today)
        self.assertEqual(plan.state, "cancelled")
        self.assertFalse(plan.hold_ids.filtered(lambda hold: not hold.ended_on))
        self.assertFalse(self.actions(self.wolt))
        self.assertTrue(self.plan(self.today + timedelta(1), self.wolt))

    def test_hold_of_an_agreement_isnt_ended_by_hand(self):
        plan = self.running()
        with self.assertRaisesRegex(UserError, plan.name):
            plan.hold_ids.filtered(lambda hold: not hold.ended_on).action_end()

    def test_interest_note_joins(self):
        """A note about the debts, posted meanwhile, is paid by the instalments, not chased."""
        plan = self.running(amounts=(800, 900), waives_interest=False)
        notes = self.posted_note()
        [joined] = plan.item_ids.filtered("is_note")
        self.assertEqual(joined.amount, notes.total)
        self.night()
        self.assertEqual(joined.item_id.reason, "hold_plan")

    def test_of_a_note_the_part_about_other_debts_is_never_held(self):
        """Neither when it joins nor when the agreement runs again."""
        plan = self.running(self.first, amounts=(1100,), waives_interest=False)
        notes = self.posted_note()
        [joined] = plan.item_ids.filtered("is_note")
        self.assertLess(joined.amount, notes.total)
        self.assertEqual(self.held_amount(joined.item_id), joined.amount)
        plan._break(self.today, plan.line_ids)
        plan._run_again()
        self.assertEqual(self.held_amount(joined.item_id), joined.amount)

    def posted_note(self):
        """Interest of all overdue invoices, booked while the agreement runs."""
        notes = self.env["debt.interest.note"]._propose(
            self.company, self.today, Options(minimum=Decimal(0)), self.wolt
        )
        self.assertTrue(notes)
        notes.with_user(self.manager)._approve(self.today)
        notes.sudo()._post_entries()
        self.refresh()
        return notes

    def held_amount(self, item):
        """What the hold in force holds of a document; 0: all of it."""
        domain = [("item_id", "=", item.id), ("ended_on", "=", False)]
        return self.env["debt.hold"].search(domain).amount

    def test_paper(self):
        """The agreement as PDF in the customer's language, with schedule and acknowledgement."""
        plan = self.draft(amounts=(800, 800)).sudo()
        plan._offer(self.today)
        html = str(plan._fragment())
        for text in ("§ 1", plan.name, "800,00", self.first.name, "art. 506"):
            self.assertIn(text, html)

    def test_no_signatures_stand_alone(self):
        """However many instalments: the last paragraph goes with them to the last page."""
        Plan = self.env["debt.plan"]
        values = {
            **Plan._sample_vals(self.today),
            "company_id": self.company.id,
            "partner_id": self.wolt.id,
            "currency_id": self.company.currency_id.id,
            "date": self.today,
            "lang": "en_US",
        }
        part = {"date_due": self.today, "amount": 10, "principal": 10, "balance": 100}
        plans = [
            Plan.new({**values, "line_ids": [Command.create(part)] * count})
            for count in range(34, 46)
        ]
        content = Plan._run_renderer([plan._fragment() for plan in plans])
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
        signed = [" ".join(text.split()) for text in pages if "For the Creditor" in text]
        self.assertEqual(len(signed), len(plans))
        self.assertTrue(all("two copies" in text for text in signed))
        self.assertTrue(any("§ 6" not in text for text in signed), "none is long enough")

    def test_text_is_that_of_the_letter_type(self):
        """Its words and title are edited there; what was signed keeps the version it had."""
        standard = self.env.ref("debt_collection.letter_type_agreement")
        signed = self.running()
        self.assertFalse(signed._render_pdfs())
        text, old = signed.text_id, signed.attachment_id
        self.assertEqual((text.letter_type_id, text.lang), (standard, signed.lang))
        own = standard.copy({"company_id": self.company.id, "heading": "UGODA {{ object.name }}"})
        own = own.with_context(lang=signed.lang)  # each language has a text of its own
        own.body_html = (
            '<p t-if="object.note">Nie <t t-out="object.note"></t></p>'
            '<p><t t-out="object.principal_text"></t></p>'
            '<div><t t-out="object.schedule_table"></t></div>'
        )
        self.assertFalse(own.placeholder_warning)
        plan = self.env["debt.plan"].browse(signed.copy({"note": "<b>tekst</b>"}).id)
        html = str(plan._fragment("http://letter.invalid/1"))
        for words in ("UGODA", "Nie &lt;b&gt;tekst", "1\xa0600,00", "row-mark"):
            self.assertIn(words, html)
        self.assertNotIn("art. 506", html)
        own.body_html = '<p><t t-out="object.schedule_tabel"></t></p>'
        self.assertIn("schedule_table", own.placeholder_warning)
        self.assertFalse(signed._render_pdfs())
        self.assertEqual((signed.text_id, signed.attachment_id), (text, old))
        (standard | own).active = False
        with self.assertRaisesRegex(UserError, "archi"):  # in the letter's language
            plan._fragment()
