from datetime import date

from odoo import Command
from odoo.tests import freeze_time, tagged

from .common import DebtCommon

DAY = date(2026, 3, 2)


@tagged("-at_install", "post_install")
@freeze_time("2026-03-02 08:00:00")
class TestAdvances(DebtCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.env.user.group_ids += cls.env.ref("sales_team.group_sale_manager")
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.partner_a.id,
                "order_line": [Command.create({"product_id": cls.product_a.id})],
            }
        )

    def advance(self, memo):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.partner_a.id,
                "amount": 100.0,
                "memo": memo,
                "journal_id": self.company_data["default_journal_bank"].id,
            }
        )
        payment.action_post()
        return payment.move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )

    def advances(self, partners=None):
        return self.env["debt.debtor"]._order_advances(self.company, partners)

    def test_memo_naming_an_open_order(self):
        line = self.advance(f"zaliczka {self.order.name}")
        self.advance("wpłata")
        self.assertEqual(self.advances(), set(line.ids))
        self.assertEqual(self.advances(self.partner_b), set())
        self.assertEqual(self.advances(self.partner_a), set(line.ids))

    def test_an_order_that_is_over_takes_nothing(self):
        self.advance(f"zaliczka {self.order.name}")
        self.order.action_cancel()
        self.assertEqual(self.advances(), set())

    def test_transaction_of_an_order(self):
        line = self.advance("wpłata")
        provider = self.env["payment.provider"].create({"name": "Cards", "code": "none"})
        line.payment_id.payment_transaction_id = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": self.env["payment.method"]
                .create({"name": "Card", "code": "card_of_test"})
                .id,
                "reference": "tx-1",
                "amount": 100.0,
                "currency_id": self.company.currency_id.id,
                "partner_id": self.partner_a.id,
                "sale_order_ids": [Command.set(self.order.ids)],
            }
        )
        self.assertEqual(self.advances(), set(line.ids))
