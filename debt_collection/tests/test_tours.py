from odoo.tests import HttpCase

from .sale_common import SaleHoldCommon


class TestTours(SaleHoldCommon, HttpCase):
    """One day in the browser: preview, run, case, approval, blocked quotation."""

    def _open(self, action, tour, user):
        self.start_tour(f"/odoo/action-debt_collection.{action}", tour, login=user.login)

    def test_preview_and_run(self):
        self.overdue(15, 1200.0, self.partner)
        self.overdue(4, 300.0, self.customer("Piekarnia Złoty Kłos", email="zk@kłos.example.com"))
        self._open("debt_run_preview_action", "debt_collection_preview_and_run", self.manager)
        run = self.env["debt.run"].search([("mode", "=", "manual")], order="id desc", limit=1)
        self.assertEqual(run.state, "done")
        self.assertEqual(self.actions(self.partner, kind="letter").state, "planned")

    def test_case(self):
        self.overdue(15, 1200.0, self.partner)
        self.night()
        self._open("debt_case_action", "debt_collection_case", self.collector)

    def test_dashboard(self):
        self.overdue(15, 1200.0, self.partner)
        self.night()
        self._open("debt_dashboard_action", "debt_collection_dashboard", self.manager)

    def test_approve(self):
        self.overdue(15, 1200.0, self.partner)
        self.night()
        letter = self.actions(self.partner, kind="letter")
        letter.sudo().write(
            {"state": "waiting", "approval_role": "collector", "has_remarks": False}
        )
        self._open("debt_action_approval_action", "debt_collection_approve", self.collector)
        self.assertEqual(letter.state, "queued")
        self.assertEqual(letter.approved_by_id, self.collector)

    def test_blocked_quotation(self):
        self.overdue(40, 1200.0, self.partner)
        self.hold("3_blocked")
        order = self.quotation(500.0, user_id=self.salesperson.id)
        url = f"/odoo/sales/{order.id}"
        self.start_tour(url, "debt_collection_blocked_quotation", login=self.salesperson.login)
        self.assertEqual(order.state, "draft")

    def test_release_once_arrears_are_paid(self):
        self.overdue(40, 1200.0, self.partner)
        self.hold("3_blocked")
        order = self.quotation(500.0)
        self.manager.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        url = f"/odoo/sales/{order.id}"
        self.start_tour(url, "debt_collection_release_paid_first", login=self.manager.login)
        release = self.env["debt.sale.release"].search([("order_id", "=", order.id)])
        self.assertEqual(release.to_pay, 600)
