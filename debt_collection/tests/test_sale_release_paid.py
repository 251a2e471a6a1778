from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .sale_common import BLOCKED, SaleHoldCommon


@tagged("post_install", "-at_install")
class TestSaleReleasePaid(SaleHoldCommon):
    """PLN 1,000 and 600 overdue, sales suspended; released once half of the 1,600 is paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls.overdue(48, 1000, cls.partner)
        cls.new = cls.overdue(12, 600, cls.partner)
        cls.hold(BLOCKED)

    def release(self, order=None, percent=50.0, user=None, **values):
        wizard = self.env["debt.release.wizard"].with_user(user or self.manager)
        context = (
            {"default_order_id": order.id} if order else {"default_partner_id": self.partner.id}
        )
        with Form(wizard.with_context(**context)) as form:
            form.is_paid_first = bool(percent)
            if percent:
                form.percent = percent
            for name, value in values.items():
                setattr(form, name, value)
        form.record.action_release()
        return self.env["debt.sale.release"].search([], limit=1)

    def assertStopped(self, order):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            order.action_confirm()
        order.invalidate_recordset()

    def test_half_of_the_arrears_frees_the_order(self):
        order = self.quotation(user_id=self.salesperson.id)
        release = self.release(order)
        self.assertRecordValues(
            release,
            [{"percent": 50.0, "overdue": 1600.0, "to_pay": 800.0, "paid": 0.0}],
        )
        (alert,) = order.debt_alerts.values()
        self.assertRegex(alert["message"], r"800,00.*\(50 %\).*paid so far 0,00")
        self.assertStopped(order)
        self.pay(self.old, 799.99)
        self.assertStopped(order)
        self.receipt(0.01, self.partner)
        order.with_user(self.salesperson).action_confirm()
        self.assertEqual(release.used_order_ids, order)

    def test_a_credit_note_isnt_a_payment(self):
        order = self.quotation()
        release = self.release(order)
        self.credit_note(900, self.partner)
        release.invalidate_recordset()
        self.assertEqual(release.paid, 0)
        self.assertStopped(order)

    def test_money_for_a_new_order_pays_no_arrears(self):
        order = self.quotation()
        release = self.release(order)
        self.receipt(900, self.partner, memo=order.name)
        self.assertEqual(release.paid, 0)
        self.assertStopped(order)

    def test_a_payment_taken_back_blocks_again(self):
        order = self.quotation()
        self.release(order)
        payment = self.pay(self.old, 900)
        self.assertFalse(order.debt_is_stopped)
        payment.action_draft()
        order.invalidate_recordset()
        self.assertTrue(order.debt_is_stopped)

    def test_an_amount_until_a_day(self):
        release = self.release(percent=30.0, amount=2500.0, date_until=self.after(7))
        self.assertEqual(release.to_pay, 480)
        first, second = self.quotation(2000), self.quotation(600)
        self.assertStopped(first)
        self.pay(self.old)
        first.action_confirm()
        self.assertStopped(second)
        self.assertEqual(release.remaining, 500)

    def test_it_expires_unpaid(self):
        order = self.quotation()
        release = self.release(order, date_until=self.after(3))
        release.sudo().date_until = self.after(-1)
        self.pay(self.old)
        self.assertStopped(order)

    def test_who_sells_is_told_when_the_money_is_in(self):
        order = self.quotation(user_id=self.salesperson.id)
        release = self.release(order)
        debtor = self.debtor()
        debtor._refresh(self.today)
        self.assertFalse(release.paid_down_on)
        self.pay(self.old)
        debtor._refresh(self.today)
        debtor._refresh(self.today)
        self.assertEqual(release.paid_down_on, self.today)
        self.assertRecordValues(order.activity_ids, [{"user_id": self.salesperson.id}])
        self.assertIn("800,00", order.activity_ids.summary)

    def test_without_arrears_there_is_nothing_to_pay_first(self):
        other = self.customer("Other")
        self.hold(BLOCKED, other)
        order = self.quotation(partner=other)
        release = self.release(order)
        self.assertFalse(release.percent)
        order.action_confirm()

    def test_who_may_release_how_much(self):
        sales_manager = self._user("sales_manager", "debt_collection.group_release")
        sales_manager.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        big, huge = self.quotation(5000.01), self.quotation(50000.01)
        self.release(self.quotation(5000), user=sales_manager)
        with self.assertRaisesRegex(AccessError, "5000,00.*Manager"):
            self.release(big, user=sales_manager)
        self.release(big)
        self.release(huge)  # no board: nobody is above the head of receivables
        board = self._user("board", "debt_collection.group_approver")
        board.group_ids += self.env.ref("debt_collection.group_release")
        self.company.debt_approver_id = board
        with self.assertRaisesRegex(AccessError, "50000,00.*Board"):
            self.release(huge)
        self.release(huge, user=board)
