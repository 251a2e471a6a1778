import base64
import json
from datetime import timedelta

from odoo.addons.debt_collection.tests.common import DebtCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestSpreadsheet(DebtCommon):
    """Everything the spreadsheet asks for can be read by those who may open it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dashboard = cls.env.ref("debt_collection_spreadsheet.dashboard_receivables")
        cls.sheet = json.loads(base64.b64decode(cls.dashboard.spreadsheet_binary_data))
        cls.wolt = cls.customer()
        cls.overdue(20, 700, cls.wolt)
        cls.pay(cls.overdue(30, 300, cls.wolt), day=cls.today)
        cls.reader = cls._user("reader", "debt_collection.group_collector_all")

    def read(self, model, domain, groups, measures):
        return self.env[model].with_user(self.reader).formatted_read_group(domain, groups, measures)

    def test_pivots(self):
        self.night()
        figures = {}
        for number, pivot in self.sheet["pivots"].items():
            measures = [measure["id"] for measure in pivot["measures"]]
            groups = [row["fieldName"] for row in pivot["rows"]]
            figures[number] = self.read(pivot["model"], pivot["domain"], groups, measures)
        self.assertEqual(figures["1"][0]["overdue:sum"], 700)
        self.assertEqual(figures["2"][0]["__count"], 1)
        received = [("partner_id", "=", self.wolt.id), *self.sheet["pivots"]["5"]["domain"]]
        [row] = self.read("account.move.line", received, [], ["credit:sum"])
        self.assertEqual(row["credit:sum"], 300)

    def test_nights_that_were_not_kept_are_no_points(self):
        for day in (self.today - timedelta(10), self.today):
            self.env["debt.snapshot"]._take(self.company, day)
        charts = [one["data"] for one in self.sheet["sheets"][0]["figures"]]
        [trend] = [
            one for one in charts if one.get("metaData", {}).get("resModel") == "debt.snapshot"
        ]
        # as the client asks: graph_model.js
        asked = {"fill_temporal": True, **trend["searchParams"]["context"]}
        nights = self.env["debt.snapshot"].with_user(self.reader).with_context(**asked)
        mine = [("company_id", "=", self.company.id)]
        self.assertEqual(len(nights.formatted_read_group(mine, ["date:day"], ["overdue:sum"])), 2)

    def test_charts(self):
        charts = [one["data"] for one in self.sheet["sheets"][0]["figures"]]
        for chart in (one for one in charts if one["type"] != "scorecard"):
            what = chart["metaData"]
            self.read(
                what["resModel"],
                chart["searchParams"]["domain"],
                what["groupBy"],
                [f"{what['measure']}:sum"],
            )
            self.env.ref(chart["actionXmlId"])

    def test_list_and_filters(self):
        self.night()
        [owing] = self.sheet["lists"].values()
        cases = self.env[owing["model"]].with_user(self.reader)
        found = cases.search_read(owing["domain"], owing["columns"])
        self.assertEqual(found[0]["overdue"], 700)
        for part in [*self.sheet["pivots"].values(), *self.sheet["lists"].values()]:
            chains = [one["chain"] for one in part["fieldMatching"].values() if one]
            self.env[part["model"]].search([(chain, "!=", False) for chain in chains], limit=1)
