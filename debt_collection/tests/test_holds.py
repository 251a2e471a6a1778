from datetime import date

from odoo.addons.debt_collection.tests.reaction_common import ReactionCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, new_test_user


class TestHolds(ReactionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice, cls.second = cls.overdue(20, 1000.0), cls.overdue(25, 300.0)
        cls.item, cls.other = cls.owed_item(cls.invoice), cls.owed_item(cls.second)
        cls.env["debt.dirty"].search([]).unlink()

    def hold(self, user=None, **values):
        return (
            self.env["debt.hold"]
            .with_user(user or self.env.user)
            .create(
                {
                    "company_id": self.company.id,
                    "debtor_id": self.debtor.id,
                    "date_from": self.today,
                    **values,
                }
            )
        )

    def nets(self, day=None):
        return self.env["debt.run"]._open_net(self.company, day or self.today, self.partner_a)

    # what a hold stops

    def test_a_hold_takes_back_what_has_not_left(self):
        states = ("planned", "waiting", "queued", "failed")
        for step, state in zip(("monit", "demand", "second", "final"), states, strict=True):
            with self.subTest(state):
                action = self.letter_action(self.item, step=step, state=state)
                hold = self.hold(
                    self.collector, case_id=self.case.id, kind="promise", date_until=self.after(5)
                )
                self.assertEqual(action.state, "cancelled")
                hold.with_user(self.collector).action_end()

    def test_a_hold_of_one_item_leaves_a_letter_with_others_to_the_second_look(self):
        alone = self.letter_action(self.item, step="monit")
        both = self.letter_action(self.item | self.other)
        self.hold(item_id=self.item.id, kind="dispute")
        self.assertEqual((alone.state, both.state), ("cancelled", "waiting"))
        nets = self.nets()
        self.assertEqual(nets[self.item.move_line_id.id].hold_reason[0], "hold_dispute")
        self.assertFalse(nets[self.other.move_line_id.id].hold_reason)

    def test_holds_of_all_its_items_stop_a_letter_at_once(self):
        both = self.letter_action(self.item | self.other)
        base = {"company_id": self.company.id, "debtor_id": self.debtor.id, "kind": "promise"}
        day = {"date_from": self.today, "date_until": self.after(5)}
        items = self.item | self.other
        self.env["debt.hold"].create([{**base, **day, "item_id": item.id} for item in items])
        self.assertEqual(both.state, "cancelled")

    def test_a_partly_disputed_item_goes_on_with_the_rest(self):
        action = self.letter_action(self.item)
        self.hold(item_id=self.item.id, kind="dispute", amount=400.0)
        self.assertEqual(action.state, "waiting")
        net = self.nets()[self.item.move_line_id.id]
        self.assertEqual((net.open, net.demandable), (1000, 600))

    def test_another_case_or_debtor_is_not_touched(self):
        action = self.letter_action(self.item)
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.partner_b)
        self.hold(debtor_id=debtor.id, kind="manual")
        self.assertEqual(action.state, "waiting")

    def test_a_hold_from_tomorrow_stops_nothing_today(self):
        action = self.letter_action(self.item)
        self.hold(case_id=self.case.id, date_from=self.after(1))
        self.assertEqual(action.state, "waiting")
        self.assertFalse(self.nets()[self.item.move_line_id.id].hold_reason)
        self.assertTrue(self.nets(self.after(1))[self.item.move_line_id.id].hold_reason)

    def test_the_next_run_looks_again_at_begin_change_and_end(self):
        self.debtor.next_date = self.after(9)
        hold = self.hold(case_id=self.case.id, date_until=self.after(5))
        self.assertFalse(self.debtor.next_date)
        self.debtor.next_date = self.after(9)
        hold.date_until = self.after(7)
        self.assertFalse(self.debtor.next_date)
        self.debtor.next_date = self.after(9)
        hold._end()
        self.assertFalse(self.debtor.next_date)

    def test_a_hold_is_told_in_the_history_of_the_case_not_in_its_chatter(self):
        before = self.case.message_ids
        self.hold(kind="dispute", item_id=self.item.id, case_id=self.case.id, reason="Wrong goods")
        self.assertEqual(self.case.message_ids, before)
        self.env.flush_all()
        row = self.case.timeline_ids.filtered(lambda row: row.kind == "hold")
        self.assertEqual(row.detail, "Wrong goods")

    # kinds

    def test_insolvency_stops_letters_and_asks_for_prepayment(self):
        hold = self.hold(kind="insolvency", reason="GRz 12/26")
        self.assertEqual(self.debtor.sale_level, "2_prepayment")
        self.assertEqual(self.nets()[self.item.move_line_id.id].hold_reason[0], "hold_insolvency")
        hold._end("Discontinued")
        self.debtor.invalidate_recordset(["sale_level"])
        self.assertFalse(self.debtor.sale_level)
        self.assertEqual(hold.end_reason, "Discontinued")

    def test_an_insolvency_announced_for_a_later_day(self):
        self.hold(kind="insolvency", date_from=self.after(2))
        self.assertFalse(self.debtor.sale_level)
        with freeze_time(self.after(2)):
            self.env["debt.hold"]._close_expired()
            self.debtor.invalidate_recordset(["sale_level"])
            self.assertEqual(self.debtor.sale_level, "2_prepayment")

    def test_an_exclusion_has_an_end(self):
        with self.assertRaises(ValidationError):
            self.hold(kind="exclusion")
        self.hold(kind="exclusion", date_until=self.after(90))

    def test_only_one_document_can_be_held_in_part(self):
        with self.assertRaises(ValidationError):
            self.hold(case_id=self.case.id, amount=10.0)

    # the end

    def test_an_expired_hold_is_closed_the_day_after(self):
        hold = self.hold(case_id=self.case.id, date_until=self.after(2))
        self.debtor.next_date = self.after(30)
        for days, ended in ((2, False), (3, self.after(3))):
            with freeze_time(self.after(days)):
                self.env["debt.hold"]._close_expired()
                self.assertEqual(hold.ended_on, ended)
                self.assertEqual(bool(self.debtor.next_date), not ended)
        # it did hold on its last day, whoever looks back
        domain = self.env["debt.hold"]._active_domain
        self.assertEqual(self.env["debt.hold"].search(domain(self.after(2))), hold)
        self.assertFalse(self.env["debt.hold"].search(domain(self.after(3))))

    @freeze_time("2026-03-04 23:30:00")
    def test_half_past_midnight_in_warsaw_ends_the_hold_of_yesterday(self):
        hold = self.hold(case_id=self.case.id, date_until=date(2026, 3, 4))
        self.env["debt.hold"]._close_expired()
        self.assertEqual(hold.ended_on, date(2026, 3, 5))

    def test_the_end_of_a_hold_sends_nothing(self):
        hold = self.hold(case_id=self.case.id)
        before = self.env["debt.action"].search_count([])
        hold.with_user(self.collector).action_end()
        self.assertEqual((hold.ended_on, hold.ended_by_id), (self.today, self.collector))
        self.assertEqual(self.env["debt.action"].search_count([]), before)

    # the dialog

    def wizard(self, records, **values):
        action = records.with_user(self.collector).action_hold()
        wizard = self.env["debt.hold.wizard"].browse(action["res_id"]).with_user(self.collector)
        with Form(wizard) as form:
            for name, value in values.items():
                setattr(form, name, value)
        wizard.action_confirm()
        return self.env["debt.hold"].search([], order="id desc", limit=1)

    def test_hold_a_case_from_its_page(self):
        hold = self.wizard(self.case, kind="manual", date_until=self.after(7))
        self.assertRecordValues(
            hold,
            [
                {
                    "debtor_id": self.debtor.id,
                    "case_id": self.case.id,
                    "item_id": False,
                    "kind": "manual",
                    "date_until": self.after(7),
                    "user_id": self.collector.id,
                }
            ],
        )

    def test_hold_an_item_in_part(self):
        hold = self.wizard(self.item, kind="manual", amount=200.0)
        self.assertEqual((hold.item_id, hold.amount), (self.item, 200.0))

    def test_talk_first_counts_working_days(self):
        # Thursday before Easter: Friday is one, then Monday is off
        with freeze_time("2026-04-02"):
            hold = self.wizard(self.case, kind="talk_first", days=2)
        self.assertEqual(hold.date_until, date(2026, 4, 7))

    def test_hold_an_invoice_that_has_no_item_yet(self):
        invoice = self.overdue(-60, 50.0)
        action = self.env["debt.hold.wizard"].with_user(self.collector)._open_for(invoice)
        self.env["debt.hold.wizard"].browse(action["res_id"]).with_user(
            self.collector
        ).action_confirm()
        hold = self.env["debt.hold"].search([], order="id desc", limit=1)
        self.assertEqual(hold.item_id.move_line_id, self.due_line(invoice))

    def test_hold_a_customer(self):
        hold = self.wizard(self.debtor, kind="insolvency")
        self.assertEqual((hold.debtor_id, hold.case_id.id), (self.debtor, False))

    # “I'll talk to the customer”

    def salesperson(self, login):
        return new_test_user(
            self.env,
            login=login,
            groups="sales_team.group_sale_salesman",
            company_id=self.company.id,
            company_ids=self.company.ids,
        )

    def test_a_salesperson_without_collection_rights_holds_his_own_customer(self):
        seller, stranger = self.salesperson("seller"), self.salesperson("stranger")
        self.partner_a.user_id = seller
        self.letter_action(self.item)
        case = self.case.with_user(seller)
        with self.assertRaises(AccessError):
            _unreadable = case.collector_id
        with self.assertRaises(AccessError):
            self.case.with_user(stranger).action_talk_first()
        case.action_talk_first()
        self.assertRecordValues(
            self.case.hold_ids,
            # 2 working days
            [{"kind": "talk_first", "date_until": self.after(2), "user_id": seller.id}],
        )
        self.assertEqual(self.case.action_ids.state, "cancelled")

    def test_once_per_round(self):
        self.case.action_talk_first()
        self.case.hold_ids._end()
        with self.assertRaises(UserError):
            self.case.action_talk_first()
        self.case.action_restart()
        self.case.action_talk_first()
        self.assertEqual(len(self.case.hold_ids), 2)
