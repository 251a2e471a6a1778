from datetime import date

from odoo import Command
from odoo.exceptions import UserError

from .common_action import ActionCommon


class TestLetterByHand(ActionCommon):
    """Letters a collector writes from the case: types, items, ways; the debt register; thanks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wolt.write({"street": "ul. Łąkowa 7", "zip": "90-562", "city": "Łódź"})
        cls.old = cls.overdue(40, 1000, cls.wolt)
        cls.fresh = cls.overdue(10, 500, cls.wolt)
        cls.future = cls.overdue(-20, 300, cls.wolt)
        cls.env["debt.run"]._start(cls.company, "nightly", cls.today)._go_at_once()
        cls.written = cls.env["debt.case"].search([("partner_id", "=", cls.wolt.id)])
        cls.written.collector_id = cls.collector
        cls.written.action_ids._cancel("cancelled_by", {"user": "test"})
        cls.company.country_id = cls.env.ref("base.pl")

    def wizard(self, code, user=None, **values):
        letter_type = self.env.ref(f"debt_collection.letter_type_{code}")
        wizard = self.env["debt.new.letter"].with_user(user or self.collector).sudo(False)
        return wizard.create(
            {"case_id": self.written.id, "letter_type_id": letter_type.id, **values}
        )

    def letter(self, action):
        return self.env["debt.letter"].browse(action["res_id"])

    def with_bureau(self):
        self.company.write(
            {
                "debt_bureau_name": "Rejestr Dłużników SA",
                "debt_bureau_address": "ul. Rejestrowa 1, 00-001 Warszawa",
                "debt_bureau_contract": "RD/17/2025",
            }
        )

    def roles(self, letter):
        return sorted((line.role, line.name) for line in letter.action_id.line_ids)

    def test_demand_of_one_item_lists_what_else_is_overdue(self):
        wizard = self.wizard("demand")
        self.assertEqual(len(wizard.item_ids), 2)
        wizard.item_ids = wizard.item_ids.filtered(lambda item: item.name == self.old.name)
        self.assertIn(self.old.name, wizard.preview_html)
        letter = self.letter(wizard.action_send())
        self.assertEqual(
            self.roles(letter), [("demanded", self.old.name), ("other", self.fresh.name)]
        )
        # the writer is a collector: nobody else has to approve
        self.assertEqual((letter.state, letter.action_id.state), ("draft", "queued"))
        self.assertIn(self.collector.name, letter.prepared_text)

    def test_information_letter_lists_all_that_is_open_and_starts_no_pause(self):
        letter = self.letter(self.wizard("information").action_send())
        self.assertIn(("not_due", self.future.name), self.roles(letter))
        self.act("render")
        self.act("send")
        self.assertEqual(letter.state, "final")
        run = self.env["debt.run"].new({"company_id": self.company.id, "date": self.today})
        contacts = run._read_contacts(run._settings(), self.wolt.ids)
        self.assertFalse(contacts.get(self.wolt.id) and contacts[self.wolt.id].letter)

    def test_text_is_looked_at_first(self):
        letter = self.letter(self.wizard("monit").action_draft())
        self.assertEqual(letter.action_id.state, "waiting")
        letter.with_user(self.collector).sudo(False).text = letter.text.replace(
            "<p>Dear Sir or Madam,</p>", "<p>Dear <b>Anna</b>,</p>"
        ).replace("<p>Szanowni Państwo,</p>", "<p>Dear <b>Anna</b>,</p>")
        letter.action_id.sudo()._approve(self.collector, now=self.now)
        self.assertEqual(letter.action_id.state, "queued")

    def test_notice_before_a_register_needs_a_contract_and_registered_post(self):
        register = self.env.ref("debt_collection.letter_type_register")
        wizard = self.wizard("demand")
        self.assertNotIn(register, wizard.allowed_type_ids)
        wizard.letter_type_id = register
        self.assertIn("no contract with a debt register", wizard.obstacle)
        with self.assertRaisesRegex(UserError, "no contract"):
            wizard.action_send()
        self.with_bureau()
        email = self.env.ref("debt_collection.channel_email")
        wizard = self.wizard("register", channel_ids=[Command.set(email.ids)])
        self.assertIn("registered post", wizard.obstacle)
        wizard = self.wizard("register")
        self.assertFalse(wizard.obstacle)
        letter = self.letter(wizard.action_send())
        self.assertIn("Rejestr Dłużników SA, ul. Rejestrowa 1", letter.body_html)
        letter._mark_posted(date(2026, 3, 3))
        self.assertEqual(letter.register_from, date(2026, 4, 4))

    def test_small_or_disputed_debts_go_to_no_register(self):
        self.with_bureau()
        small = self.wizard("register")
        small.item_ids = small.item_ids.filtered(lambda item: item.name == self.fresh.name)
        self.assertFalse(small.obstacle)  # exactly 500
        self.company.debt_bureau_business_min = 500.01
        small.invalidate_recordset(["obstacle"])
        self.assertIn("500", small.obstacle)
        self.company.debt_bureau_business_min = 500
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": self.written.debtor_id.id,
                "item_id": small.item_ids.id,
                "kind": "dispute",
                "amount": 100,
            }
        )
        wizard = self.wizard("register")
        self.assertIn("disputed", wizard.obstacle)

    def test_thanks_after_full_payment_only_where_wanted(self):
        letter = self.letter(self.wizard("monit").action_send())
        self.act("send")
        self.assertEqual(letter.state, "final")
        for invoice in self.old | self.fresh | self.future:
            self.pay(invoice)
        self.company.debt_thanks = True
        self.night()
        thanks = self.written.action_ids.filtered(
            lambda a: a.letter_type_id == self.env.ref("debt_collection.letter_type_thanks")
        )
        self.assertEqual(self.written.state, "closed")
        self.assertEqual(len(thanks), 1)
        self.act_and_send()
        self.assertEqual((thanks.state, thanks.letter_id.state), ("done", "final"))
        self.assertFalse(thanks.letter_id._tables())
