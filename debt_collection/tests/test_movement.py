import base64
import io
from datetime import date, timedelta

import openpyxl
from dateutil.relativedelta import relativedelta

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .common import DebtCommon

MEASURES = ("opening", "invoiced", "credited", "paid", "set_off", "other", "closing")
FEBRUARY = [("date", ">=", "2026-02-01"), ("date", "<=", "2026-02-28")]


class TestMovement(DebtCommon):
    """Opening balance, movements and closing balance of a period: those of the ledger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wolt, cls.other = cls.customer(), cls.customer("=cmd|' /C calc'!A0 <b>")
        cls.wolt.user_id = cls.manager
        cls.report = cls.env["debt.movement"]
        # December: 1000, January: 400 (100 EUR), February: 250
        cls.old = cls.overdue(40, 1000, cls.wolt)
        cls.euro = cls.overdue(21, 100, cls.other, currency_id=cls.eur.id)
        cls.new = cls.overdue(-10, 250, cls.wolt)
        cls.env["res.currency.rate"].create(
            {"name": "2026-02-20", "rate": 0.2, "currency_id": cls.eur.id}
        )
        cls.pay(cls.old, 300, date(2026, 2, 10))
        cls.credit_note(50, cls.wolt, days=15)
        cls.pay(cls.euro, day=date(2026, 2, 25))
        cls.receipt(20, cls.wolt, date(2026, 2, 27), payment_type="outbound")
        opened = cls.entry(700, "2026-02-02")
        opened._reverse_moves([{"date": date(2026, 3, 1)}], cancel=True)
        cls.entry(-80, "2026-02-18", cls.company_data["default_account_payable"])

    @classmethod
    def entry(cls, amount, day, against=None):
        """A journal entry about the customer: plus is what he owes."""
        account = cls.wolt.property_account_receivable_id
        against = against or cls.company_data["default_account_revenue"]
        move = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": day,
                "line_ids": [
                    Command.create(
                        {"account_id": one.id, "partner_id": cls.wolt.id, "balance": balance}
                    )
                    for one, balance in ((account, amount), (against, -amount))
                ],
            }
        )
        move.action_post()
        return move

    def figures(self, domain, groupby, who=None):
        """{group: figures} of the customers of this test."""
        domain = Domain(domain) & Domain("partner_id", "in", (who or self.wolt | self.other).ids)
        rows = self.report._read_group(domain, groupby, [f"{name}:sum" for name in MEASURES])
        return {row[: len(groupby)]: row[len(groupby) :] for row in rows}

    def ledger(self, day, companies=None):
        """{partner: balance} of receivables, which knows nothing of movements."""
        rows = self.env["account.move.line"]._read_group(
            [
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("date", "<=", day),
                ("company_id", "in", (companies or self.company).ids),
            ],
            ["partner_id"],
            ["balance:sum"],
        )
        return {partner: round(balance, 2) for partner, balance in rows if round(balance, 2)}

    def test_days_with_a_gap(self):
        december = Domain("date", ">=", "2025-12-01") & Domain("date", "<=", "2025-12-31")
        gap = december | Domain(FEBRUARY)
        with self.assertRaisesRegex(UserError, "gap"):
            self.figures(gap, ["partner_id"])
        rows = self.figures(gap, ["date:month"])
        self.assertEqual(
            {month: (row[0], row[-1]) for (month,), row in rows.items()},
            {date(2025, 12, 1): (0, 1000), date(2026, 2, 1): (1400, 1540)},
        )
        inside = self.figures(gap & Domain(FEBRUARY), ["partner_id"])
        self.assertEqual(inside, self.figures(FEBRUARY, ["partner_id"]))

    def test_a_month(self):
        self.assertEqual(
            self.figures(FEBRUARY, ["partner_id"]),
            {
                (self.wolt,): (1000, 250, -50, -300 + 20, -80, 700, 1540),
                # paid at 5, issued at 4
                (self.other,): (400, 0, 0, -500, 0, 100, 0),
            },
        )
        self.assertEqual(self.figures(FEBRUARY, [])[()][-1], 1540)
        kinds = self.report._read_group(FEBRUARY, ["kind"], ["change:sum"])
        self.assertEqual(dict(kinds)["exchange"], 100)
        [row] = self.report._read_group(
            FEBRUARY, ["document_currency_id"], ["opening_document:sum", "closing_document:sum"],
            having=[("opening_document:sum", "=", 100)],
        )  # fmt: skip
        self.assertEqual(row, (self.eur, 100, 0))

    def test_each_month_has_its_own_balances(self):
        period = [("date", ">=", "2026-01-10"), ("date", "<", "2026-03-03")]
        rows = self.figures(period, ["date:month"])
        self.assertEqual(
            {month: (row[0], row[-1]) for (month,), row in rows.items()},
            {
                date(2026, 1, 1): (1000, 1400),
                date(2026, 2, 1): (1400, 1540),
                date(2026, 3, 1): (1540, 840),
            },
        )
        # a group of the list, opened
        inside = self.figures([*period, *FEBRUARY], ["partner_id"])
        self.assertEqual(inside, self.figures(FEBRUARY, ["partner_id"]))
        by_day = self.figures(FEBRUARY, ["date:day"])
        self.assertEqual(by_day[date(2026, 2, 10),][0], 1400 + 700)
        with self.assertRaises(UserError):
            self.figures([], ["date:day"])
        quarters = self.figures([], ["date:quarter"])
        self.assertEqual(quarters[date(2026, 1, 1),], (1000, 650, -50, -780, -80, 100, 840))

    def test_pivot_asks_for_all_at_once(self):
        sets, sums = [[], ["date:month"], ["partner_id"]], ["opening:sum", "closing:sum"]
        found = self.report._read_grouping_sets(FEBRUARY, sets, sums)
        self.assertEqual(found, [self.report._read_group(FEBRUARY, one, sums) for one in sets])

    def test_ties_to_the_ledger_and_the_aging(self):
        for months in range(12):
            first = date(2026, 3, 1) - relativedelta(months=months)
            last = first + relativedelta(months=1, days=-1)
            rows = self.report._read_group(
                [("date", ">=", first), ("date", "<=", last)],
                ["partner_id"],
                [f"{name}:sum" for name in MEASURES],
            )
            for _partner, opening, *moves, closing in rows:
                self.assertEqual(round(opening + sum(moves), 2), round(closing, 2))
            for place, day in ((0, first - timedelta(days=1)), (-1, last)):
                ours = {row[0]: round(row[1:][place], 2) for row in rows}
                ours = {partner: amount for partner, amount in ours.items() if amount}
                self.assertEqual(ours, self.ledger(day))
                aging = self.env["debt.aging"]._on_day(self.company, day)
                aging.invalidate_model()
                ages = aging._read_group([], ["partner_id"], ["amount:sum"])
                self.assertEqual(ours, {p: round(a, 2) for p, a in ages if round(a, 2)})

    def test_two_companies(self):
        other = self.setup_other_company(name="Elsewhere", currency_id=self.eur.id)
        company = other["company"]
        self.env.user.company_ids = [Command.link(company.id)]
        self._create_invoice_one_line(
            price_unit=90, tax_ids=[], partner_id=self.other, invoice_date="2026-02-05",
            post=True, company_id=company.id, journal_id=other["default_journal_sale"].id,
            product_id=False, account_id=other["default_account_revenue"].id,
        )  # fmt: skip
        both = self.report.with_context(allowed_company_ids=(self.company | company).ids)
        rows = both._read_group(
            [*FEBRUARY, ("partner_id", "=", self.other.id)], ["company_id"], ["closing:sum"]
        )
        self.assertEqual(dict(rows), {self.company: 0, company: 90})
        action = both._open(["partner"])
        self.assertEqual(action["context"]["search_default_group_currency"], 1)
        alone = self.report.with_context(allowed_company_ids=self.company.ids)
        self.assertEqual(alone.search([]).company_id, self.company)

    def test_rows_lead_to_documents(self):
        rows = self.report.with_user(self.collector).search(
            [*FEBRUARY, ("partner_id", "=", self.wolt.id)]
        )
        rows.invalidate_model()
        [opening] = rows.filtered(lambda row: row.kind == "opening")
        self.assertEqual((opening.date, opening.opening), (date(2026, 2, 1), 1000))
        action = opening.action_open_document()
        report = self.env["debt.aging"].with_context(**action["context"])
        report.invalidate_model()
        self.assertEqual(report.search(action["domain"]).move_id, self.old)
        [invoice] = rows.filtered(lambda row: row.kind == "invoice")
        self.assertEqual(invoice.action_open_document()["res_id"], self.new.id)
        paid = rows.filtered(lambda row: row.kind == "payment")[:1]
        self.assertEqual(paid.action_open_document()["res_model"], "account.payment")
        self.assertEqual(rows.salesperson_id, self.manager)

    def test_workbook(self):
        wizard = self.env["debt.movement.wizard"].with_user(self.collector)
        wizard = wizard.create({"date_from": "2026-02-01", "date_to": "2026-02-28"})
        wizard.action_show()
        wizard.action_xlsx()
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        rows = list(book["PLN"].values)
        [wolt] = [row for row in rows if row[0] == self.wolt.name]
        self.assertEqual(wolt[2:], (1000, 250, -50, -280, -80, 700, 1540, 540))
        self.assertTrue(rows[-1][-1].startswith("=ROUND(SUM("))
        self.assertTrue(book["PLN"].freeze_panes)
        kinds = {cell.data_type for row in book["PLN"].iter_rows() for cell in row[:1]}
        self.assertNotIn("f", kinds)
        wizard.group_by = "month"
        wizard.action_xlsx()
        with self.assertRaises(ValidationError):
            wizard.date_to = "2026-01-01"

    def test_buttons_of_the_list(self):
        report = self.report.with_context(active_domain=FEBRUARY)
        wizard = self.env["debt.movement.wizard"].browse(report.action_choose()["res_id"])
        self.assertEqual((wizard.date_from, wizard.date_to), (date(2026, 2, 1), date(2026, 2, 28)))
        self.assertIn("xlsx", report.action_xlsx()["url"])
        self.assertEqual(self.report.action_this_month()["res_model"], "debt.movement")
