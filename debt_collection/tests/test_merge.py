from odoo.addons.debt_collection.tests.reaction_common import ReactionCommon


class TestMerge(ReactionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = cls.owed_item(cls.overdue(20, 1000.0))
        cls.action = cls.letter_action(cls.item)
        cls.loser = cls.env["debt.debtor"]._get_or_create(cls.company, cls.partner_b)
        cls.lost_case = cls._case(cls.loser, opened_on=cls.today.replace(day=1))
        cls.lost_item = cls.owed_item(
            cls.overdue(30, 500.0, partner=cls.partner_b), case=cls.lost_case
        )
        cls.lost_action = cls.letter_action(cls.lost_item)
        cls.env["debt.dirty"].search([]).unlink()

    def merge(self, sources, target):
        self.env["base.partner.merge.automatic.wizard"]._merge((sources | target).ids, target)

    def test_merged_partners_have_one_debtor_and_one_open_case(self):
        hold = self.env["debt.hold"].create(
            {"company_id": self.company.id, "debtor_id": self.loser.id, "kind": "manual"}
        )
        sale_hold = self.env["debt.sale.hold"]._set(self.loser, "1_warn", action=self.lost_action)
        note = self.lost_case.message_post(body="He promised")
        name = self.lost_case.name
        self.merge(self.partner_b, self.partner_a)
        self.assertFalse(self.loser.exists())
        self.assertFalse(self.lost_case.exists())
        self.assertEqual(
            (self.lost_item | self.item).mapped(lambda i: (i.debtor_id, i.case_id)),
            [(self.debtor, self.case)] * 2,
        )
        self.assertRecordValues(
            self.lost_action,
            [
                {
                    "debtor_id": self.debtor.id,
                    "case_id": self.case.id,
                    "partner_id": self.partner_a.id,
                }
            ],
        )
        self.assertEqual(hold.debtor_id, self.debtor)
        self.assertEqual((sale_hold.debtor_id, sale_hold.partner_id), (self.debtor, self.partner_a))
        self.assertEqual(self.case.opened_on, self.today.replace(day=1))
        self.assertIn(note, self.case.message_ids)
        self.assertIn(name, self.case.message_ids[0].body)

    def test_a_target_without_a_debtor_takes_over_the_sources(self):
        target = self.customer("Nowa nazwa")
        self.merge(self.partner_a | self.partner_b, target)
        debtor = self.debtor.exists() or self.loser.exists()
        self.assertEqual(len((self.debtor | self.loser).exists()), 1)
        self.assertEqual(debtor.partner_id, target)
        self.assertEqual(debtor.case_ids.partner_id, target)
        self.assertEqual((self.item | self.lost_item).debtor_id, debtor)

    def test_each_company_for_itself(self):
        company = self.env["res.company"].create({"name": "Druga"})
        other = self.env["debt.debtor"]._get_or_create(company, self.partner_b)
        other_case = self._case(other)
        self.merge(self.partner_b, self.partner_a)
        self.assertRecordValues(other, [{"partner_id": self.partner_a.id}])
        self.assertRecordValues(
            other_case,
            [
                {
                    "debtor_id": other.id,
                    "partner_id": self.partner_a.id,
                    "company_id": company.id,
                    "state": "open",
                }
            ],
        )
        self.assertEqual(self.lost_item.debtor_id, self.debtor)

    def test_evidence_survives_a_merge(self):
        self.lost_action._done("2026-03-02 09:00:00")
        self.merge(self.partner_b, self.partner_a)
        self.assertRecordValues(self.lost_action, [{"state": "done", "case_id": self.case.id}])

    def test_contacts_without_debts_merge_as_ever(self):
        one, two = self.customer("Jeden"), self.customer("Dwa")
        self.merge(one, two)
        self.assertFalse(one.exists())

    def test_settings_of_the_loser_fill_the_gaps(self):
        self.loser.write({"strategy_id": self.strategy.id, "net_limit": 9.0})
        self.debtor.net_limit = 5.0
        self.debtor._merge(self.loser)
        self.assertRecordValues(self.debtor, [{"strategy_id": self.strategy.id, "net_limit": 5.0}])

    # re-parenting

    def test_a_customer_put_under_another_one_goes_over_to_him(self):
        self.partner_b.write({"is_company": False, "parent_id": self.partner_a.id})
        self.assertEqual(
            self.env["debt.item"]._changed_keys(self.company),
            {(self.company.id, self.partner_a.id), (self.company.id, self.partner_b.id)},
        )
        self.loser._refresh(self.today)
        self.assertFalse(self.loser.exists())
        self.assertEqual(
            (self.lost_item.debtor_id, self.lost_item.case_id), (self.debtor, self.case)
        )
        self.assertEqual(self.env["debt.item"]._changed_keys(self.company), set())

    def test_an_item_booked_over_to_another_customer_moves_alone(self):
        line = self.lost_item.move_line_id
        line.move_id.button_draft()
        line.move_id.partner_id = self.partner_a
        line.move_id.action_post()
        self.lost_item.move_line_id = self.due_line(line.move_id)
        self.loser._refresh(self.today)
        self.assertEqual(
            (self.lost_item.debtor_id, self.lost_item.case_id), (self.debtor, self.case)
        )
        self.assertEqual(self.lost_action.state, "cancelled")
        self.assertTrue(self.loser.exists())
