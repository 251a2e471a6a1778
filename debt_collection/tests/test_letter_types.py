from datetime import date
from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged

from ..tools import approval, placeholders, register, text_diff
from .common_action import ActionCommon


@tagged("-at_install", "post_install")
class TestLetterTools(BaseCase):
    def test_first_approval_rule_that_fits(self):
        rules = [
            approval.Rule(1, rank="4_final", amount_to=Decimal(50000), roles=("head",)),
            approval.Rule(2, rank="4_final", roles=("head", "approver")),
            approval.Rule(3, profile="valued", roles=("head",)),
        ]
        for rank, profile, amount, rule in (
            ("4_final", "standard", "50000", 1),
            ("4_final", "standard", "50000.01", 2),
            ("2_demand", "valued", "1", 3),
            ("2_demand", "standard", "99999", None),
        ):
            facts = approval.Facts(7, rank, "business", profile, Decimal(amount))
            found = approval.first(rules, facts)
            self.assertEqual(found and found.id, rule, (rank, profile, amount))

    def test_step_and_rule_together(self):
        demand = approval.Rule(1, roles=("collector",))
        both = approval.Rule(2, roles=("head", "approver"))
        limit = Decimal(20000)
        for rule, role, step_from, amount, expected in (
            (demand, None, 0, 1, ("collector",)),
            (demand, "head", 0, 1, ("head",)),  # a step may ask for more
            (both, "collector", 0, 1, ("head", "approver")),  # never for less
            (both, "approver", 0, 1, ("approver",)),  # the board alone
            (demand, "collector", limit, 19999, ()),  # a limit of its own decides
            (both, "collector", limit, 20000, ("collector",)),
            (None, None, 0, 1, ()),
        ):
            self.assertEqual(approval.required(rule, role, step_from, amount), expected)

    def test_entry_in_a_register(self):
        fine = register.Facts(True, False, False, Decimal(500), Decimal(500), False, True)
        self.assertEqual(register.obstacles(fine), [])
        for change, code in (
            ({"has_bureau": False}, "no_bureau"),
            ({"is_abroad": True}, "abroad"),
            ({"is_public": True}, "public"),
            ({"amount": Decimal("499.99")}, "too_small"),
            ({"is_disputed": True}, "disputed"),
            ({"is_registered": False}, "not_registered"),
        ):
            self.assertEqual(register.obstacles(fine._replace(**change)), [code])
        # not earlier than a month after posting (28 February), nor 30 days after the due date
        old, young = date(2026, 1, 2), date(2026, 2, 20)
        self.assertEqual(register.entry_day(date(2026, 1, 31), [old], 30), date(2026, 3, 1))
        self.assertEqual(register.entry_day(date(2026, 1, 31), [old, young], 30), date(2026, 3, 22))
        self.assertEqual(register.entry_day(date(2026, 12, 5), [old], 30), date(2027, 1, 6))
        self.assertIsNone(register.entry_day(None, [old], 30))

    def test_difference_in_sentences_keeps_hostile_text_as_text(self):
        old = "<p>Płać teraz. Nie zwlekaj (art. 481 KC).</p><p>Z poważaniem</p>"
        new = "<p>Płać teraz.<br>Dzwoń &lt;script&gt;alert(1)&lt;/script&gt;</p><p>Z poważaniem</p>"
        self.assertEqual(
            text_diff.compare(old, new),
            [
                ("same", "Płać teraz."),
                ("removed", "Nie zwlekaj (art. 481 KC)."),
                ("added", "Dzwoń <script>alert(1)</script>"),
                ("same", "Z poważaniem"),
            ],
        )
        self.assertFalse(text_diff.is_changed(text_diff.compare(old, old.replace("<p>", "<p >"))))

    def test_placeholders_named_in_texts(self):
        texts = ('<t t-out="object.total_text"/> {{ object.partner_id.name }}', "object.totl_text")
        self.assertEqual(placeholders.paths(*texts), ["total_text", "partner_id.name", "totl_text"])
        self.assertEqual(placeholders.meant("totl_text", ["total_text", "name"]), "total_text")


