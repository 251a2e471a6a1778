from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "-at_install")
class TestDashboard(DebtCommon):
    """Monday 2 March 2026. Two collectors, one case each; WOLT pays 20 days late as a rule."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.wolt, cls.smak = cls.customer(), cls.customer("Smak s.c.", email="smak@example.com")
        cls.other = cls._user("other", "debt_collection.group_collector")
        cls.old = cls.overdue(40, 1000.0, cls.wolt)  # due 21 January
        cls.coming = cls.overdue(-9, 500.0, cls.wolt)  # due 11 March
        cls.foreign = cls.overdue(10, 100.0, cls.smak, currency_id=cls.eur.id)  # 400 PLN
        cls.pay(cls.old, 300.0, day=date(2026, 2, 24))
        cls.env["debt.run"]._start(cls.company, "nightly", cls.today)._go_at_once()
        cls.case, cls.smak_case = (
            cls.env["debt.case"].search([("partner_id", "=", partner.id)])
            for partner in (cls.wolt, cls.smak)
        )
        cls.smak_case.collector_id = cls.other
        cls.wolt_debtor = cls.case.debtor_id
        cls.dashboard = cls.env["debt.dashboard"].with_user(cls.manager)

    def tiles(self, user=None, **wishes):
        data = self.dashboard.with_user(user or self.manager).get_data(wishes)
        return {tile["key"]: tile for tile in data["tiles"]}

    def chart(self, key, user=None, **wishes):
        return self.dashboard.with_user(user or self.manager).get_chart(key, wishes)

    def test_tiles_of_the_company(self):
        tiles = self.tiles(period="last_month")
        self.assertEqual(tiles["overdue"]["value"], 1100.0)  # 700 and EUR 100
        self.assertEqual(tiles["recovered"]["value"], 300.0)
        self.assertEqual(tiles["overdue"]["delta"], 10)  # 1000 before
        self.assertEqual(tiles["overdue"]["tone"], "danger")
        # before: 1000 overdue; sold in February: the 500 of 9 February and EUR 100 before it
        owed = 1000 + self.env["debt.result"]._sales(
            self.company, date(2026, 2, 1), date(2026, 2, 28)
        )
        self.assertEqual(owed, 1500.0)
        before = self.env["debt.result"]._receivables(self.company, date(2026, 1, 31))
        self.assertEqual(before["amount"], 1400.0)
        collectable = 1400 + 500 - 500
        self.assertAlmostEqual(tiles["effectiveness"]["value"], 300 / collectable * 100, 4)

    def test_a_collector_sees_his_own(self):
        tiles = self.tiles(self.other)
        self.assertEqual(tiles["overdue"]["value"], 400.0)
        self.assertNotIn("dso", tiles)
        data = self.dashboard.with_user(self.other).get_data({"collector_id": self.collector.id})
        self.assertEqual(data["filters"]["collector_id"], self.other.id)
        self.assertNotIn("collectors", [one["key"] for one in data["lists"]])
        [customers] = [one for one in data["lists"] if one["key"] == "customers"]
        self.assertEqual([row["cells"][0] for row in customers["rows"]], ["Smak s.c."])
        self.assertFalse(self.chart("collectors", self.other))

    def test_actions_list_what_the_figures_count(self):
        data = self.dashboard.get_data({"collector_id": self.collector.id})
        [overdue] = [tile for tile in data["tiles"] if tile["key"] == "overdue"]
        listed = self.env[overdue["action"]["res_model"]].search(overdue["action"]["domain"])
        self.assertEqual(listed, self.case)
        chart = self.chart("collectors")
        bars = dict(zip(chart["labels"], chart["series"][0]["data"], strict=True))
        self.assertEqual(bars, {"Collector": 700.0, "Other": 400.0})
        for label, action in zip(chart["labels"], chart["actions"], strict=True):
            cases = self.env["debt.case"].search(action["domain"])
            self.assertEqual(sum(cases.mapped("overdue")), bars[label])

    def listed(self, action, name, user=None):
        """What the list behind a figure adds up to."""
        model = self.env[action["res_model"]].with_user(user or self.manager)
        model.invalidate_model()  # rows of another day
        records = model.with_context(**action["context"]).search(action["domain"])
        return sum(records.mapped(name))

    def test_lists_behind_figures_add_up_to_them(self):
        self.pay(self.foreign, 50.0, day=date(2026, 2, 25))
        self.credit_note(10.0, self.wolt)
        self.env["debt.promise"]._make(self.case, {"date": date(2026, 3, 11), "amount": 700.0})
        names = {"overdue": "overdue", "recovered": "amount"}
        for user, wishes in (
            (self.manager, {"period": "last_month"}),
            (self.manager, {"period": "last_month", "collector_id": self.other.id}),
            (self.other, {"period": "last_month"}),
        ):
            tiles = self.tiles(user, **wishes)
            for key, name in names.items():
                found = self.listed(tiles[key]["action"], name, user)
                self.assertAlmostEqual(found, tiles[key]["value"], 2, (user.login, key))
            for key, name in (("trend", "overdue"), ("aging", "amount")):
                chart = self.chart(key, user, **wishes)
                for figure, action in zip(
                    chart["series"][0]["data"], chart["actions"], strict=True
                ):
                    self.assertAlmostEqual(self.listed(action, name, user), figure, 2, key)
            chart = self.chart("inflow", user, **wishes)
            for number, series in enumerate(chart["series"]):
                for figure, actions in zip(series["data"], chart["actions"], strict=True):
                    self.assertAlmostEqual(self.listed(actions[number], "amount", user), figure, 2)
        owed = self.env["debt.result"]._receivables(self.company, date(2026, 2, 28))["amount"]
        dso = self.tiles(period="last_month")["dso"]
        self.assertAlmostEqual(self.listed(dso["action"], "amount"), owed, 2)

    def test_charts_end_with_the_period(self):
        trend = self.chart("trend", period="last_month")["labels"]
        self.assertEqual((trend[-1], len(trend)), ("Feb 26", 13))
        self.assertEqual(self.chart("inflow", period="last_month")["labels"][-1], "23 Feb")
        self.assertEqual(self.chart("inflow")["labels"][-1], "2 Mar")

    def test_what_grows_fast_needs_a_person(self):
        self.case.growing_on = self.today
        [needs] = [one for one in self.dashboard.get_data()["lists"] if one["key"] == "needs"]
        found = {row["cells"][0]: row for row in needs["rows"]}
        self.assertEqual(found["Grows fast"]["cells"][1], 1)

    def test_a_head_without_cases_starts_on_the_dashboard(self):
        self.company.debt_onboarded = True
        start = self.env["debt.case"].with_user(self.manager)
        self.assertEqual(start.action_home()["tag"], "debt_dashboard")
        self.case.collector_id = self.manager
        self.assertEqual(start.action_home()["res_model"], "debt.case")

    def test_aging_by_bucket(self):
        chart = self.chart("aging")
        bars = dict(zip(chart["labels"], chart["series"][0]["data"], strict=True))
        self.assertEqual(bars.pop("Not due yet"), 500.0)
        self.assertEqual(sorted(bars.values()), [400.0, 700.0])
        self.assertEqual(sum(self.chart("aging", self.other)["series"][0]["data"]), 400.0)

    def test_inflow_stands_in_its_week(self):
        chart = self.chart("inflow")
        received = dict(zip(chart["labels"], chart["series"][0]["data"], strict=True))
        self.assertEqual({k: v for k, v in received.items() if v}, {"23 Feb": 300.0})

    def test_forecast_counts_each_amount_once(self):
        self.env["debt.promise"]._make(self.case, {"date": date(2026, 3, 11), "amount": 700.0})
        self.wolt_debtor.days_late_avg = 20
        self.smak_case.debtor_id.days_late_avg = 5  # a usual day that has passed
        chart = self.chart("forecast")
        found = {
            (series["label"], label): amount
            for series in chart["series"]
            for label, amount in zip(chart["labels"], series["data"], strict=True)
            if amount
        }
        # 11 March and 20 days: 31 March
        self.assertEqual(found, {("Promises", "9 Mar"): 700.0, ("Usual delay", "30 Mar"): 500.0})

    def test_a_part_paid_promise_brings_the_rest(self):
        self.env["debt.promise"]._make(self.case, {"date": date(2026, 3, 11), "amount": 700.0})
        self.pay(self.old, 200.0, day=date(2026, 3, 3))
        self.env["debt.run"]._start(self.company, "nightly", date(2026, 3, 3))._go_at_once()
        expected = self.env["debt.dashboard"]._expected(
            self.company, date(2026, 3, 3), self.env["res.users"]
        )
        self.assertEqual(expected["promise", date(2026, 3, 9)], 500.0)

    def test_forecast_counts_what_its_list_shows(self):
        """Promises less what was paid since, instalments, documents of both currencies."""
        values = {"date": date(2026, 3, 11), "amount": 700.0, "user_id": self.other.id}
        promise = self.env["debt.promise"]._make(self.case, values)
        self.assertEqual(promise.user_id, self.other)
        self.case.collector_id = False
        self.smak_case.debtor_id.days_late_avg = 5  # a usual day that has passed
        self.pay(self.old, 250.0, day=self.today)
        self.overdue(-20, 80.0, self.smak_case.partner_id, currency_id=self.eur.id)
        found = {}
        for user, wishes in (
            (self.manager, {}), (self.manager, {"collector_id": self.other.id}), (self.other, {}),
        ):  # fmt: skip
            chart = self.chart("forecast", user, **wishes)
            for number, series in enumerate(chart["series"]):
                for figure, actions in zip(series["data"], chart["actions"], strict=True):
                    listed = self.listed(actions[number], "amount", user)
                    self.assertAlmostEqual(listed, figure, 2)
                found[user, bool(wishes), series["label"]] = sum(series["data"])
        self.assertEqual(found[self.manager, False, "Promises"], 450)
        self.assertEqual(found[self.manager, True, "Promises"], 450)
        self.assertEqual(found[self.manager, False, "Usual delay"], 500 + 320)
        self.assertEqual(found[self.other, False, "Usual delay"], 0)  # not in a case yet
        [row] = self.env["debt.forecast"].search([("promise_id", "=", promise.id)])
        self.assertEqual((row.name, row.action_open()["res_id"]), (self.old.name, promise.id))

    def test_trend_is_rebuilt(self):
        chart = self.chart("trend")
        trend = dict(zip(chart["labels"], chart["series"][0]["data"], strict=True))
        self.assertEqual((trend["Jan 26"], trend["Feb 26"], trend["today"]), (1000, 1100, 1100))

    def test_on_my_dashboard_the_aging_is_todays(self):
        """Odoo's board keeps id and context of an action, and loads its views by the id."""
        report = self.env["debt.aging"].with_company(self.company)
        action = report.action_today()
        self.assertNotIn("day", action["context"]["debt_aging"])
        loaded = self.env["ir.actions.act_window"].with_company(self.company).browse(action["id"])
        self.assertEqual(loaded._get_action_dict()["views"], action["views"])
        scope = report._usual_scope()
        chosen = report._open(scope._replace(day=date(2026, 3, 1)))
        self.assertEqual(chosen["context"]["debt_aging"]["day"], "2026-03-01")
        self.assertFalse(report._open(scope._replace(limits=(7, 14)))["id"], "other heads")

    def test_nonsense_from_the_client(self):
        self.assertFalse(self.chart("unlink"))
        for wishes in (None, [], {"period": "ages", "company_id": "1; DROP", "collector_id": [1]}):
            self.assertEqual(self.dashboard.get_data(wishes)["filters"]["period"], "month")

    def test_trend_of_kept_nights(self):
        """What a night kept stays, also when the books of that day were changed since."""
        self.env["debt.snapshot"]._take(self.company, date(2026, 2, 28))
        self.pay(self.foreign, day=date(2026, 2, 27))
        chart = self.chart("trend")
        trend = dict(zip(chart["labels"], chart["series"][0]["data"], strict=True))
        self.assertEqual((trend["Feb 26"], trend["today"]), (1100, 700))
        self.assertEqual(self.chart("trend", self.other)["series"][0]["data"][-2:], [400, 0])

    def test_a_team_is_the_sum_of_its_collectors(self):
        third = self._user("third", "debt_collection.group_collector")
        team = (
            self.env["crm.team"]
            .sudo()
            .create({"name": "Krak\u00f3w", "company_id": self.company.id})
        )
        for user in (self.other, third):
            self.env["debt.collector"].create(
                {"company_id": self.company.id, "user_id": user.id, "team_id": team.id}
            )
        data = self.dashboard.get_data({"team_id": team.id})
        self.assertEqual(data["choices"]["team_id"], [{"id": team.id, "name": team.name}])
        self.assertEqual(data["filters"]["team_id"], team.id)
        tiles = {tile["key"]: tile["value"] for tile in data["tiles"]}
        self.assertEqual(tiles["overdue"], 400.0)
        self.assertNotIn("dso", tiles)
        self.assertEqual(self.chart("collectors", team_id=team.id)["labels"], ["Other"])
        # of a team only its own people can be chosen
        data = self.dashboard.get_data({"team_id": team.id, "collector_id": self.collector.id})
        self.assertFalse(data["filters"]["collector_id"])
        self.assertFalse(
            self.dashboard.with_user(self.other).get_data({"team_id": team.id})["filters"][
                "team_id"
            ]
        )

    def test_empty(self):
        self.env["debt.case"].search([]).state = "closed"
        data = self.dashboard.get_data({})
        self.assertTrue(data["empty"])
        self.assertFalse(data["sample"], "who had cases knows the screen")
        for key in data["charts"]:
            self.assertEqual(self.chart(key)["key"], key)

    def test_sample_before_the_first_case(self):
        company = self.env["res.company"].create({"name": "Nowa sp. z o.o."})
        self.manager.company_ids = [Command.link(company.id)]
        dashboard = self.dashboard.with_company(company).with_context(
            allowed_company_ids=company.ids
        )
        data = dashboard.get_data({})
        self.assertTrue(data["sample"] and data["start"])
        self.assertTrue(all(tile["value"] and not tile["action"] for tile in data["tiles"]))
        for key in data["charts"]:
            chart = dashboard.get_chart(key, {})
            self.assertTrue(any(chart["series"][0]["data"]), key)
            self.assertEqual(len(chart["labels"]), len(chart["series"][0]["data"]), key)
