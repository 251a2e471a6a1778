from odoo import Command
from odoo.addons.debt_collection.tests.sale_common import BLOCKED, PREPAYMENT, SaleHoldCommon
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged


@tagged("post_install", "post_install_l10n", "-at_install")
class TestDelivery(SaleHoldCommon):
    """An order for PLN 1,000, confirmed before the customer's sales were suspended."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.debt_stops_deliveries = BLOCKED
        cls.product.write({"type": "consu", "is_storable": False})
        cls.storeman = new_test_user(
            cls.env,
            login="debt_storeman",
            name="Ewa Wrona",
            lang="en_US",
            groups="base.group_user,stock.group_stock_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.invoice = cls.overdue(48, 700, cls.partner)
        cls.order = cls.quotation(1000, partner=cls.contact)
        cls.order.action_confirm()
        cls.delivery = cls.order.picking_ids

    def send(self, picking=None):
        picking = (picking or self.delivery).with_user(self.storeman)
        picking.invalidate_recordset()
        picking.button_validate()

    def assertHeld(self, picking=None, text=""):
        picking = picking or self.delivery
        with self.assertRaisesRegex(UserError, text), self.env.cr.savepoint():
            self.send(picking)
        self.env.invalidate_all()
        self.assertNotIn("done", picking.mapped("state"))

    def release(self, **values):
        action = self.delivery.with_user(self.manager).action_debt_release()
        wizard = self.env["debt.release.wizard"].with_user(self.manager)
        with Form(wizard.with_context(**action["context"])) as form:
            form.note = "Call of 2 March"
            for name, value in values.items():
                setattr(form, name, value)
        form.record.action_release()
        return self.env["debt.sale.release"].search([], limit=1)

    def test_it_waits_and_names_who_decides_but_no_amounts(self):
        self.hold(BLOCKED)
        self.assertHeld(text=r"WOLT.*Manager")
        delivery = self.delivery.with_user(self.storeman)
        self.assertTrue(delivery.debt_is_held)
        (alert,) = delivery.debt_alerts.values()
        self.assertNotIn("700", alert["message"])

    def test_the_company_switch_is_off_by_default(self):
        self.hold(BLOCKED)
        self.assertFalse(self.env["res.company"].default_get(["debt_stops_deliveries"]))
        self.company.debt_stops_deliveries = False
        self.assertFalse(self.delivery.debt_is_held)
        self.send()
        self.assertEqual(self.delivery.state, "done")

    def test_from_which_level_is_a_setting(self):
        self.hold(PREPAYMENT)
        self.assertFalse(self.delivery.debt_is_held)
        self.company.debt_stops_deliveries = PREPAYMENT
        self.assertHeld()

    def test_a_batch_and_the_last_way_are_held_too(self):
        self.hold(BLOCKED)
        other = self.quotation(10, partner=self.partner_a)
        other.action_confirm()
        self.assertHeld(self.delivery + other.picking_ids)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.delivery._action_done()
        self.send(other.picking_ids)

    def test_paying_the_arrears_frees_it_at_once(self):
        self.Hold._set(self.debtor(), BLOCKED, action=self.step_action(self.invoice))
        self.assertHeld()
        self.pay(self.invoice)
        self.send()
        self.assertEqual(self.delivery.state, "done")

    def test_a_paid_order_is_delivered(self):
        self.hold(BLOCKED)
        self.receipt(999.99, self.partner, memo=self.order.name)
        self.assertHeld()
        self.receipt(0.01, self.partner, memo=self.order.name)
        self.send()

    def test_a_release_with_reason_lets_this_delivery_leave_and_no_order(self):
        self.hold(BLOCKED)
        release = self.release()
        self.assertRecordValues(
            release,
            [
                {
                    "picking_id": self.delivery.id,
                    "order_id": False,
                    "user_id": self.manager.id,
                    "overdue": 700.0,
                }
            ],
        )
        self.assertIn("Call of 2 March", self.delivery.message_ids[0].body)
        self.send()
        with self.assertRaises(UserError):
            self.quotation(1, partner=self.contact).action_confirm()

    def test_a_release_for_a_part_of_the_arrears(self):
        self.hold(BLOCKED)
        self.release(is_paid_first=True, percent=50.0)
        self.assertHeld()
        self.pay(self.invoice, 350)
        self.send()

    def test_an_order_released_since_the_hold_is_delivered(self):
        self.hold(BLOCKED)
        order = self.quotation(500)
        wizard = self.env["debt.release.wizard"].create({"order_id": order.id, "scope": "order"})
        wizard.action_release()
        order.action_confirm()
        self.assertFalse(order.picking_ids.debt_is_held)
        self.send(order.picking_ids)

    def test_what_leaves_without_an_order_is_held_and_what_comes_back_isnt(self):
        self.hold(BLOCKED)
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        stock, customers = warehouse.lot_stock_id, self.contact.property_stock_customer
        leaving = self.transfer(warehouse.out_type_id, stock, customers)
        self.assertTrue(leaving.debt_is_held)
        coming = self.transfer(warehouse.in_type_id, customers, stock)
        self.assertFalse(coming.debt_is_held)

    def transfer(self, kind, source, target):
        ways = {"location_id": source.id, "location_dest_id": target.id}
        move = {"product_id": self.product.id, "product_uom_qty": 1, **ways}
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "partner_id": self.contact.id,
                "move_ids": [Command.create(move)],
                **ways,
            }
        )
        picking.action_confirm()
        return picking

    def test_held_deliveries_are_found(self):
        self.hold(BLOCKED)
        other = self.quotation(10, partner=self.partner_a)
        other.action_confirm()
        domain = [("company_id", "=", self.company.id), ("debt_is_held", "=", True)]
        found = self.env["stock.picking"].search(domain)
        self.assertEqual(found, self.delivery)

    def test_the_storeman_asks_for_a_release_once(self):
        self.hold(BLOCKED)
        for _time in range(2):
            self.delivery.with_user(self.storeman).action_debt_ask_release()
        self.assertRecordValues(self.delivery.activity_ids, [{"user_id": self.manager.id}])
        self.assertEqual(self.delivery.activity_ids.activity_type_id.res_model, "stock.picking")
        self.release()
        self.assertFalse(self.delivery.activity_ids)

    def test_another_company_delivers(self):
        other = self.setup_other_company()["company"]
        self.Hold._set(self.debtor(company=other), BLOCKED)
        self.assertFalse(self.delivery.debt_is_held)
        self.send()
