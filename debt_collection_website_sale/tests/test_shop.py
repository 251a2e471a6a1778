from odoo import Command
from odoo.addons.debt_collection.tests.sale_common import BLOCKED, PREPAYMENT
from odoo.addons.debt_collection.tests.test_sale_payment import SalePaymentCommon
from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

# the shop of the test database speaks Polish
NEUTRAL = "Zamówienie wymaga uzgodnienia płatności, prosimy o kontakt."
DEBT_WORDS = ("1234", "1\N{NO-BREAK SPACE}234", "po terminie", "wstrzymana", "windykac")


@tagged("post_install", "post_install_l10n", "-at_install")
class TestShop(SalePaymentCommon, HttpCase):
    """Anna Nowak of a customer who owes PLN 1,234 buys a service for PLN 1,000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].search([], limit=1, order="id")
        cls.website.company_id = cls.company
        cls.contact.write(
            {
                "email": "anna@wolt.example.com",
                "phone": "+48 22 555 01 02",
                "street": "Długa 1",
                "city": "Kraków",
                "zip": "31-147",
                "country_id": cls.env.ref("base.pl").id,
                "lang": "pl_PL",
            }
        )
        cls.visitor = new_test_user(
            cls.env,
            login="debt_visitor",
            groups="base.group_portal",
            partner_id=cls.contact.id,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.product.write(
            {"type": "service", "is_published": True, "list_price": 1000.0, "sale_ok": True}
        )
        cls.overdue(48, 1234, cls.partner)

    def setUp(self):
        super().setUp()
        self.authenticate("debt_visitor", "debt_visitor")
        self.make_jsonrpc_request(
            "/shop/cart/add",
            {
                "product_template_id": self.product.product_tmpl_id.id,
                "product_id": self.product.id,
                "quantity": 1,
            },
        )
        self.cart = self.env["sale.order"].search(
            [("partner_id", "=", self.contact.id), ("website_id", "=", self.website.id)], limit=1
        )
        self.assertTrue(self.cart)

    def page(self, path):
        response = self.url_open(path)
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.url.endswith(path), response.url)
        return response.text

    def pay_online(self):
        return self.make_jsonrpc_request(
            f"/shop/payment/transaction/{self.cart.id}",
            {
                "access_token": self.cart._portal_ensure_token(),
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "token_id": None,
                "amount": self.cart.amount_total,
                "flow": "direct",
                "tokenization_requested": False,
                "landing_route": "/shop/payment/validate",
            },
        )

    def test_who_isnt_on_hold_buys_as_ever(self):
        self.assertNotIn(NEUTRAL, self.page("/shop/cart"))
        page = self.page("/shop/payment")
        self.assertIn("o_payment_form", page)
        self.pay_online()
        self.cart.transaction_ids._set_done()
        self.cart.transaction_ids._post_process()
        self.assertEqual(self.cart.state, "sale")

    def test_a_blocked_customer_is_asked_to_get_in_touch_and_no_money_is_taken(self):
        self.hold(BLOCKED)
        cart, payment = self.page("/shop/cart"), self.page("/shop/payment")
        for page in (cart, payment):
            self.assertIn(NEUTRAL, page)
            for word in DEBT_WORDS:
                self.assertNotIn(word, page)
        self.assertNotIn("o_payment_form", payment)
        with mute_logger("odoo.http"), self.assertRaisesRegex(JsonRpcException, "ValidationError"):
            self.pay_online()
        self.assertFalse(self.cart.transaction_ids)

    def test_an_order_for_nothing_is_refused_in_the_same_words(self):
        self.hold(BLOCKED)
        self.cart.order_line.price_unit = 0
        cart_sudo = self.cart.with_user(self.visitor).with_context(lang="pl_PL").sudo()
        with self.assertRaisesRegex(ValidationError, NEUTRAL):
            cart_sudo._check_cart_is_ready_to_be_paid()
        self.assertIn(NEUTRAL, self.page("/shop/payment"))

    def test_on_prepayment_the_shop_sells_for_money_only(self):
        self.hold(PREPAYMENT)
        self.provider.copy({"state": "test", "is_published": True})
        later = self.env["payment.provider"].search([("code", "=", "custom")], limit=1)
        later = later.copy({"state": "enabled", "is_published": True})
        later.write({"company_id": self.company.id, "custom_mode": "cash_on_delivery"})
        self.assertFalse(self.providers() & later)
        self.assertIn(self.provider, self.providers())
        page = self.page("/shop/payment")
        self.assertNotIn(NEUTRAL, page)
        self.assertIn("o_payment_form", page)
        self.pay_online()
        self.cart.transaction_ids._set_done()
        self.cart.transaction_ids._post_process()
        self.assertEqual(self.cart.state, "sale")

    def providers(self):
        return (
            self.env["payment.provider"]
            .sudo()
            ._get_compatible_providers(
                self.company.id,
                self.contact.id,
                self.cart.amount_total,
                currency_id=self.cart.currency_id.id,
                sale_order_id=self.cart.id,
            )
        )

    def test_who_paid_while_he_was_free_reaches_the_last_page(self):
        self.url_open("/shop/checkout")
        self.pay_online()
        self.cart.transaction_ids._set_pending()
        self.hold(BLOCKED)
        response = self.url_open("/shop/payment/validate")
        self.assertIn("/shop/confirmation", response.url)

    def test_a_released_cart_is_bought(self):
        self.hold(BLOCKED)
        wizard = self.env["debt.release.wizard"].create(
            {"order_id": self.cart.id, "scope": "order"}
        )
        wizard.action_release()
        self.assertNotIn(NEUTRAL, self.page("/shop/payment"))
        self.pay_online()

    def test_a_guest_is_known_by_his_tax_number(self):
        self.partner.write({"vat": "PL5260250274", "country_id": self.env.ref("base.pl").id})
        self.hold(BLOCKED)
        guest = self.env["res.partner"].create(
            {
                "name": "Zofia Gość",
                "email": "gosc@wolt.example.com",
                "vat": "526-025-02-74",
                "country_id": self.env.ref("base.pl").id,
            }
        )
        cart = self.cart
        cart.write(dict.fromkeys(("partner_id", "partner_invoice_id"), guest.id))
        self.assertTrue(cart._debt_is_stopped_in_shop())
        guest.vat = "PL7740001454"
        self.assertFalse(cart._debt_is_stopped_in_shop())
