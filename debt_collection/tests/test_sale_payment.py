from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .sale_common import BLOCKED, PREPAYMENT, SaleHoldCommon


class SalePaymentCommon(SaleHoldCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.method = cls.env.ref("payment.payment_method_unknown")
        cls.provider = cls.env["payment.provider"].create(
            {
                "name": "Test provider",
                "code": "none",
                "state": "test",
                "is_published": True,
                "company_id": cls.company.id,
                "payment_method_ids": [Command.set(cls.method.ids)],
            }
        )
        cls.method.active = True
        cls._create_dummy_payment_method_for_provider(
            cls.provider, cls.company_data["default_journal_bank"]
        )

    @classmethod
    def transaction(cls, order, amount=None, **values):
        return cls.env["payment.transaction"].create(
            {
                "provider_id": cls.provider.id,
                "payment_method_id": cls.method.id,
                "reference": f"TX {order.name} {amount}",
                "amount": order.amount_total if amount is None else amount,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "sale_order_ids": [Command.set(order.ids)],
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestSalePayment(SalePaymentCommon):
    def test_prepayment_unpaid_partial_paid(self):
        self.hold(PREPAYMENT)
        order = self.quotation(1000)
        with self.assertRaisesRegex(UserError, "paid in full, or after a release"):
            order.action_confirm()
        self.transaction(order, 400)._set_done()
        with self.assertRaises(UserError):
            order.action_confirm()
        self.transaction(order, 600)._set_done()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_cancelled_and_refunded_money_doesnt_count(self):
        self.hold(PREPAYMENT)
        order = self.quotation(1000)
        paid = self.transaction(order, 1000)
        self.transaction(order, 1001)._set_canceled()
        paid._set_done()
        self.assertEqual(order._debt_amount_paid(), 1000)
        self.transaction(
            order, -1000, operation="refund", source_transaction_id=paid.id
        )._set_done()
        self.assertEqual(order._debt_amount_paid(), 0)

    def test_a_paid_down_payment_counts_once(self):
        self.hold(PREPAYMENT)
        order = self.quotation(1000)
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": order.ids,
                "advance_payment_method": "fixed",
                "fixed_amount": 1000,
            }
        )
        invoice = wizard._create_invoices(order)
        self.assertEqual(order._debt_amount_paid(), 0)
        invoice.action_post()
        self.pay(invoice, 250)
        self.assertEqual(order._debt_amount_paid(), 250)
        self.pay(invoice)
        self.assertEqual(order._debt_amount_paid(), 1000)
        order.action_confirm()

    def test_a_transfer_that_names_the_order_counts(self):
        self.overdue(48, 1000, self.partner)
        self.hold(PREPAYMENT)
        order, other = self.quotation(1000), self.quotation(1000)
        self.receipt(1000, self.partner, memo=f"przedplata {order.name}")
        other_named = self.receipt(1000, self.partner, memo=f"{order.name} {other.name}")
        self.assertEqual(order._debt_amount_paid(), 1000)
        self.assertEqual(other._debt_amount_paid(), 0, "for two orders: a person decides")
        other_named.action_draft()
        self.assertEqual(
            self.debtor()._live_overdue(self.today)[self.debtor()],
            (1000, 48),
            "it isn't there for the old invoice",
        )
        order.action_confirm()
        with self.assertRaises(UserError):
            other.action_confirm()

    def test_a_paid_order_isnt_enough_when_sales_are_suspended(self):
        self.hold(BLOCKED)
        order = self.quotation(1000)
        self.transaction(order)._set_done()
        with self.assertRaises(UserError):
            order.action_confirm()

    def test_money_taken_for_a_stopped_quotation_is_booked_and_a_person_told(self):
        self.hold(BLOCKED)
        order = self.quotation(1000, require_payment=True)
        tx = self.transaction(order)
        tx._set_done()
        tx._post_process()
        self.assertTrue(tx.is_post_processed)
        self.assertEqual(tx.payment_id.amount, 1000)
        self.assertIn(order.state, ("draft", "sent"))
        self.assertRecordValues(
            order.activity_ids,
            [
                {
                    "user_id": self.manager.id,
                    "summary": "Paid online, not confirmed: release the order or refund it",
                }
            ],
        )
        tx._post_process()
        self.assertEqual(len(order.activity_ids), 1, "told once")

    def test_a_customer_on_prepayment_buys_online_when_he_pays_all(self):
        self.hold(PREPAYMENT)
        order = self.quotation(1000, require_payment=True, prepayment_percent=0.3)
        self.assertEqual(order._get_prepayment_required_amount(), 1000)
        part = self.transaction(order, 300)
        part._set_done()
        part._post_process()
        self.assertEqual(order.state, "draft")
        order.invalidate_recordset(["amount_paid"])
        rest = self.transaction(order, 700)
        rest._set_done()
        rest._post_process()
        self.assertEqual(order.state, "sale")

    def test_customers_without_holds_pay_as_before(self):
        order = self.quotation(1000, require_payment=True, prepayment_percent=0.3)
        self.assertEqual(order._get_prepayment_required_amount(), 300)
        tx = self.transaction(order, 300)
        tx._set_done()
        tx._post_process()
        self.assertEqual(order.state, "sale")
