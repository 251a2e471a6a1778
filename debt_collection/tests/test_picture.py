from datetime import date

from odoo import Command
from odoo.addons.debt_collection.models.debt_debtor_picture_facts import Span
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DebtCommon

HOSTILE = "Zły <script>alert(1)</script> & {{ 7*7 }} sp. z o.o."


@tagged("post_install", "post_install_l10n", "-at_install")
class TestPicture(DebtCommon):
    """What a customer brought in and what he cost, by hand. Today is 2 March 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.debt_capital_rate = 10
        product = cls.env["product.product"].create({"name": "Kabel", "standard_price": 60})
        cls.wolt = cls.customer(HOSTILE)
        # 1000 due 90 days ago, paid 40 days late; 500 due 20 days ago, half paid after 10 days
        cls.paid = cls.overdue(90, 1000, cls.wolt)
        cls.pay(cls.paid, day=cls.after_(-50))
        cls.open = cls.overdue(20, 500, cls.wolt)
        cls.pay(cls.open, 250, day=cls.after_(-10))
        # sold at 100 what costs 60, and not late at all; bought by his branch
        cls.branch = cls.env["res.partner"].create({"name": "Filia", "parent_id": cls.wolt.id})
        move = cls.overdue(-5, 100, cls.branch)
        move.button_draft()
        move.invoice_line_ids.product_id = product
        move.invoice_line_ids.write({"price_unit": 100, "tax_ids": [Command.clear()]})
        move.action_post()
        cls.debtor = cls.env["debt.debtor"]._get_or_create(cls.company, cls.wolt)
        cls.env["debt.debtor"]._profile(cls.company, cls.today, cls.debtor)

    @classmethod
    def after_(cls, days):
        return date.fromordinal(cls.today.toordinal() + days)

    def facts(self):
        spans = self.debtor._picture_spans(self.today)
        return self.debtor._picture_facts(self.company, spans)[self.debtor]

    def test_money_kept_past_its_due_date(self):
        self.assertEqual(self.facts()[0]["late"], 1000 * 40 + 250 * 10 + 250 * 20)
        # of the last seven days only what was open then
        week = Span("", self.after_(-6), self.today)
        [facts] = self.debtor._picture_facts(self.company, [week])[self.debtor]
        self.assertEqual(facts["late"], 250 * 7)

    def test_facts_by_period(self):
        last, before, always = self.facts()
        self.assertEqual(last["turnover"], 1600)
        self.assertEqual((last["known"], last["cost"]), (100, 60))
        self.assertEqual(before.get("turnover", 0), 0)
        self.assertEqual(always["late"], last["late"])

    def test_a_credit_covers_what_is_overdue(self):
        self.receipt(250, self.wolt, day=self.after_(-5))
        self.assertEqual(self.facts()[0]["late"], 1000 * 40 + 250 * 10 + 250 * 20 - 250 * 5)

    def test_other_companies_and_customers_stay_out(self):
        self.overdue(50, 9999, self.partner_b)
        other = self.env["res.company"].create({"name": "Druga sp. z o.o."})
        debtor = self.env["debt.debtor"]._get_or_create(other, self.wolt)
        found = debtor._picture_facts(other, debtor._picture_spans(self.today))[debtor]
        self.assertFalse(any(any(span.values()) for span in found))
        self.assertEqual(self.facts()[0]["turnover"], 1600)

    def test_on_the_screen(self):
        html = self.debtor.with_user(self.collector).picture_html
        self.assertIn("<svg", html)
        self.assertNotIn("<script>", html)
        rows = {
            row["label"]: row["cells"][0]["text"]
            for row in self.debtor._pictures()[self.debtor]["rows"]
        }
        self.assertIn("640.00", rows["Margin"])  # 40 % of 1600
        self.assertIn("13.01", rows["Cost of delay"])  # 47500 x 10 % / 365
        self.assertIn("626.99", rows["What he brings"])
        self.assertEqual(rows["Of the turnover"], "39.2 %")

    def test_on_paper(self):
        report = self.env["ir.actions.report"].with_user(self.collector)
        other = self.env["debt.debtor"]._get_or_create(self.company, self.partner_b)
        html, _kind = report._render_qweb_html(
            "debt_collection.debtor_picture_page", (self.debtor | other).ids
        )
        self.assertIn(self.partner_b.name.encode(), html)
        self.assertIn(b"&lt;script&gt;", html)
        self.assertNotIn(b"<script>alert", html)
        self.assertEqual(self.debtor.action_print_picture()["report_type"], "qweb-pdf")

    def test_not_for_salespeople(self):
        seller = self._user("seller", "sales_team.group_sale_salesman")
        seller.group_ids -= self.env.ref("account.group_account_invoice")
        with self.assertRaises(AccessError):
            self.debtor.with_user(seller).read(["picture_html"])
