from datetime import timedelta

from odoo import Command
from odoo.tests import freeze_time, tagged

from .common_notice import NoticeCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestNotices(NoticeCommon):
    """Colleagues hear of trouble before it starts, once of each phase, in one message a day."""

    def monitored(self, days, partner=None):
        """A case in which nothing was sent yet; its item is `days` overdue."""
        case = self.case(partner or self.wolt)
        case.write({"phase": "0_monitoring", "overdue_since": self.today})
        self.item(self.overdue(days, 1000, partner or self.wolt), case)
        return case

    def test_told_some_days_before_the_first_letter(self):
        # the ladder's first letter after the due date leaves on D+3
        self.rule("before", days=2)
        self.monitored(0)
        self.tell()
        self.assertEqual(self.events(), [])
        self.tell(self.after(1))
        self.assertEqual(self.events(), [("Seller", "before", "0_monitoring")])
        message = self.told()
        self.assertEqual(len(message), 1)
        self.assertIn("collection starts on 05.03.2026", message.body)
        self.assertIn("/debt_collection/talk/", message.body)

    def test_told_before_it_starts_where_no_case_is_open_yet(self):
        # a strategy whose first step is the letter of D+3
        (self.steps["reminder"] | self.steps["noted"]).unlink()
        self.rule("before", days=2)
        self.overdue(0, 900, self.wolt)
        self.night()
        self.assertEqual(self.events(), [])
        self.night(self.after(1))
        self.assertEqual(self.events(), [("Seller", "before", "0_monitoring")])
        debtor = self.env["debt.debtor"]._of(self.company, self.wolt)
        self.assertFalse(debtor.case_ids, "telling opens none")
        self.night(self.after(2))
        self.assertEqual(len(self.events()), 1)
        with freeze_time(self.after(2)):
            self.env["debt.action"]._tell_colleagues(self.company, self.now + timedelta(days=2))
        message = self.told()
        self.assertIn("collection starts on 05.03.2026", message.body)
        self.assertIn(f"/debt_collection/talk/customer/{debtor.id}", message.body)
        # who talks first has a case held, with the night's strategy
        case = debtor._take_up(self.after(2))
        item = case.open_item_ids
        with freeze_time(self.after(2)):
            case.with_user(self.seller).action_talk_first()
        self.night(self.after(3))
        self.assertFalse(self.actions(self.wolt, kind="letter"))
        self.assertEqual(item.reason, "hold_talk_first")
        self.assertEqual(len(self.events()), 1, "he knows")

    def told_ahead(self, **values):
        """A salesperson was told that collection from WOLT starts soon."""
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.wolt)
        return self.notices.create(
            {
                "company_id": self.company.id,
                "debtor_id": debtor.id,
                "partner_id": self.wolt.id,
                "user_id": self.seller.id,
                "event": "before",
                "phase": "0_monitoring",
                "date": self.today,
                "talk_first": True,
                **values,
            }
        )

    def test_the_same_start_is_told_once_however_early(self):
        debtor = self.told_ahead(date_start=self.after(20)).debtor_id
        told = self.notices._told([debtor._new_case()], self.after(15))
        self.assertIn((-debtor.id, self.seller.id, "before", "0_monitoring"), told)

    def test_told_of_an_earlier_case_is_no_right_on_this_one(self):
        former = self._user("former", "sales_team.group_sale_salesman")
        old, past = self.case(self.wolt), self.after(-400)
        self.told_ahead(user_id=former.id, date=past, date_start=self.after(-398))
        self.told_ahead(user_id=former.id, date=past, case_id=old.id, event="start")
        self.assertTrue(old._can_talk_first(former))
        old.write({"state": "closed", "closed_on": past, "name": "SP/old"})
        case = self.case(self.wolt)
        case.opened_on = self.today
        self.assertFalse(case._can_talk_first(former))
        self.told_ahead(user_id=former.id, date_start=self.after(2))
        self.assertTrue(case._can_talk_first(former))

    def test_nobody_is_told_while_another_night_is_looking(self):
        self.rule("start")
        self.monitored(2).phase = "1_amicable"
        case = self.elsewhere()
        self.seller.company_ids += case.company_id
        self.notices._queue(self.company, self.today)
        run = self.env["debt.run"]._start(case.company_id, "nightly", self.today)
        self.notices._tell(self.company, self.today)
        self.assertFalse(self.told(), "it has noted nothing yet")
        self.notices._queue(case.company_id, self.today)
        run.state = "done"
        self.notices._tell(self.company, self.today)
        [message] = self.told()
        self.assertIn("Daleki", message.body)

    def test_told_at_the_start_and_at_each_phase_once(self):
        self.rule("start")
        self.rule("phase")
        case = self.monitored(2)
        self.tell()
        self.assertEqual(self.events(), [])
        case.phase = "1_amicable"
        for days in (1, 2):
            self.tell(self.after(days))
        self.assertEqual(self.events(), [("Seller", "start", "1_amicable")])
        # a final demand that is only planned counts: he may still talk to the customer
        self.plan(self.overdue(31, 500, self.wolt), "final", case=case)
        self.tell(self.after(3))
        self.assertEqual(self.events()[-1], ("Seller", "phase", "2_pre_court"))
        self.assertEqual(len(self.told()), 2)

    def test_one_message_for_a_person_and_day_with_steps_and_events(self):
        self.rule("start")
        self.monitored(2).phase = "1_amicable"
        other = self.customer("Drugi", user_id=self.seller.id)
        notice = self.plan(self.overdue(2, 100, other), "noted", "notice")
        notice.task_id.role = "salesperson"
        self.notices._queue(self.company, self.today)
        self.act()
        [message] = self.told()
        for name in (self.wolt.name, "Drugi"):
            self.assertIn(name, message.body)
        # what comes later the same day is told the next
        third = self.customer("Trzeci", user_id=self.seller.id)
        self.plan(self.overdue(2, 100, third), "noted", "notice")
        self.act()
        self.assertEqual(len(self.told()), 1)
        self.notices._tell(self.company, self.after(1))
        self.assertIn("Trzeci", self.told()[0].body)

    def elsewhere(self):
        """A customer of the same salesperson owes something to another company."""
        other = self.env["res.company"].create({"name": "Druga", "debt_automation": True})
        env = self.env(context=dict(self.env.context, allowed_company_ids=other.ids))
        receivable, income = env["account.account"].create(
            [
                {"code": "200001", "name": "Owed", "account_type": "asset_receivable"},
                {"code": "700001", "name": "Sold", "account_type": "income"},
            ]
        )
        journal = env["account.journal"].create({"name": "D", "code": "D", "type": "general"})
        partner = self.customer("Daleki", user_id=self.seller.id)
        owed = {"account_id": receivable.id, "debit": 70, "partner_id": partner.id}
        owed |= {"date_maturity": self.after(-9), "no_followup": False}
        lines = [owed, {"account_id": income.id, "credit": 70}]
        env["account.move"].create(
            {"journal_id": journal.id, "line_ids": [Command.create(line) for line in lines]}
        ).action_post()
        return self.case(partner, other)

    def test_one_message_a_day_also_for_customers_of_several_companies(self):
        self.rule("start")
        self.monitored(2).phase = "1_amicable"
        case = self.elsewhere()
        self.seller.company_ids += case.company_id
        for company in (self.company, case.company_id):
            self.notices._queue(company, self.today)
        run = self.env["debt.run"]._start(case.company_id, "nightly", self.today)
        self.notices._tell(self.company, self.today)
        self.assertFalse(self.told(), "the other night may have something to tell too")
        run.state = "done"
        for company in (self.company, case.company_id):
            self.notices._tell(company, self.today)
        [message] = self.told()
        for text in (self.wolt.name, "Daleki", "(Druga)"):
            self.assertIn(text, message.body)

    def test_who_has_paid_meanwhile_is_not_told_of(self):
        self.rule("start")
        case = self.case(self.wolt)
        invoice = self.overdue(5, 700, self.wolt)
        self.item(invoice, case)
        self.notices._queue(self.company, self.today)
        self.pay(invoice)
        self.notices._tell(self.company, self.today)
        self.assertFalse(self.told())
        self.assertFalse(self.events())

    def test_nobody_is_told_while_the_night_is_planning(self):
        self.rule("start")
        self.monitored(2).phase = "1_amicable"
        self.notices._queue(self.company, self.today)
        run = self.env["debt.run"]._start(self.company, "nightly", self.today)
        self.notices._tell(self.company, self.today)
        self.assertFalse(self.told())
        run.state = "done"
        self.notices._tell(self.company, self.today)
        self.assertEqual(len(self.told()), 1)

    def test_roles(self):
        head, follower, named = (
            self._user(login, "sales_team.group_sale_salesman")
            for login in ("leader", "follower", "named")
        )
        team = self.env["crm.team"].create({"name": "Hurt", "user_id": head.id})
        team.member_ids = self.seller
        self.wolt.message_subscribe(partner_ids=(follower | self.wolt.user_id).partner_id.ids)
        case = self.monitored(9)
        case.phase = "1_amicable"
        self.rule("start", role="leader")
        self.rule("start", role="followers")
        self.rule("start", role="users", user_ids=named.ids)
        self.tell()
        people = {name for name, _event, _phase in self.events()}
        self.assertEqual(people, {"Leader", "Seller", "Follower", "Named"})

    def test_followers_are_told_of_the_start_by_default(self):
        follower = self._user("follower", "sales_team.group_sale_salesman")
        self.wolt.message_subscribe(partner_ids=follower.partner_id.ids)
        shipped = "debt_collection.notice_rule_start"
        for name in (shipped, f"{shipped}_followers"):
            self.env.ref(name).active = True
        self.monitored(9).phase = "1_amicable"
        self.tell()
        people = {name for name, _event, _phase in self.events()}
        self.assertEqual(people, {"Seller", "Follower"})

    def test_small_debts_and_other_profiles_are_left_out(self):
        self.monitored(9).phase = "1_amicable"
        self.rule("start", net_min=1000.01)
        self.rule("start", profile="valued")
        self.tell()
        self.assertEqual(self.events(), [])

    def test_customers_who_become_one_are_told_of_once(self):
        self.rule("start")
        other = self.customer("Drugi", user_id=self.seller.id)
        for partner in (self.wolt, other):
            self.monitored(5, partner).phase = "1_amicable"
        self.tell()
        self.assertEqual(len(self.notices.search([])), 2)
        self.env["debt.debtor"]._merge_partners(other, self.wolt)
        self.assertEqual(len(self.notices.search([])), 1)

    def test_the_night_notes_it_and_the_act_cron_tells(self):
        self.rule("phase")
        self.overdue(31, 900, self.wolt)
        self.night()
        self.assertEqual(self.notices.search([]).mapped("told_on"), [])
        case = self.env["debt.case"].search([("partner_id", "=", self.wolt.id)])
        case.phase = "2_pre_court"
        self.night(self.after(1))
        self.assertEqual(self.events(), [("Seller", "phase", "2_pre_court")])
        with freeze_time(self.after(1)):
            self.env["debt.action"]._tell_colleagues(self.company, self.now + timedelta(days=1))
        self.assertEqual(self.notices.search([]).told_on, self.after(1))
