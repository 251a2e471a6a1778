from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import UserError

from .common_action import ActionCommon


class TestDelay(ActionCommon):
    """When money came and why not; fast growth; practices of a year; before and after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"debt_capital_rate": 10, "debt_growth_amount": 1000})
        cls.env["debt.notice.rule"].search([("event", "!=", "growth")]).active = False

    def rows(self, partner=None):
        return self.env["debt.delay"].search(
            [("partner_id", "=", (partner or self.wolt).id)], order="date_due, amount"
        )

    def test_each_payment_and_what_is_overdue_is_a_row(self):
        self.wolt.category_id = [Command.create({"name": "Kraków"})]
        invoice = self.overdue(40, 1000, self.wolt)
        self.pay(invoice, 400, self.after(-20))
        self.overdue(-10, 500, self.wolt)
        note = self.overdue(30, 300, self.wolt)
        note._reverse_moves([{"invoice_date": self.today}], cancel=True)
        paid, rest = self.rows()
        self.assertEqual((paid.amount, paid.days_late, paid.date), (400, 20, self.after(-20)))
        self.assertEqual((paid.days_to_pay, paid.age, paid.is_paid), (50, "1_30", True))
        self.assertEqual(paid.capital_cost, 2.19)  # 400 x 20 x 10 % / 365
        self.assertEqual((rest.amount, rest.days_late, rest.date), (600, 40, False))
        self.assertEqual(rest.age, "2_60")
        [(tag, amount)] = self.env["debt.delay"]._read_group(
            [("partner_id", "=", self.wolt.id)], ["category_ids"], ["late_amount:sum"]
        )
        self.assertEqual((tag.name, amount), ("Kraków", 1000))

    def test_the_cause_of_a_document_is_what_was_said_of_it(self):
        case = self.case(self.wolt)
        for days, amount in ((40, 1000), (5, 100)):
            self.item(self.overdue(days, amount, self.wolt), case)
        values = {"contact_channel": "call", "contact_result": "other", "cause": "no_invoice"}
        self.env["debt.action"]._log_contact(case.debtor_id, case, values)
        self.assertEqual(set(self.rows().mapped("cause")), {"no_invoice"})
        later = self.overdue(-1, 70, self.wolt)
        self.pay(later, day=self.today)
        self.assertFalse(self.rows().filtered(lambda row: row.amount == 70).cause, "in time")
        # 1000 x 40 + 100 x 5 days, 10 % a year
        self.assertAlmostEqual(case.delay_cost, 11.1, 2)

    def test_payments_of_a_customer_in_all_years(self):
        old = self.overdue(5 * 365, 800, self.wolt)
        self.pay(old, day=self.after(-4 * 365))
        self.pay(self.overdue(5 * 365, 70, self.partner_a), day=self.after(-4 * 365))
        self.assertFalse(self.rows(), "older than the payment profile")
        case = self.case(self.wolt)
        for record in (case, case.debtor_id):
            action = record.with_user(self.collector).action_open_payments()
            rows = self.env["debt.delay"].with_user(self.collector)
            [row] = rows.with_context(**action["context"]).search(action["domain"])
            self.assertEqual((row.name, row.amount, row.days_late), (old.name, 800, 365))

    def test_another_company_sees_nothing(self):
        self.overdue(40, 1000, self.wolt)
        other = self.env["res.company"].create({"name": "Druga"})
        rows = self.env["debt.delay"].with_context(allowed_company_ids=other.ids)
        self.assertFalse(rows.search([("partner_id", "=", self.wolt.id)]))

    def test_fast_growth_is_told_once(self):
        self.wolt.user_id = self._user("seller", "sales_team.group_sale_salesman")
        case, slow = self.case(self.wolt), self.case(self.partner_a)
        for partner, days, amount in (
            (self.wolt, 60, 1000),
            (self.wolt, 10, 1500),
            (self.partner_a, 60, 9000),
            (self.partner_a, 10, 1500),
        ):
            self.overdue(days, amount, partner)
        for _twice in range(2):
            self.env["debt.case"]._find_growth(self.company, self.today)
            self.env["debt.notice"]._queue(self.company, self.today)
        self.assertEqual((case.growth, case.growing_on), (1500, self.today))
        self.assertFalse(slow.growing_on, "a sixth more isn't fast")
        notices = self.env["debt.notice"].search([("event", "=", "growth")])
        self.assertEqual(
            sorted(notices.mapped("user_id.name")), ["Collector", "Seller"], "each of them once"
        )
        self.assertIn("1500", notices[0]._event_text().replace(" ", "").replace("\xa0", ""))
        self.env["debt.case"]._find_growth(self.company, self.after(25))
        self.assertFalse(case.growing_on, "nothing new since")
        self.assertEqual(case.growth, 0)

    # practices of 2025

    def bill(self, amount, issued, due, paid=None, partner=None):
        bill = self._create_invoice_one_line(
            move_type="in_invoice",
            price_unit=amount,
            tax_ids=[],
            partner_id=partner or self.wolt,
            invoice_date=issued,
            date=issued,
            invoice_date_due=due,
            invoice_payment_term_id=False,
            post=True,
        )
        if paid:
            self.pay(bill, day=paid)
        return bill

    def invoice(self, amount, issued, due, partner=None):
        return self._create_invoice_one_line(
            price_unit=amount,
            tax_ids=[],
            partner_id=partner or self.wolt,
            invoice_date=issued,
            invoice_date_due=due,
            invoice_payment_term_id=False,
            post=True,
        )

    def practices(self, year=2025):
        report = self.env["debt.practice"].create({"year": year})
        report.action_compute()
        return report, {line.row: (line.received, line.paid) for line in report.line_ids}

    def test_payment_practices_of_a_year(self):
        first = self.invoice(1000, date(2025, 3, 1), date(2025, 3, 31))
        self.pay(first, 300, date(2025, 3, 31))  # 30 days: in time
        self.pay(first, 200, date(2025, 4, 1))  # 31 days: late
        self.pay(self.invoice(70, date(2024, 9, 1), date(2024, 9, 30)), day=date(2025, 1, 2))
        self.invoice(900, date(2025, 12, 10), date(2026, 1, 9))  # due in the next year
        consumer = self.customer("Jan", is_company=False)
        self.invoice(5000, date(2025, 3, 1), date(2025, 3, 31), consumer)
        group = self.customer("Spółka córka")
        self.company.debt_group_partner_ids = group
        self.invoice(6000, date(2025, 3, 1), date(2025, 3, 31), group)
        abroad = self.customer("US Inc.", country_id=self.env.ref("base.us").id)
        self.invoice(7000, date(2025, 3, 1), date(2025, 3, 31), abroad)
        self.bill(400, date(2025, 5, 1), date(2025, 5, 15), date(2025, 7, 15))
        report, rows = self.practices()
        self.assertEqual(rows["1_30"], (300, 0))
        self.assertEqual(rows["2_60"], (200, 0))
        self.assertEqual(rows["3_120"], (0, 400))
        self.assertEqual(rows["4_more"], (70, 0))
        self.assertEqual(rows["5_total"], (570, 400))
        self.assertEqual(rows["6_late"], (700, 400), "200 late, 500 never")
        self.assertEqual(rows["7_due"], (1000, 400))
        late = report.line_ids.filtered(lambda line: line.row == "6_late")
        self.assertEqual((late.received_share, late.paid_share), (70, 100))
        action = late.action_open_received()
        parts = self.env["debt.practice.part"].with_context(action["context"])
        self.assertEqual(sorted(parts.search(action["domain"]).mapped("amount")), [200, 500])
        report.action_xlsx()
        self.assertTrue(report.file)
        with self.assertRaises(UserError):
            report.year = 2031

    def test_before_and_after_beyond_the_payment_profile(self):
        self.company.debt_profile_months = 1
        self.pay(self.overdue(100, 300, self.wolt), day=date(2025, 12, 20))  # 28 days late
        comparison = self.env["debt.comparison"].create({"date": "2026-02-10", "months": 2})
        comparison.action_compute()
        self.assertEqual(comparison.month_ids.mapped("days_late"), [28, 0, 0, 0])
        line = comparison.line_ids.filtered(lambda line: line.measure == "days_late")
        self.assertTrue(line.before)
        self.assertFalse(line.after or line.is_better)

    def test_the_cost_of_a_case_knows_old_payments(self):
        self.company.debt_profile_months = 1
        case, invoice = self.case(self.wolt), self.overdue(200, 2000, self.wolt)
        self.item(invoice, case)
        self.pay(invoice, 1000, self.after(-100))
        # 1000 x 100 days, and 1000 x 200 days, 10 % a year
        self.assertAlmostEqual(case.delay_cost, 82.19, 2)

    def test_before_and_after(self):
        self.overdue(100, 1000, self.wolt)  # due on 22 November
        self.pay(self.overdue(20, 500, self.wolt), day=self.after(-10))
        comparison = self.env["debt.comparison"].create({"date": "2026-02-10", "months": 2})
        comparison.action_compute()
        months = comparison.month_ids
        self.assertEqual(months.mapped("side"), ["before", "before", "after", "after"])
        self.assertEqual(months.mapped("overdue"), [1000, 1000, 1000, 1000])
        self.assertEqual(months.mapped("recovered"), [0, 0, 500, 0])
        self.assertEqual(months.mapped("days_late"), [0, 0, 10, 0])
        line = comparison.line_ids.filtered(lambda line: line.measure == "recovered")
        self.assertTrue(line.is_better)
        with self.assertRaises(UserError):
            comparison.date = self.today + timedelta(1)
            comparison.action_compute()
