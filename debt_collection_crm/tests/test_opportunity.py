from odoo.addons.debt_collection.tests.sale_common import BLOCKED, SaleHoldCommon
from odoo.tests import Form, tagged


@tagged("post_install", "post_install_l10n", "-at_install")
class TestOpportunity(SaleHoldCommon):
    """The banner of an opportunity, as its salesperson sees it."""

    def alert(self, partner, user=None):
        lead = self.env["crm.lead"].with_user(user or self.salesperson)
        form = Form(lead.with_context(default_type="opportunity"))
        form.partner_id = partner.with_env(lead.env)
        form.name = "Cables"
        alerts = form.save().debt_alerts
        return alerts and alerts["debt_collection"]

    def test_who_owes_nothing_has_no_banner(self):
        self.assertFalse(self.alert(self.partner))

    def test_arrears_and_where_they_stand(self):
        self.step_action(self.overdue(48, 1000, self.partner))
        alert = self.alert(self.contact)
        self.assertEqual(alert["level"], "info")
        where = r"^1.?000[,.]00.* overdue, 48 days\. Pre-court, handled by Collector\.$"
        self.assertRegex(alert["message"], where)
        self.assertIn("/debt_collection/talk/", alert["action"]["url"])
        self.collector.group_ids += self.env.ref("sales_team.group_sale_salesman")
        self.assertEqual(
            self.alert(self.partner, self.collector)["action"]["res_model"], "debt.case"
        )

    def test_limited_sales(self):
        self.hold(BLOCKED)
        alert = self.alert(self.partner)
        self.assertEqual((alert["level"], alert["message"]), ("danger", "Sales suspended."))
        self.assertNotIn("action", alert, "nothing is being collected")

    def test_another_company_knows_nothing(self):
        self.hold(BLOCKED)
        lead = self.env["crm.lead"].create(
            {
                "name": "Cables",
                "partner_id": self.partner.id,
                "company_id": self.env["res.company"].create({"name": "Druga"}).id,
            }
        )
        self.assertFalse(lead.debt_alerts)
