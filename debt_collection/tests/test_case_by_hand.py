from odoo.addons.debt_collection.tests.reaction_common import ReactionCommon
from odoo.exceptions import AccessError
from odoo.tests import new_test_user


class TestCaseByHand(ReactionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = cls.owed_item(cls.overdue(20, 1000.0), step="demand")
        cls.fresh = cls.owed_item(cls.overdue(4, 100.0), step="monit")

    def test_another_strategy_puts_items_where_they_stood(self):
        firm = self.env["debt.strategy"].create({"name": "Firm"})
        steps = [self.step(firm, str(day), day) for day in (2, 8, 14, 20)]
        stale = self.letter_action(self.fresh)
        self.debtor.next_date = self.after(5)
        self.case.with_user(self.collector).strategy_id = firm
        # the demand is D+14, the monit D+3
        self.assertEqual((self.item.step_id, self.fresh.step_id), (steps[2], steps[0]))
        self.assertEqual(self.item.step_date, self.today)
        self.assertEqual(stale.state, "cancelled")
        self.assertFalse(self.debtor.next_date)

    def test_a_gentler_strategy_may_begin_before_its_first_step(self):
        late = self.env["debt.strategy"].create({"name": "Late"})
        self.step(late, "first", 30)
        self.case.strategy_id = late
        self.assertFalse(self.item.step_id)

    def test_steps_after_another_step_are_counted_from_the_due_date(self):
        # the decision comes 3 working days after the deadline (7 days) of the final demand (D+30)
        self.assertAlmostEqual(self.steps["decision"]._nominal_offset(), 30 + 7 + 3 * 7 / 5)
        self.assertEqual(self.strategy._step_at(41), self.steps["final"])
        self.assertEqual(self.strategy._step_at(42), self.steps["decision"])
        self.assertFalse(self.strategy._step_at(-6))

    def test_a_restart_is_a_new_round(self):
        action = self.letter_action(self.item)
        self.case.with_user(self.collector).action_restart()
        self.assertRecordValues(
            self.item | self.fresh, [{"round": 2, "step_id": False, "case_id": self.case.id}] * 2
        )
        self.assertEqual(action.state, "cancelled")

    # who is written to

    def test_the_contact_chosen_for_collections_gets_the_mail(self):
        child = self.env["res.partner"].create
        contact = child({"name": "Anna", "parent_id": self.partner_a.id, "email": "a@a.example"})
        invoices = child(
            {
                "name": "Faktury",
                "type": "invoice",
                "parent_id": self.partner_a.id,
                "email": "f@a.example",
            }
        )
        self.assertEqual(self.case._message_get_contact(), invoices)
        invoices.email = False
        self.assertEqual(self.case._message_get_contact(), self.partner_a)
        self.debtor.contact_id = contact
        self.assertEqual(self.case._mail_get_partners(), {self.case.id: contact})

    def test_changing_the_collector_writes_to_nobody(self):
        before = self.env["mail.mail"].search_count([])
        self.case.with_context(tracking_disable=False).collector_id = self.manager
        self.env.flush_all()
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertNotIn(self.manager.partner_id, self.case.message_partner_ids)

    # replies

    def reply(self, **values):
        return self.case.message_post(
            body="We have paid",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            email_from="ksiegowosc@wolt.example.com",
            **values,
        )

    def test_a_reply_holds_the_case_until_it_is_read(self):
        action = self.letter_action(self.item)
        self.reply(author_id=self.partner_a.id)
        self.assertTrue(self.case.replied_on)
        self.assertEqual(action.state, "cancelled")
        hold = self.case.hold_ids
        self.assertRecordValues(hold, [{"kind": "reply", "date_until": False}])
        self.reply(author_id=self.partner_a.id)
        self.assertEqual(self.case.hold_ids, hold)
        self.case.with_user(self.collector).action_mark_read()
        self.assertFalse(self.case.replied_on)
        self.assertEqual(hold.ended_on, self.today)

    def test_a_mail_through_the_gateway_is_a_reply(self):
        sent = self.case.message_post(body="Please pay", message_type="comment")
        raw = (
            f"Message-ID: <reply-1@wolt.example.com>\nIn-Reply-To: {sent.message_id}\n"
            f"References: {sent.message_id}\nFrom: WOLT <ksiegowosc@wolt.example.com>\n"
            "To: collections@hurt.example.com\nSubject: Re: Please pay\n\nWe dispute it\n"
        )
        self.env["mail.thread"].message_process(False, raw)
        self.assertTrue(self.case.replied_on)
        self.assertIn("We dispute it", self.case.message_ids[0].body)

    def test_what_colleagues_write_is_no_reply(self):
        self.case.with_user(self.collector).message_post(body="Called", message_type="comment")
        self.reply(author_id=self.collector.partner_id.id)
        self.assertFalse(self.case.replied_on)

    # access

    def colleague(self, login, group, **values):
        return new_test_user(
            self.env,
            login=login,
            groups=group,
            company_id=self.company.id,
            company_ids=self.company.ids,
            **values,
        )

    def test_a_collector_sees_his_own_cases_and_those_of_nobody(self):
        own = self.colleague("own", "debt_collection.group_collector")
        everything = self.colleague("all", "debt_collection.group_collector_all")
        Case = self.env["debt.case"]
        domain = [("id", "=", self.case.id)]
        self.assertFalse(Case.with_user(own).search(domain))
        self.assertTrue(Case.with_user(everything).search(domain))
        with self.assertRaises(AccessError):
            self.case.with_user(own).action_restart()
        self.case.collector_id = False
        self.assertTrue(Case.with_user(own).search(domain))
        self.case.collector_id = own
        self.assertTrue(Case.with_user(own).search(domain))

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Druga"})
        stranger = new_test_user(
            self.env,
            login="stranger",
            groups="debt_collection.group_manager",
            company_id=company.id,
            company_ids=company.ids,
        )
        hold = self.env["debt.hold"].create(
            {"company_id": self.company.id, "debtor_id": self.debtor.id}
        )
        env = self.env(user=stranger, context={"allowed_company_ids": company.ids})
        for record in (self.case, self.debtor, self.item, hold):
            found = env[record._name].search([("id", "=", record.id)])
            self.assertFalse(found, record._name)
        with self.assertRaises(AccessError):
            self.case.with_env(env).action_talk_first()

    def test_a_collector_edits_how_a_customer_is_treated(self):
        self.debtor.next_date = self.after(5)
        self.debtor.with_user(self.collector).write(
            {"contact_id": self.partner_a.id, "profile": "valued"}
        )
        self.env.flush_all()
        self.assertFalse(self.debtor.next_date)
