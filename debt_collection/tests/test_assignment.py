from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .run_common import RunCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestAssignmentOfCases(RunCommon):
    """Who gets a case by night, how it changes hands, and who stands in for whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._user("other", "debt_collection.group_collector")
        cls.company.debt_collector_ids = [Command.set((cls.collector | cls.other).ids)]

    def rule(self, collector, **values):
        return self.env["debt.collector.rule"].create(
            {"name": "Rule", "collector_ids": [Command.set(collector.ids)], **values}
        )

    def row(self, user):
        return self.env["debt.collector"].search([("user_id", "=", user.id)])

    def case_of(self, partner):
        return self.env["debt.case"].search([("partner_id", "=", partner.id)])

    def history(self, case):
        rows = case.assignment_ids.sorted("id")
        return [(row.from_user_id.name, row.collector_id.name, row.mode) for row in rows]

    def test_people_of_the_settings_are_rows_with_a_cap_of_their_own(self):
        rows = self.env["debt.collector"].search([("company_id", "=", self.company.id)])
        self.assertEqual(rows.user_id, self.collector | self.other)
        self.company.debt_collector_ids = [Command.set(self.other.ids)]
        self.assertEqual(rows.filtered("takes_cases").user_id, self.other)
        self.assertEqual(self.company.debt_collector_ids, self.other)

    def test_big_debts_to_one_collector_the_rest_evenly(self):
        big, small = self.customer("Duży"), self.customer("Mały")
        rule = self.rule(self.other, net_from=5000)
        self.overdue(14, 9000, big)
        self.overdue(14, 100, small)
        self.night()
        self.assertEqual(self.case_of(big).collector_id, self.other)
        self.assertEqual(self.case_of(big).assignment_ids.rule_id, rule)
        # the other one has a case already
        self.assertEqual(self.case_of(small).collector_id, self.collector)
        self.assertEqual(self.history(self.case_of(small)), [(False, "Collector", "shared")])

    def test_conditions_on_the_customer(self):
        team = self.env["crm.team"].sudo().create({"name": "Hurt", "company_id": self.company.id})
        seller = self._user("seller", "sales_team.group_sale_salesman")
        team.member_ids = seller
        german = self.customer("Müller", country_id=self.env.ref("base.de").id)
        served = self.customer("Klient Hurtu", user_id=seller.id)
        self.rule(self.other, country_ids=[Command.set(self.env.ref("base.de").ids)])
        self.rule(self.other, team_ids=[Command.set(team.ids)])
        for partner in (german, served, self.debtor):
            self.overdue(14, 100, partner)
        self.night()
        self.assertEqual(self.case_of(german).collector_id, self.other)
        self.assertEqual(self.case_of(served).collector_id, self.other)
        self.assertEqual(self.case_of(self.debtor).collector_id, self.collector)

    def test_a_case_that_grows_old_goes_over_with_its_tasks(self):
        self.company.debt_collector_ids = [Command.set(self.collector.ids)]
        self.overdue(14, 500, self.debtor)
        self.night()
        case = self.case_of(self.debtor)
        task = case.activity_schedule("mail.mail_activity_data_todo", user_id=self.collector.id)
        self.rule(self.other, days_from=20, takes_over=True)
        self.night(self.after(3))
        self.assertEqual(case.collector_id, self.collector)
        self.night(self.after(6))
        self.assertEqual(case.collector_id, self.other)
        self.assertEqual(task.user_id, self.other)
        self.assertEqual(
            self.history(case),
            [(False, "Collector", "shared"), ("Collector", "Other", "rule")],
        )

    def test_changed_by_hand_keeps_history(self):
        self.overdue(14, 500, self.debtor)
        self.night()
        case = self.case_of(self.debtor)
        case.with_user(self.manager).collector_id = self.other
        row = case.assignment_ids.sorted("id")[-1]
        self.assertEqual((row.mode, row.user_id), ("hand", self.manager))
        with self.assertRaises(AccessError):
            row.with_user(self.manager).collector_id = self.collector

    def test_full_desks_leave_the_case_without_collector_until_there_is_room(self):
        for user in (self.collector, self.other):
            self.row(user).cap = 1
        partners = [self.customer(f"Klient {n}") for n in range(3)]
        for partner in partners:
            self.overdue(14, 100, partner)
        self.night()
        cases = self.env["debt.case"].search([("company_id", "=", self.company.id)])
        left = cases.filtered(lambda case: not case.collector_id)
        self.assertEqual(len(left), 1)
        self.row(self.other).cap = 0
        self.night(self.after(1))
        self.assertEqual(left.collector_id, self.other)

    def test_substitute_sees_the_cases_and_gets_due_tasks(self):
        self.overdue(14, 500, self.debtor)
        self.company.debt_collector_ids = [Command.set(self.collector.ids)]
        self.night()
        case = self.case_of(self.debtor)
        stand_in = case.with_user(self.other)
        with self.assertRaises(AccessError):
            stand_in.read(["name"])
        row = self.row(self.collector)
        row.write(
            {
                "away_from": self.today,
                "away_until": self.after(5),
                "substitute_id": self.other.id,
            }
        )
        stand_in.read(["name"])
        self.assertEqual(stand_in.search([("is_mine", "=", True)]), stand_in)
        own = self.env(user=self.other)
        self.assertEqual(own["debt.item"].search([]).case_id, case)
        self.assertEqual(own["debt.action"].search([]), self.actions(self.debtor))
        due, later = (
            case.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=self.collector.id,
                date_deadline=self.after(days),
            )
            for days in (0, 9)
        )
        self.night(self.after(1))
        self.assertEqual((due.user_id, later.user_id), (self.other, self.collector))
        # a new case goes to somebody who is there
        self.company.debt_collector_ids = [Command.set((self.collector | self.other).ids)]
        fresh = self.customer("Nowy")
        self.overdue(14, 100, fresh)
        self.night(self.after(1))
        self.assertEqual(self.case_of(fresh).collector_id, self.other)

    def test_rules_that_cannot_work_are_refused(self):
        with self.assertRaises(ValidationError):
            self.env["debt.collector.rule"].create({"name": "Nobody", "mode": "fixed"})
        with self.assertRaises(ValidationError):
            self.rule(self.other, net_from=500, net_to=500)
        with self.assertRaises(ValidationError):
            self.row(self.other).substitute_id = self.other

    def test_a_thousand_cases_in_a_fixed_number_of_statements(self):
        partners = self.env["res.partner"].create([{"name": f"K {n}"} for n in range(60)])
        debtors = self.env["debt.debtor"]._get_or_create(self.company, partners)
        cases = self.env["debt.case"].create(
            [
                {
                    "company_id": self.company.id,
                    "debtor_id": debtor.id,
                    "partner_id": debtor.partner_id.id,
                    "strategy_id": self.strategy.id,
                }
                for debtor in debtors
            ]
        )
        self.rule(self.other, domain="[('name', '=', 'K 7')]")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["debt.case"]._assign_open(self.company, self.today)
        self.assertLess(self.env.cr.sql_log_count - before, 40)
        self.assertFalse(cases.filtered(lambda case: not case.collector_id))
