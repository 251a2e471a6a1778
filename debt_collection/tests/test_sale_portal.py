from odoo.tests import HttpCase, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .sale_common import BLOCKED, PREPAYMENT
from .test_sale_payment import SalePaymentCommon

# visitors get Polish, the one language of the test database
NEUTRAL = "Zamówienie wymaga uzgodnienia płatności, prosimy o kontakt."
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestSalePortal(SalePaymentCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.overdue(48, 1234, cls.partner)
        cls.partner.lang = "en_US"

    def open(self, order, **params):
        order._portal_ensure_token()
        query = "&".join(f"{name}={value}" for name, value in params.items())
        response = self.url_open(f"/my/orders/{order.id}?access_token={order.access_token}&{query}")
        self.assertEqual(response.status_code, 200)
        return response.text

    def accept(self, order):
        return self.make_jsonrpc_request(
            f"/my/orders/{order.id}/accept",
            {"access_token": order._portal_ensure_token(), "name": "Anna", "signature": SIGNATURE},
        )

    def pay_online(self, order):
        return self.make_jsonrpc_request(
            f"/my/orders/{order.id}/transaction",
            {
                "access_token": order._portal_ensure_token(),
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "token_id": None,
                "amount": order.amount_total,
                "flow": "direct",
                "tokenization_requested": False,
                "landing_route": "/my",
            },
        )

    def sent(self, **values):
        return self.quotation(1000, partner=self.contact, state="sent", **values)

    def test_a_free_customer_signs_and_sees_nothing_of_ours(self):
        order = self.sent(require_signature=True, require_payment=False)
        page = self.open(order)
        self.assertIn("modalaccept", page)
        self.assertNotIn(NEUTRAL, page)
        self.accept(order)
        self.assertEqual(order.state, "sale")

    def test_a_stopped_quotation_shows_the_neutral_text_only(self):
        self.hold(BLOCKED)
        order = self.sent(require_signature=True, require_payment=True)
        page = self.open(order)
        self.assertIn(NEUTRAL, page)
        for word in ("o_sale_portal_paynow", "1234", "1 234", "overdue", "suspended", "WOLT/"):
            self.assertNotIn(word, page)
        self.assertNotIn('href="#modalaccept"', page)
        self.assertNotIn('data-bs-target="#modalaccept"', page)

    def test_a_payment_link_of_a_stopped_quotation_takes_no_money(self):
        self.hold(BLOCKED)
        order = self.sent(require_signature=False, require_payment=True)
        page = self.open(order, payment_amount=1000, amount_selection="full_amount")
        self.assertIn(NEUTRAL, page)
        self.assertNotIn("o_payment_form", page)
        self.assertNotIn('data-bs-target="#modalaccept"', page)
        with mute_logger("odoo.http"), self.assertRaisesRegex(JsonRpcException, "ValidationError"):
            self.pay_online(order)
        self.assertFalse(order.transaction_ids)

    def test_a_stopped_quotation_cant_be_signed(self):
        self.hold(BLOCKED)
        order = self.sent(require_signature=True, require_payment=False)
        self.assertEqual(self.accept(order), {"error": NEUTRAL})
        self.assertFalse(order.signature)
        self.assertEqual(order.state, "sent")

    def test_on_prepayment_a_quotation_without_online_payment_is_stopped(self):
        self.hold(PREPAYMENT)
        order = self.sent(require_signature=True, require_payment=False)
        self.assertIn(NEUTRAL, self.open(order))
        self.assertEqual(self.accept(order), {"error": NEUTRAL})

    def test_on_prepayment_the_whole_order_is_signed_and_paid(self):
        self.hold(PREPAYMENT)
        order = self.sent(require_signature=True, require_payment=True, prepayment_percent=0.5)
        self.assertNotIn(NEUTRAL, self.open(order))
        self.accept(order)
        self.assertEqual(order.state, "sent", "signed, not yet paid")
        self.assertTrue(order.signature)
        self.assertIn("o_payment_form", self.open(order))
        self.pay_online(order)
        order.transaction_ids._set_done()
        order.transaction_ids._post_process()
        self.assertEqual(order.state, "sale")

    def test_a_confirmed_order_may_always_be_paid(self):
        order = self.sent(require_signature=False, require_payment=True)
        order.action_confirm()
        self.hold(BLOCKED)
        page = self.open(order, payment_amount=1000, amount_selection="full_amount")
        self.assertNotIn(NEUTRAL, page)
        self.assertIn("o_payment_form", page)
        self.pay_online(order)
        self.assertEqual(order.transaction_ids.amount, 1000)

    def test_a_released_quotation_is_signed(self):
        self.hold(BLOCKED)
        order = self.sent(require_signature=True, require_payment=False)
        wizard = self.env["debt.release.wizard"].create({"order_id": order.id, "scope": "order"})
        wizard.action_release()
        self.assertNotIn(NEUTRAL, self.open(order))
        self.accept(order)
        self.assertEqual(order.state, "sale")

    def test_the_neutral_text_is_in_the_document_neither(self):
        self.hold(BLOCKED)
        order = self.sent(require_signature=True)
        page = self.open(order, report_type="html")
        self.assertNotIn(NEUTRAL, page)
