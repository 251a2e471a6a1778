from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import DebtCommon


class TestDesk(DebtCommon):
    """What a collector finds in the morning, and what he does there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wolt = cls.customer(vat="PL5252344078", phone="+48 22 555 01 02")
        cls.bakery = cls.customer(
            "Piekarnia Złoty Kłos", email="zk@example.com", phone="+48 12 345 67 80"
        )
        cls.big = cls.overdue(48, 38412.55, cls.wolt)
        cls.small = cls.overdue(9, 410.60, cls.bakery)
        run = cls.env["debt.run"]._start(cls.company, "nightly", cls.today)
        run._go_at_once()

    def case(self, partner):
        return self.env["debt.case"].search([("partner_id", "=", partner.id)])

    def end(self):
        """What the end of a request does."""
        self.env.cr.flush()

    # order ---------------------------------------------------------------------------------------

    def test_the_night_orders_cases_and_says_why(self):
        wolt, bakery = self.case(self.wolt), self.case(self.bakery)
        self.assertGreater(wolt.priority, bakery.priority)
        self.assertEqual(self.env["debt.case"].search([], limit=1), wolt)
        self.assertIn("48 days late", wolt.priority_why)
        self.assertIn("overdue", wolt.priority_text)
        parts = sum(points for _code, points, _data in wolt.priority_data)
        self.assertAlmostEqual(parts, wolt.priority, delta=3)

    def test_a_broken_promise_raises_it_and_is_named(self):
        case = self.case(self.bakery)
        before = case.priority
        self.env["debt.promise"].sudo().create(
            {
                "company_id": self.company.id,
                "debtor_id": case.debtor_id.id,
                "case_id": case.id,
                "currency_id": self.pln.id,
                "amount": 410.60,
                "date": self.today - timedelta(days=5),
                "date_until": self.today - timedelta(days=4),
                "made_on": self.today - timedelta(days=9),
                "judged_on": self.today - timedelta(days=3),
                "state": "broken",
                "user_id": self.collector.id,
            }
        )
        case._refresh_priority(self.today)
        self.assertGreater(case.priority, before)
        self.assertIn("broken promises: 1", case.priority_why)
        case._refresh_priority(self.today + timedelta(days=200))
        self.assertNotIn("promises", case.priority_why)

    def test_a_court_deadline_is_told_in_time_and_ends_with_its_reminder(self):
        case = self.case(self.bakery).with_user(self.collector)
        before, day = case.priority, self.today + timedelta(days=14)
        dialog = self.env["debt.court.deadline"].browse(case.action_court_deadline()["res_id"])
        dialog.write({"date": day, "what": "Mend the claim <I Nc 7/26>"})
        dialog.with_user(self.collector).action_confirm()
        self.end()
        self.assertGreater(case.priority, before)
        self.assertEqual(case.deadline_on, day)
        self.assertIn("Mend the claim <I Nc 7/26> by", case.priority_why)
        reminder = case.activity_ids
        self.assertEqual(reminder.date_deadline, day - timedelta(days=7), "5 working days before")
        case._postpone(day + timedelta(days=30), "")
        self.assertEqual(reminder.date_deadline, day - timedelta(days=7), "a court doesn't wait")
        reminder.action_feedback(feedback="Sent")
        self.end()
        self.assertEqual((case.court_deadline_on, case.deadline_on), (False, case.limitation_date))
        self.assertEqual(case.priority, before)

    def test_a_demand_whose_deadline_passed_counts_while_it_is_open(self):
        case = self.case(self.wolt)
        before = case.priority
        self.night(self.today)
        self.carry_out(self.today, self.wolt)
        letter = case.letter_ids
        case._refresh_priority(letter.deadline)
        self.assertNotIn("prio_letter", [code for code, *_rest in case.priority_data])
        case._refresh_priority(letter.deadline + timedelta(days=1))
        self.assertIn(f"deadline of {letter.name} passed", case.priority_why)
        self.assertGreater(case.priority, before)
        letter.sudo().posted_on = self.today
        self.env.flush_all()
        # a sent letter can't be changed any more: as if it had warned from the start
        self.env.cr.execute(
            "UPDATE debt_letter SET warns_register = TRUE WHERE id = %s", letter.ids
        )
        case._refresh_priority(self.today + timedelta(days=40))
        self.assertIn("debt register possible since", case.priority_why)
        letter.sudo().withdrawn_on = self.today
        case._refresh_priority(self.today + timedelta(days=40))
        self.assertNotIn("debt register", case.priority_why)

    def test_paid_it_leaves_the_list(self):
        self.pay(self.big)
        self.case(self.wolt).sudo().debtor_id._refresh(self.today)
        case = self.case(self.wolt)
        self.assertEqual((case.state, case.priority, case.todo_on), ("closed", 0, False))

    # what to do ----------------------------------------------------------------------------------

    def task(self, case, day, summary="Call the owner"):
        return case.activity_schedule(
            "debt_collection.activity_type_call",
            date_deadline=day,
            summary=summary,
            user_id=self.collector.id,
        )

    def test_tasks_come_and_go_within_the_transaction(self):
        case = self.case(self.wolt)
        task = self.task(case, self.today - timedelta(days=2))
        self.end()
        self.assertEqual(case.todo_on, self.today - timedelta(days=2))
        self.assertIn("Call the owner (since", case.todo)
        task.date_deadline = self.today
        self.end()
        self.assertEqual((case.todo_on, case.todo), (self.today, "Call the owner"))
        task.action_feedback(feedback="done")
        self.end()
        case.invalidate_recordset()
        self.assertNotEqual(case.todo, "Call the owner")

    def test_a_reply_comes_before_everything(self):
        case = self.case(self.wolt)
        self.task(case, self.today)
        case._flag_reply()
        self.end()
        self.assertIn("Read the reply", case.todo)
        self.assertEqual(case.todo_on, self.today)
        self.assertIn("waits for an answer", case.priority_why)
        case.action_do_next()
        self.end()
        self.assertFalse(case.replied_on)
        self.assertEqual(case.todo, "Call the owner")
        self.assertEqual(case.action_do_next()["res_model"], "debt.contact")

    def test_tiles_count_what_their_filters_show(self):
        case = self.case(self.wolt)
        self.task(case, self.today - timedelta(days=2))
        self.case(self.bakery).collector_id = False
        self.end()
        tiles = {tile["key"]: tile for tile in self.env["debt.case"].get_counters([])}
        self.assertEqual(tiles["overdue_tasks"]["count"], 1)
        self.assertAlmostEqual(tiles["overdue_tasks"]["amount"], case.overdue)
        self.assertEqual(tiles["no_collector"]["count"], 1)
        self.assertEqual(tiles["replied"]["count"], 0)

    def test_an_empty_list_says_what_comes(self):
        case = self.case(self.wolt)
        case.collector_id = self.collector
        self.task(case, self.today + timedelta(days=2))
        self.end()
        mine = self.env["debt.case"].with_user(self.collector).with_context(debt_worklist=True)
        self.assertIn("Next action", mine.get_empty_list_help(""))

    # search --------------------------------------------------------------------------------------

    def said(self, text):
        return self.env["debt.case"].search([("talk", "ilike", text)]).partner_id

    def test_found_by_what_the_customer_says(self):
        found = {
            self.big.name[-4:]: self.wolt,
            "38 412,55": self.wolt,
            "410,60 zł": self.bakery,
            "525-234-40-78": self.wolt,
            "22 555 01 02": self.wolt,
            "złoty kłos": self.bakery,
        }
        for text, partner in found.items():
            self.assertIn(partner, self.said(text), text)
        self.assertEqual(self.said("38 412,55"), self.wolt)
        self.assertEqual(self.said("12 345 67 80"), self.bakery)
        self.assertFalse(self.said("FV/none/such"))

    def test_found_by_the_title_of_a_transfer(self):
        self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": self.today,
                "payment_ref": "zaplata za palety marzec",
                "partner_id": self.bakery.id,
                "amount": 100.0,
            }
        )
        self.assertEqual(self.said("palety"), self.bakery)

    def test_an_own_collector_finds_own_cases_only(self):
        (self.case(self.wolt) | self.case(self.bakery)).collector_id = self.manager
        mine = self.env["debt.case"].with_user(self.collector)
        self.assertFalse(mine.search([("talk", "ilike", "38 412,55")]))

    # doing ---------------------------------------------------------------------------------------

    def test_postponed_tasks_move_and_letters_wait(self):
        case = self.case(self.wolt)
        case.collector_id = self.collector
        task = self.task(case, self.today)
        case.next_date = self.today + timedelta(days=1)
        result = case.with_user(self.collector).action_postpone()
        wizard = self.env["debt.postpone"].with_user(self.collector).browse(result["res_id"])
        self.assertEqual(wizard.date, self.today + timedelta(days=3))
        wizard.action_confirm()
        self.assertEqual(task.date_deadline, wizard.date)
        hold = case.hold_ids.filtered(lambda hold: hold.kind == "manual")
        self.assertEqual(hold.date_until, wizard.date - timedelta(days=1))
        self.assertFalse(self.plan(self.today + timedelta(days=1), self.wolt))
        with self.assertRaises(UserError):
            wizard.preset = "other"
            wizard.date = self.today
            wizard.action_confirm()

    def bulk(self, kind, **values):
        cases = self.case(self.wolt) | self.case(self.bakery)
        action = cases.with_context(debt_bulk=kind).action_bulk()
        wizard = self.env["debt.case.bulk"].browse(action["res_id"])
        wizard.write(values)
        message = wizard.action_confirm()["params"]["message"]
        self.assertIn("2", message)
        return cases

    def test_bulk_collector_and_schedule(self):
        cases = self.bulk("collector", collector_id=self.manager.id)
        self.assertEqual(cases.collector_id, self.manager)
        self.bulk("schedule", what="call", summary="Before the holidays", date=self.after(2))
        tasks = cases.activity_ids.filtered(lambda task: task.summary == "Before the holidays")
        self.assertEqual(len(tasks), 2)
        self.assertEqual(tasks.user_id, self.manager)

    def test_bulk_phase_goes_on_with_its_first_step(self):
        cases = self.bulk("phase", phase="2_pre_court")
        self.assertEqual(set(cases.mapped("phase")), {"2_pre_court"})
        self.assertFalse(cases._outgoing_actions())
        first = self.strategy.step_ids.filtered(lambda step: step.phase == "2_pre_court")[:1]
        self.assertEqual(cases.open_item_ids.next_step_id, first)

    def test_a_call_opens_who_calls(self):
        Case = self.env["debt.case"].with_user(self.collector)
        case = self.case(self.wolt)
        self.assertTrue(Case._call_url("+48 22").endswith("collection-call?number=%2B48%2022"))
        for typed in ("+48225550102", "22 555-01-02"):
            screen, dialog = Case.action_call(typed)
            self.assertEqual((screen["res_model"], screen["res_id"]), ("debt.case", case.id))
            said = dialog["context"]
            self.assertEqual(said["default_case_id"], case.id)
            self.assertEqual(said["default_number"], "+48225550102")
            self.assertTrue(said["default_is_incoming"])
        stranger = self.customer("Sad Nowak", phone="+48 600 100 200")
        screen, dialog = Case.action_call("600100200")
        self.assertEqual((screen["res_model"], screen["res_id"]), ("res.partner", stranger.id))
        self.assertEqual(dialog["context"]["default_partner_id"], stranger.id)
        [search] = Case.action_call("+48 999 888 777")
        self.assertEqual(search["context"], {"search_default_talk": "+48 999 888 777"})
        seller = new_test_user(
            self.env,
            login="debt_seller_call",
            groups="base.group_user,sales_team.group_sale_salesman",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        with self.assertRaises(AccessError):
            self.env["debt.case"].with_user(seller)._call_url("+48225550102")

    def test_cases_by_payment_profile(self):
        self.case(self.wolt).debtor_id.profile = "valued"
        groups = self.env["debt.case"].with_user(self.collector)
        found = groups._read_group([("state", "=", "open")], ["profile"], ["__count"])
        self.assertEqual(dict(found)["valued"], 1)
        self.assertEqual(groups.search_count([("profile", "=", "valued")]), 1)

    # speed ---------------------------------------------------------------------------------------

    def test_a_page_costs_the_same_for_all_its_rows(self):
        for number in range(6):
            self.overdue(20, 500.0 + number, self.customer(f"Klient {number}"))
        self.night()
        fields = {
            name: {}
            for name in ("partner_id", "overdue", "days_late", "todo", "priority_why", "phase")
        }
        cases = self.env["debt.case"].search([("partner_id.name", "like", "Klient")])
        self.assertEqual(len(cases), 6)
        counts = []
        for page in (cases, cases[:3], cases):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            page.web_read({**fields, "partner_id": {"fields": {"display_name": {}}}})
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts[1:])
