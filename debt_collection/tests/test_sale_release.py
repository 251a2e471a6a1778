from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .sale_common import BLOCKED, PREPAYMENT, SaleHoldCommon


@tagged("post_install", "-at_install")
class TestSaleRelease(SaleHoldCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.overdue(48, 1000, cls.partner)
        cls.hold(BLOCKED)
        cls.releaser = new_test_user(
            cls.env,
            login="debt_releaser",
            name="Piotr Lis",
            lang="en_US",
            groups="base.group_user,sales_team.group_sale_salesman_all_leads,"
            "debt_collection.group_release",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    def release(self, order=None, user=None, **values):
        action = (order or self.partner).with_user(user or self.releaser).action_debt_release()
        wizard = self.env["debt.release.wizard"].with_user(user or self.releaser)
        with Form(wizard.with_context(**action["context"])) as form:
            form.cause = "agreed"
            form.note = "Call of 2 March"
            for name, value in values.items():
                setattr(form, name, value)
        form.record.action_release()
        return self.env["debt.sale.release"].search([], limit=1)

    def test_a_released_order_passes_and_says_who_released_it(self):
        order = self.quotation()
        release = self.release(order)
        self.assertRecordValues(
            release,
            [
                {
                    "order_id": order.id,
                    "user_id": self.releaser.id,
                    "reason": "Agreed with the customer. Call of 2 March",
                    "overdue": 1000.0,
                    "used_count": 0,
                }
            ],
        )
        self.assertIn("Piotr Lis", order.message_ids[0].body)
        self.assertFalse(order.debt_is_stopped)
        (alert,) = order.debt_alerts.values()
        self.assertEqual(alert["level"], "info")
        order.with_user(self.salesperson).action_confirm()
        self.assertRecordValues(release, [{"used_count": 1, "used_order_ids": order.ids}])

    def test_it_isnt_valid_for_another_order_nor_for_a_copy(self):
        order = self.quotation()
        self.release(order)
        for other in (self.quotation(), order.copy()):
            with self.assertRaises(UserError):
                other.action_confirm()

    def test_it_is_used_once(self):
        order = self.quotation()
        self.release(order)
        order.action_confirm()
        order._action_cancel()
        order.action_draft()
        with self.assertRaises(UserError):
            order.action_confirm()

    def test_an_order_that_grew_needs_a_new_release(self):
        order = self.quotation(1000)
        self.release(order)
        order.order_line.price_unit = 1000.01
        with self.assertRaises(UserError):
            order.action_confirm()
        order.order_line.price_unit = 900
        order.action_confirm()

    def test_it_ends_on_its_day(self):
        order = self.quotation()
        release = self.release(order, date_until=self.after(3))
        release.sudo().date_until = self.after(-1)
        with self.assertRaises(UserError):
            order.action_confirm()

    def test_an_amount_is_used_up_by_orders(self):
        release = self.release(amount=2500.0, date_until=self.after(7))
        first, second, third = (self.quotation(1000) for _number in range(3))
        first.action_confirm()
        self.assertEqual(release.remaining, 1500)
        second.action_confirm()
        with self.assertRaises(UserError):
            third.action_confirm()
        first._action_cancel()
        self.assertEqual(release.remaining, 1500, "a cancelled order gives its amount back")
        third.action_confirm()
        self.assertEqual(release.used_order_ids, first + second + third)

    def test_a_batch_cant_use_the_same_amount_twice(self):
        release = self.release(amount=1500.0, date_until=self.after(7))
        orders = self.quotation(1000) + self.quotation(1000)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            orders.action_confirm()
        orders.invalidate_recordset()
        self.assertEqual(set(orders.mapped("state")), {"draft"})
        orders[0].action_confirm()
        self.assertEqual(release.remaining, 500)

    def test_an_order_in_euro_uses_zloty(self):
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": self.eur.id}
        )
        release = self.release(amount=1000.0, date_until=self.after(7))
        big = self.quotation(251, pricelist_id=pricelist.id)
        self.assertEqual(big.currency_id, self.eur)
        with self.assertRaises(UserError):
            big.action_confirm()
        big.order_line.price_unit = 250
        big.action_confirm()
        self.assertEqual(release.remaining, 0, "EUR 250 at 4.00")

    def test_each_debtor_of_the_order_needs_its_release(self):
        self.hold(PREPAYMENT, self.partner_a)
        order = self.quotation(partner=self.partner_a, partner_invoice_id=self.partner.id)
        self.release(amount=5000.0, date_until=self.after(7))
        with self.assertRaises(UserError):
            order.action_confirm()
        self.release(order)
        order.action_confirm()

    def test_only_authorised_users_release(self):
        order = self.quotation()
        with self.assertRaises(AccessError):
            self.env["debt.release.wizard"].with_user(self.salesperson).create(
                {"order_id": order.id}
            )
        with self.assertRaises(AccessError):
            self.env["debt.sale.release"].with_user(self.collector).create(
                {"debtor_id": self.debtor().id, "amount": 1, "reason": "x"}
            )
        self.release(order, self.manager)

    def test_the_head_is_asked_once_and_answers_by_releasing(self):
        order = self.quotation().with_user(self.salesperson)
        order.action_debt_ask_release()
        order.action_debt_ask_release()
        activity = order.sudo().activity_ids
        self.assertRecordValues(activity, [{"user_id": self.manager.id}])
        self.release(order, self.manager)
        self.assertFalse(order.sudo().activity_ids)

    def test_the_dialog_shows_what_was_released_before(self):
        self.release(self.quotation())
        wizard = self.env["debt.release.wizard"].with_user(self.releaser)
        form = Form(wizard.with_context(default_order_id=self.quotation(500).id))
        self.assertEqual(len(form.history_ids), 1)
        self.assertEqual(form.amount, 500)
        self.assertIn("48 days", form.overdue_text)
