import doctest

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools import exposure
from .sale_common import BLOCKED, PREPAYMENT, SaleHoldCommon


@tagged("post_install", "-at_install")
class TestSaleCredit(SaleHoldCommon):
    """Credit limit PLN 5,000; PLN 3,000 open of which 1,000 is overdue by 10 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.account_use_credit_limit = True
        cls.partner.credit_limit = 5000
        cls.late = cls.overdue(10, 1000, cls.partner)
        cls.overdue(-20, 2000, cls.partner)

    def assertStops(self, order, text=""):
        with self.assertRaisesRegex(UserError, text), self.env.cr.savepoint():
            order.action_confirm()
        order.invalidate_recordset()

    def test_the_figures_of_the_tool(self):
        self.assertEqual(doctest.testmod(exposure).failed, 0)

    def test_limit_and_overdue_decide_together_and_say_so(self):
        self.quotation(2000).action_confirm()
        order = self.quotation(0.01)
        self.assertEqual(order.debt_sale_level, PREPAYMENT)
        self.assertStops(
            order, r"1000,00.*overdue, 10 days.*limit 5000,00.*open 3000,00.*ordered 2000,00.*0,01"
        )
        self.pay(self.late)
        order.action_confirm()

    def test_the_banner_replaces_odoos_own_warning(self):
        order = self.quotation(3000)
        self.assertTrue(order.debt_alerts)
        self.assertFalse(order.partner_credit_warning)
        self.company.debt_credit_rule = "none"
        order = self.quotation(3000)
        self.assertFalse(order.debt_alerts)
        self.assertTrue(order.partner_credit_warning)

    def test_a_little_overdue_doesnt_matter(self):
        self.company.debt_credit_overdue = 1000
        self.quotation(9000).action_confirm()

    def test_without_overdue_the_limit_alone_stops_only_where_the_company_says_so(self):
        self.pay(self.late)
        self.company.debt_credit_rule = "either"
        self.assertStops(self.quotation(3000.01), "prepayment|Prepayment")
        self.company.debt_credit_rule = "both"
        self.quotation(3000.01).action_confirm()

    def test_the_rule_off_or_no_limit_in_use(self):
        self.company.debt_credit_rule = "none"
        self.quotation(9000).action_confirm()
        self.company.debt_credit_rule = "both"
        self.company.account_use_credit_limit = False
        self.quotation(9000).action_confirm()

    def test_overdue_alone_limits_who_has_no_limit(self):
        self.company.debt_credit_rule = "either"
        self.overdue(10, 100, self.partner_a)
        self.debtor(self.partner_a)
        self.partner_a.credit_limit = 0
        self.assertStops(self.quotation(1, partner=self.partner_a))

    def test_confirmed_and_locked_orders_count_before_they_are_delivered(self):
        self.product.invoice_policy = "delivery"
        order = self.quotation(1500)
        order.action_confirm()
        order.action_lock()
        self.assertEqual(order.amount_to_invoice, 0, "Odoo counts what is delivered only")
        self.assertStops(self.quotation(500.01))
        self.quotation(500).action_confirm()

    def test_a_draft_invoice_still_counts_and_a_posted_one_counts_once(self):
        order = self.quotation(1500)
        order.action_confirm()
        invoice = order._create_invoices()
        self.assertStops(self.quotation(500.01))
        invoice.action_post()
        self.assertStops(self.quotation(500.01))
        self.quotation(500).action_confirm()

    def test_a_down_payment_counts_once(self):
        order = self.quotation(1500)
        order.action_confirm()
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": order.ids,
                "advance_payment_method": "fixed",
                "fixed_amount": 600,
            }
        )
        wizard._create_invoices(order).action_post()
        self.assertEqual(order._debt_uninvoiced(), 900)
        self.assertStops(self.quotation(500.01))
        self.quotation(500).action_confirm()

    def test_a_batch_above_the_limit_is_refused(self):
        orders = self.quotation(1500) + self.quotation(1500)
        with self.assertRaisesRegex(UserError, "together"), self.env.cr.savepoint():
            orders.action_confirm()
        self.env.invalidate_all()
        orders[0].action_confirm()
        self.assertStops(orders[1])

    def test_contact_and_invoice_address_are_the_customer(self):
        self.assertStops(self.quotation(2000.01, partner=self.contact))
        other = self.customer("Other")
        order = self.quotation(2000.01, partner=other, partner_invoice_id=self.contact.id)
        self.assertStops(order, "WOLT")
        order = self.quotation(2000.01, partner=self.partner, partner_invoice_id=self.partner_a.id)
        order.action_confirm()

    def test_receipts_on_account_make_room(self):
        self.receipt(2000, self.partner, memo="na poczet faktur")
        order = self.quotation(4000)
        order.action_confirm()

    def test_an_order_in_euro_counts_in_zloty(self):
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": self.eur.id}
        )
        values = {"pricelist_id": pricelist.id}
        self.assertStops(self.quotation(500.01, **values), "this order 2000,04")
        self.quotation(500, **values).action_confirm()

    def test_limits_are_those_of_the_orders_company(self):
        other = self.setup_other_company()["company"]
        other.account_use_credit_limit = True
        order = self.quotation(9000, company_id=other.id)
        both = {"allowed_company_ids": (self.company + other).ids}
        order.with_context(both).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_paid_order_raises_no_exposure(self):
        order = self.quotation(3000)
        self.assertStops(order)
        self.receipt(3000, self.partner, memo=order.name)
        order.action_confirm()

    def test_the_level_is_a_setting_and_a_release_lets_pass(self):
        self.company.debt_credit_level = BLOCKED
        order = self.quotation(3000)
        self.assertStops(order, "after payment or after a release")
        wizard = self.env["debt.release.wizard"].create({"order_id": order.id, "scope": "order"})
        wizard.action_release()
        order.action_confirm()

    def test_the_insurers_limit_is_a_limit(self):
        self.company.account_use_credit_limit = False
        debtor = self.debtor()
        debtor.write({"insurance_policy": "KUKE 1", "insurance_limit": 4000})
        self.assertStops(self.quotation(1000.01), "limit 4000,00")
        debtor.insurance_until = self.after(-1)
        self.quotation(1000.01).action_confirm()

    def test_the_list_asks_once_for_all(self):
        partners = [self.customer(str(number), credit_limit=100) for number in range(12)]
        for partner in partners:
            self.overdue(40, 200, partner)
            self.debtor(partner)
        orders = self.env["sale.order"].concat(*(self.quotation(partner=p) for p in partners))
        counts = []
        orders[:2].mapped("debt_sale_level")  # what is cached for good is read now
        for chunk in (orders[:2], orders[2:]):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertEqual(set(chunk.mapped("debt_sale_level")), {PREPAYMENT})
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1], "as many statements for ten orders as for two")

    def test_who_has_no_limit_isnt_looked_at_and_doesnt_become_a_debtor(self):
        other = self.customer("other")
        self.overdue(-20, 100, other)
        self.env["debt.debtor"].search([("partner_id", "=", other.id)]).unlink()
        found = self.env["debt.debtor"]._exposures(self.company, self.partner | other)
        self.assertEqual(list(found), [self.partner])
        self.assertFalse(self.env["debt.debtor"].search_count([("partner_id", "=", other.id)]))

    def test_salespeople_need_no_access_to_the_figures(self):
        order = self.quotation(3000, user_id=self.salesperson.id).with_user(self.salesperson)
        order.invalidate_recordset()
        self.assertEqual(order.debt_sale_level, PREPAYMENT)
        self.assertStops(order, "Credit limit")

    def test_scope_orders_off_shows_and_passes(self):
        self.hold(BLOCKED)
        self.company.debt_stops_orders = False
        order = self.quotation(9000)
        self.assertTrue(order.debt_alerts)
        self.assertFalse(order.debt_is_stopped)
        order.action_confirm()

    def test_scope_invoices_without_an_order(self):
        self.hold(BLOCKED)
        accountant = self.collector  # an accountant who may not release
        order = self.quotation(500, company_id=self.company.id)
        invoice = self.overdue_draft(100)
        self.company.debt_stops_invoices = True
        with self.assertRaisesRegex(UserError, "WOLT.*Manager"), self.env.cr.savepoint():
            invoice.with_user(accountant).action_post()
        self.company.debt_stops_orders = False
        order.action_confirm()
        order._create_invoices().with_user(accountant).action_post()
        refund = self.overdue_draft(100, move_type="out_refund")
        refund.with_user(accountant).action_post()
        invoice.with_user(self.manager).action_post()
        self.pay(invoice)

    def overdue_draft(self, amount, **values):
        return self._create_invoice_one_line(
            price_unit=amount, tax_ids=[Command.clear()], partner_id=self.partner, **values
        )