class TestLetterTypes(ActionCommon):
    """The approval matrix at work, changed texts, help for writers, withdrawn letters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["debt.approval.rule"].with_context(active_test=False).search([])
        cls.rules.active = True
        cls.second_head = cls._user("second", "debt_collection.group_manager")

    def waiting(self, step, amount, **values):
        name = f"Klient {step} {amount}"
        action = self.plan(self.overdue(31, amount, self.customer(name=name)), step, **values)
        self.act()
        return action

    def test_high_final_demand_needs_the_head_and_then_the_board(self):
        action = self.waiting("final", 60000)
        self.assertEqual((action.state, action.approval_role), ("waiting", "head"))
        action.sudo()._approve(self.manager, now=self.now)
        self.assertEqual((action.state, action.approval_role), ("waiting", "approver"))
        self.assertFalse(action.approved_by_id)
        self.manager.group_ids += self.env.ref("debt_collection.group_approver")
        self.assertIn("another person", action._approval_obstacle(self.manager))
        action.sudo()._approve(self.approver, now=self.now)
        self.assertEqual((action.state, action.approved_by_id), ("queued", self.approver))
        self.assertIn("Manager (Head of receivables)", action.letter_id.approved_text)
        self.assertIn("Approver (Board or CFO)", action.letter_id.approved_text)

    def test_preview_and_act_ask_the_same_people(self):
        invoice = self.overdue(23, 60000, self.customer(name="Podgląd"))
        self.steps["demand"].approval_role = False
        preview = self.night(mode="dry")
        line = preview.line_ids.filtered(lambda line: line.partner_id == invoice.partner_id)
        self.assertEqual(line.outcome, "2_approval")
        self.night()
        action = self.actions(invoice.partner_id, kind="letter")
        self.act()
        self.assertEqual(action.approval_role, "head")
        self.rules.active = False
        again = self.night(mode="dry")
        self.assertNotIn("2_approval", again.line_ids.mapped("outcome"))

    def test_raised_amount_asks_whom_the_new_amount_needs(self):
        action = self.waiting("final", 49000)
        action.sudo()._approve(self.manager, now=self.now)
        self.assertEqual(action.state, "queued")
        action.amount = 60000
        action._ask_again()
        self.assertEqual(action.approval_roles, ["head", "approver"])
        self.assertFalse(action._given())
        self.assertFalse(action._approval_obstacle(self.manager))

    def test_retried_with_more_than_approved_everybody_is_asked_anew(self):
        action = self.waiting("final", 49000)
        action.sudo()._approve(self.manager, now=self.now)
        action.approved_amounts = {}
        action._ask_or_queue(self.now)
        self.assertEqual(action.state, "waiting")
        self.assertFalse(action._given())
        self.assertFalse(action._approval_obstacle(self.manager))

    def test_final_demands_are_not_released_in_bulk(self):
        demand, final = self.waiting("demand", 900), self.waiting("final", 900)
        for action in demand | final:
            action.write({"remarks": [], "has_remarks": False})
        wizard = self.env["debt.approve"].with_user(self.manager).sudo(False)
        wizard = wizard.create({"action_ids": (demand | final).ids})
        self.assertEqual(wizard.approvable_ids, demand)
        self.assertIn("1 have to be approved one by one", wizard.summary)

    def test_changed_text_shows_what_was_changed(self):
        letter = self.waiting("demand", 900).letter_id
        letter.body_html = "<p>Pay now. We wait.</p>"
        letter.with_user(self.collector).sudo(False).text = "<p>Pay now. <b>{{ 7*7 }}</b></p>"
        self.assertTrue(letter.is_edited)
        self.assertIn("We wait.", letter.diff_html)
        self.assertIn("{{ 7*7 }}", letter.diff_html)
        letter.action_restore_text()
        self.assertFalse(letter.is_edited or letter.diff_html)

    def test_withdrawn_demand_is_evidence_but_no_demand(self):
        action = self.waiting("demand", 900)
        letter = action.letter_id
        action.sudo()._approve(self.collector, now=self.now)
        self.act_and_send()
        self.assertEqual(letter.state, "final")
        mail = letter.message_id.sudo().mail_ids
        other = self.waiting("demand", 800).letter_id
        wizard = self.env["debt.letter.withdraw"].with_user(self.manager).sudo(False)
        wizard.create(
            {"letter_id": letter.id, "reason": "Wrong amount", "replaced_by_id": other.id}
        ).action_confirm()
        self.assertRecordValues(
            letter,
            [{"state": "final", "withdrawn_on": self.today, "replaced_by_id": other.id}],
        )
        self.assertEqual(mail.state, "cancel")
        self.env.flush_all()
        run = self.env["debt.run"].new({"company_id": self.company.id, "date": self.today})
        item = action.line_ids.item_id
        history = run._read_history(run._settings(), item.ids)[item.id]
        self.assertEqual(history[self.steps["demand"].id].rank, "")
        with self.assertRaisesRegex(UserError, "evidence"):
            letter.subject = "other"
        with self.assertRaisesRegex(UserError, "withdrawn before"):
            letter._withdraw(self.manager, "again")

    def test_writer_is_told_of_unknown_placeholders(self):
        demand = self.env.ref("debt_collection.letter_type_demand")
        self.assertFalse(demand.placeholder_warning)
        demand.subject = "{{ object.totl_text }} {{ object.partner_id.nip }} {{ object.name }}"
        self.assertIn("did you mean “total_text”", demand.placeholder_warning)
        self.assertIn("partner_id.nip", demand.placeholder_warning)
        self.assertNotIn("“name”", demand.placeholder_warning)

    def test_compared_with_the_text_installed(self):
        demand = self.env.ref("debt_collection.letter_type_demand").with_context(lang="en_US")
        demand.preview_lang = "en_US"
        self.assertIn("No word differs", demand.compare_html)
        demand.body_html = (demand.body_html or "") + "<p>Mind the dog.</p>"
        self.assertIn("Mind the dog.", demand.compare_html)
        self.assertEqual(demand.approval_text.count("\n"), 1)

    def test_texts_of_other_documents(self):
        """Agreement and notice of allocation: preview with made-up figures, test, comparison; no
        strategy, no hand and no approval rule offers them.
        """
        self.env.user.email = "szef@example.com"
        for name, words in (
            ("agreement", ("PR/0001", "§ 2. Instalments", "FV/", "1,027.25")),
            ("allocation", ("ZAL/0001", "art. 451", "2,054.50", "/0002")),
        ):
            text = self.env.ref(f"debt_collection.letter_type_{name}")
            text.preview_lang = "en_US"
            for word in words:
                self.assertIn(word, text.preview_html)
            self.assertFalse(text.placeholder_warning)
            self.assertIn("No word differs", text.compare_html)
            before = self.env["mail.mail"].search([])
            text.action_send_test()
            mail = self.env["mail.mail"].search([]) - before
            self.assertEqual(mail.attachment_ids.mapped("mimetype"), ["application/pdf"])
            ranks = dict(self.rules._fields["rank"]._description_selection(self.env))
            self.assertNotIn(text.rank, ranks)
            allowed = self.env["debt.step.task"]._fields["letter_type_id"].domain
            self.assertNotIn(text, text.search(allowed))

    def test_test_letter_goes_to_the_writer_only(self):
        self.env.user.email = "szef@example.com"
        monit = self.env.ref("debt_collection.letter_type_monit")
        before = self.env["mail.mail"].search([])
        monit.action_send_test()
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(len(mail), 1)
        self.assertIn("szef@example.com", mail.email_to)
        self.assertTrue(mail.subject.startswith("Test: "))
        self.assertFalse(mail.recipient_ids)
