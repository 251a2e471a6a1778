from odoo.tests import Form, tagged

from .sale_common import BLOCKED, PREPAYMENT, WARN
from .test_sale_payment import SalePaymentCommon


@tagged("post_install", "-at_install")
class TestSalePrepayment(SalePaymentCommon):
    """A customer with 30 days to pay, on prepayment since his second demand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.usual = cls.env.ref("account.account_payment_term_30days")
        cls.immediate = cls.env.ref("account.account_payment_term_immediate")
        cls.partner.property_payment_term_id = cls.usual
        cls.overdue(30, 1000, cls.partner)

    def assertPrepaid(self, order):
        self.assertRecordValues(
            order,
            [
                {
                    "payment_term_id": self.immediate.id,
                    "require_payment": True,
                    "prepayment_percent": 1.0,
                }
            ],
        )

    def test_a_quotation_asks_for_all_the_money_first(self):
        self.company.prepayment_percent = 0.3
        self.hold(PREPAYMENT)
        self.assertPrepaid(self.quotation())
        own = self.usual.copy({"name": "Przedpłata"})
        self.company.debt_prepayment_term_id = own
        self.assertEqual(self.quotation().payment_term_id, own)

    def test_choosing_the_customer_on_the_form_is_enough(self):
        self.hold(PREPAYMENT)
        other = self.customer("Other", property_payment_term_id=self.usual.id)
        with Form(self.env["sale.order"].with_user(self.salesperson)) as form:
            form.partner_id = self.contact
            self.assertEqual(form.payment_term_id, self.immediate)
            self.assertTrue(form.require_payment)
            form.partner_id = other
            self.assertEqual(form.payment_term_id, self.usual)
            self.assertFalse(form.require_payment)

    def test_other_levels_keep_the_usual_terms(self):
        for level in (WARN, BLOCKED):
            self.hold(level)
            self.assertEqual(self.quotation().payment_term_id, self.usual)

    def test_what_is_sent_after_the_hold_asks_for_prepayment(self):
        order = self.quotation()
        self.assertEqual(order.payment_term_id, self.usual)
        self.hold(PREPAYMENT)
        order.action_quotation_send()
        self.assertPrepaid(order)

    def test_a_released_quotation_is_sold_on_the_usual_terms(self):
        self.hold(PREPAYMENT)
        order = self.quotation()
        self.env["debt.release.wizard"].create(
            {"order_id": order.id, "scope": "order"}
        ).action_release()
        self.assertEqual(order.payment_term_id, self.usual)
        self.assertFalse(order.require_payment)
        order.action_quotation_send()
        self.assertEqual(order.payment_term_id, self.usual)

    def test_without_a_provider_nobody_is_asked_to_pay_online(self):
        self.env["payment.provider"].search([]).state = "disabled"
        self.hold(PREPAYMENT)
        order = self.quotation()
        self.assertEqual(order.payment_term_id, self.immediate)
        self.assertFalse(order.require_payment)

    def test_the_banner_says_what_is_paid_of_the_order(self):
        self.hold(PREPAYMENT)
        order = self.quotation(1000)
        self.receipt(400, self.partner, memo=order.name)
        (alert,) = order.debt_alerts.values()
        self.assertIn("400,00", alert["message"])
