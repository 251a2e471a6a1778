import base64
import io
from datetime import timedelta
from unittest.mock import patch

import openpyxl
from dateutil.relativedelta import relativedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from .common import DebtCommon

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> & {{ 7*7 }}"


class TestAging(DebtCommon):
    """What was open on a day, by age: money of the ledger, not of today's residuals."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wolt = cls.customer()
        cls.other = cls.customer(HOSTILE)
        cls.young = cls.overdue(10, 1000, cls.wolt)
        cls.old = cls.overdue(100, 500, cls.wolt)
        cls.future = cls.overdue(-5, 300, cls.other)
        cls.euro = cls.overdue(40, 100, cls.other, currency_id=cls.eur.id)
        cls.refund = cls.credit_note(50, cls.wolt)
        cls.report = cls.env["debt.aging"]

    def rows(self, day=None, domain=(), **scope):
        """{document: (bucket columns that aren't zero, total)} of a report."""
        report = self._report(day, **scope)
        partners = ("partner_id", "in", (self.wolt | self.other).ids)
        return {
            row.name: {
                column: row[column]
                for column in [*(f"b{n}" for n in range(8)), "credit"]
                if row[column]
            }
            for row in report.search([partners, *domain])
        }

    def _report(self, day=None, **scope):
        self.report.invalidate_model()
        usual = self.report._usual_scope(self.company)
        wanted = usual._replace(day=day or self.today, **scope)
        return self.report.with_context(**wanted.context())

    def test_buckets(self):
        self.assertEqual(
            self.rows(),
            {
                self.young.name: {"b1": 1000},
                self.old.name: {"b4": 500},
                self.future.name: {"b0": 300},
                self.euro.name: {"b2": 400},
                self.refund.name: {"credit": -50},
            },
        )
        aged = self.rows(limits=(9, 99), credits_apart=False)
        self.assertEqual(aged[self.young.name], {"b2": 1000})
        self.assertEqual(aged[self.old.name], {"b3": 500})
        self.assertEqual(aged[self.refund.name], {"b0": -50})

    def test_documents_in_their_currency(self):
        rows = self.rows(in_currency=True)
        self.assertEqual(rows[self.euro.name], {"b2": 100})
        action = self.report._open(self._report(in_currency=True)._scope())
        self.assertEqual(action["context"]["search_default_group_currency"], 1)

    def test_last_months_report_stays_as_it_was(self):
        before = self.rows()
        later = self.after(20)
        with freeze_time(later):
            self.pay(self.old, 200, later)
            self.pay(self.young, day=later)
            self.assertEqual(self.rows(), before)
            left = self.rows(later)
            self.assertEqual(left[self.old.name], {"b4": 300})
            self.assertEqual(left[self.euro.name], {"b2": 400})
            self.assertNotIn(self.young.name, left)
        # a payment dated back changes what was owed then, as it changes the ledger
        self.pay(self.old, 100, self.after(-1))
        self.assertEqual(self.rows()[self.old.name], {"b4": 400})
        self.old.line_ids.remove_move_reconcile()
        self.assertEqual(self.rows()[self.old.name], {"b4": 500})

    def test_a_day_before_the_invoice(self):
        then = {self.old.name: {"b2": 500}, self.euro.name: {"b0": 400}}
        self.assertEqual(self.rows(self.after(-60)), then)

    def test_equals_the_ledger_at_24_month_ends(self):
        """By partner and account, against balances: they know nothing of reconciliations."""
        self.pay(self.old, 120, self.after(-70))
        self.pay(self.euro, 30, self.after(-12))
        self.receipt(77.77, self.wolt, self.after(-33))
        Line = self.env["account.move.line"]
        first = self.today.replace(day=1)
        for months in range(24):
            day = first - relativedelta(months=months) - timedelta(days=1)
            report = self._report(day, side="both")
            ours = report._read_group([], ["partner_id", "account_id"], ["amount:sum"])
            ledger = Line._read_group(
                [
                    ("account_id.account_type", "in", ("asset_receivable", "liability_payable")),
                    ("parent_state", "=", "posted"),
                    ("date", "<=", day),
                    ("company_id", "=", self.company.id),
                ],
                ["partner_id", "account_id"],
                ["balance:sum"],
            )
            self.assertEqual(
                {(p.id, a.id): round(s, 2) for p, a, s in ours if round(s, 2)},
                {(p.id, a.id): round(s, 2) for p, a, s in ledger if round(s, 2)},
                day,
            )

    def test_payable_and_both(self):
        bill = self._create_invoice_one_line(
            move_type="in_invoice", price_unit=250, tax_ids=[], partner_id=self.wolt,
            invoice_date="2026-01-10", invoice_date_due="2026-01-20", post=True,
        )  # fmt: skip
        self.assertEqual(self.rows(side="payable"), {bill.name: {"b2": 250}})
        both = self.rows(side="both", credits_apart=False)
        self.assertEqual((both[bill.name], both[self.young.name]), ({"b2": -250}, {"b1": 1000}))
        net = self._report(side="both")._read_group(
            [("partner_id", "=", self.wolt.id)], [], ["amount:sum"]
        )
        self.assertEqual(net, [(1000 + 500 - 50 - 250,)])

    def test_who_collects(self):
        self.night()
        contact = self.env["res.partner"].create({"name": "Branch", "parent_id": self.wolt.id})
        self.receipt(10, contact)
        groups = self._report()._read_group(
            [("partner_id", "=", self.wolt.id)], ["collector_id", "strategy_id"], ["amount:sum"]
        )
        self.assertEqual(groups, [(self.collector, self.strategy, 1440)])
        self.assertEqual(
            {row.phase for row in self._report().search([("move_id", "=", self.old.id)])},
            {"0_monitoring"},
        )

    # screens -------------------------------------------------------------------------------------

    def test_each_set_of_buckets_has_its_own_list(self):
        scope = self.report._usual_scope(self.company)
        action = self.report.with_user(self.collector)._open(scope._replace(day=self.after(-30)))
        self.assertIn("2026", action["name"])
        view = self.env["ir.ui.view"].browse(action["views"][0][0])
        arch = view.get_combined_arch()
        self.assertIn('string="&gt; 180"', arch)
        self.assertNotIn('name="b6"', arch)
        again = self.report._open(scope._replace(side="payable"))
        self.assertEqual(again["views"][0], action["views"][0])
        other = self.report._open(scope._replace(limits=(5, 10), credits_apart=False))
        self.assertNotEqual(other["views"][0], action["views"][0])
        view = self.env["ir.ui.view"].browse(other["views"][0][0])
        self.assertNotIn('name="credit"', view.get_combined_arch())
        self.report.get_views([tuple(action["views"][0]), tuple(other["views"][0])])

    def test_context_of_a_stranger(self):
        for context in (
            "x", {"day": "nonsense"}, {"limits": ["1); DROP TABLE x"]}, {"limits": [3, 2]},
            {"side": "all", "day": []}, {"limits": list(range(1, 50))},
        ):  # fmt: skip
            with self.subTest(context):
                report = self.report.with_context(debt_aging=context)
                self.assertEqual(report._scope().day, self.today)
                report.search_count([])

    def test_limits_of_a_set(self):
        with self.assertRaisesRegex(ValidationError, "30, 60, 90, 180"):
            self.env["debt.aging.set"].create({"name": "x", "limits": "30, 10"})

    def test_drill_down(self):
        row = self._report().search([("move_id", "=", self.old.id)])
        self.assertEqual(row.action_open_document()["res_id"], self.old.id)
        action = self.receipt(5, self.wolt)
        row = self._report().search([("move_id", "=", action.move_id.id)])
        self.assertEqual(row.action_open_document()["res_model"], "account.payment")
        self.assertEqual(row.action_open_letters()["res_model"], "debt.letter")

    # files ---------------------------------------------------------------------------------------

    def _file(self, kind, **values):
        wizard = (
            self.env["debt.aging.wizard"]
            .with_user(self.collector)
            .create(
                {**self.env["debt.aging.wizard"]._scope_vals(self._report()._scope()), **values}
            )
        )
        wizard.output = kind
        url = wizard.action_go()["url"]
        self.assertIn(str(wizard.id), url)
        return base64.b64decode(wizard.file)

    def test_workbook(self):
        domain = repr([("partner_id", "in", (self.wolt | self.other).ids)])
        content = self._file("xlsx", domain=domain)
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.assertEqual(book.sheetnames[0], "PLN")
        rows = list(book["PLN"].values)
        [hostile] = [row for row in rows if row[0] == HOSTILE]
        # documents, not due, 1-30, 31-60, 61-90, 91-180, above, credits, total
        self.assertEqual(hostile[1:], (2, 300, 0, 400, 0, 0, 0, 0, 700))
        self.assertEqual(rows[-1][-1], "=ROUND(SUM(J5:J6),2)")
        items = list(book[book.sheetnames[1]].values)
        self.assertEqual(items[-1][-1], "=ROUND(SUBTOTAL(9,M5:M9),2)")
        self.assertEqual({row[0] for row in items[4:9]}, {HOSTILE, self.wolt.name})
        kinds = {cell.data_type for row in book["PLN"].iter_rows() for cell in row[:2]}
        self.assertNotIn("f", kinds)
        cached = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        self.assertEqual(list(cached["PLN"].values)[-1][-1], 2150)

    def test_paper(self):
        content = self._file("pdf", with_documents=True)
        reader = PdfFileReader(io.BytesIO(content))
        text = "".join(page.extract_text() for page in reader.pages)
        for part in ("<script>", self.old.name, "Page 1 of", self.wolt.name):
            self.assertIn(part, text)
        self.assertTrue(self._file("pdf", domain="[('id', '=', 0)]"))

    def test_filters_of_the_screen(self):
        with self.assertRaisesRegex(UserError, "filters"):
            self._file("pdf", domain="__import__('os')")
        report = self._report().with_context(active_domain=[("id", "=", 0)])
        self.assertIn("Aging", report.action_choose()["name"])

    # who may -------------------------------------------------------------------------------------

    @mute_logger("odoo.models")
    def test_access(self):
        salesman = new_test_user(
            self.env, "debt_salesman", groups="base.group_user,sales_team.group_sale_salesman"
        )
        with self.assertRaises(AccessError):
            self.report.with_user(salesman).search([])
        other = self.setup_other_company(name="Elsewhere")["company"]
        stranger = self._user("stranger", "account.group_account_invoice")
        stranger.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.assertFalse(self.report.with_user(stranger).search([]))
        mine = self.report.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertFalse(mine.search([]))

    def test_one_statement(self):
        report = self._report()
        report.search([])
        self.report.invalidate_model()
        with patch.object(type(self.report), "_scope", autospec=True, return_value=report._scope()):
            self.env.flush_all()
            with self.assertQueryCount(2):  # its accounts, the report
                report._read_group([], ["partner_id"], ["amount:sum", "b1:sum"])
