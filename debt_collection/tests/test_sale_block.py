from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .sale_common import BLOCKED, WARN, SaleHoldCommon


@tagged("post_install", "-at_install")
class TestBlockedQuotation(SaleHoldCommon):
    def test_warning_only_shows(self):
        self.overdue(12, 500, self.partner)
        self.hold(WARN)
        order = self.quotation()
        self.assertEqual(order.debt_sale_level, WARN)
        alert = order.debt_alerts[f"debt_{self.debtor().id}"]
        self.assertEqual(alert["level"], "warning")
        self.assertIn("500,00", alert["message"])
        self.assertIn("12 days", alert["message"])
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_blocked_order_is_refused_with_sum_days_and_way_out(self):
        self.overdue(48, 1200, self.partner)
        self.credit_note(200, self.partner)
        self.hold(BLOCKED)
        order = self.quotation()
        with self.assertRaisesRegex(
            UserError, r"1000,00.*48 days.*after payment or after a release \(Manager\)"
        ):
            order.action_confirm()
        self.assertEqual(order.state, "draft")
        self.assertTrue(order.debt_is_stopped)

    def test_a_batch_and_the_portal_path_are_refused(self):
        self.hold(BLOCKED)
        orders = self.quotation() + self.quotation(partner=self.partner_a)
        with self.assertRaises(UserError):
            orders.action_confirm()
        with self.assertRaises(UserError):
            orders[0]._validate_order()

    def test_the_contacts_of_a_blocked_customer_are_blocked(self):
        self.hold(BLOCKED)
        with self.assertRaises(UserError):
            self.quotation(partner=self.contact).action_confirm()

    def test_the_invoice_address_counts_and_is_named(self):
        self.hold(BLOCKED)
        order = self.quotation(partner=self.partner_a, partner_invoice_id=self.contact.id)
        with self.assertRaisesRegex(UserError, "WOLT"):
            order.action_confirm()

    def test_another_company_sells(self):
        other = self.setup_other_company()["company"]
        self.hold(BLOCKED)
        order = self.quotation(company_id=other.id)
        self.assertFalse(order.debt_sale_level)
        both = {"allowed_company_ids": (self.company + other).ids}
        order.with_context(both).action_confirm()
        self.assertEqual(order.state, "sale")
        self.Hold._set(self.debtor(company=other), BLOCKED)
        with self.assertRaises(UserError):
            self.quotation(company_id=other.id).with_context(both).action_confirm()

    def test_paying_the_cause_frees_the_sale_at_once(self):
        invoice = self.overdue(48, 1000, self.partner)
        self.Hold._set(self.debtor(), BLOCKED, action=self.step_action(invoice))
        order = self.quotation()
        with self.assertRaises(UserError):
            order.action_confirm()
        self.pay(invoice)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_people_outside_read_a_neutral_text(self):
        self.overdue(48, 1000, self.partner)
        self.hold(BLOCKED)
        order = self.quotation()
        neutral = "This order requires payment arrangements, please contact us."
        public = self.env.ref("base.public_user")
        self.assertEqual(order.with_user(public).sudo()._confirmation_error_message(), neutral)
        polish = order.with_user(public).sudo().with_context(lang="pl_PL")
        self.assertNotIn("1", polish._confirmation_error_message())

    def test_the_banner_comes_before_the_lines(self):
        self.overdue(48, 1000, self.partner)
        self.hold(BLOCKED)
        Order = self.env["sale.order"].with_user(self.salesperson)
        with Form(Order) as form:
            self.assertFalse(form.debt_alerts)
            form.partner_id = self.contact
            (alert,) = form.debt_alerts.values()
            self.assertEqual(alert["level"], "danger")
            self.assertNotIn("action", alert, "salespeople have no access to the case")
        self.assertTrue(form.record.debt_is_stopped)

    def test_a_salesperson_without_accounting_rights_gets_no_access_error(self):
        self.step_action(self.overdue(48, 1000, self.partner))
        self.hold(BLOCKED)
        order = self.quotation(user_id=self.salesperson.id).with_user(self.salesperson)
        order.invalidate_recordset()
        self.assertEqual(order.debt_sale_level, BLOCKED)
        with self.assertRaises(UserError):
            order.action_confirm()
        with self.assertRaises(AccessError):
            self.env["debt.sale.hold"].with_user(self.salesperson).search([])

    def test_the_list_of_orders_asks_once_for_all(self):
        partners = [self.customer(str(number)) for number in range(12)]
        orders = self.env["sale.order"].concat(*(self.quotation(partner=p) for p in partners))
        for partner in partners:
            invoice = self.overdue(40, 100, partner)
            self.Hold._set(self.debtor(partner), BLOCKED, action=self.step_action(invoice))
        few, many = orders[:2], orders[2:]
        counts = []
        few.mapped("debt_sale_level")  # what is cached for good is read now
        for chunk in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertEqual(set(chunk.mapped("debt_sale_level")), {BLOCKED})
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1], "as many statements for ten orders as for two")
        self.assertLess(counts[1], 20)
