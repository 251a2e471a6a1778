import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import BaseCase, new_test_user, tagged

from ..tools import periods
from .common import DebtCommon


@tagged("-at_install", "post_install")
class TestPeriods(BaseCase):
    def test_periods(self):
        monday, sunday = date(2026, 3, 2), date(2026, 3, 8)
        week = (date(2026, 2, 23), date(2026, 3, 1))
        self.assertEqual(periods.period_before("weekly", monday), week)
        self.assertEqual(periods.period_before("weekly", sunday), week)
        self.assertEqual(periods.start_after("weekly", monday), date(2026, 3, 9))
        self.assertEqual(periods.start_after("weekly", sunday), date(2026, 3, 9))
        month = (date(2026, 2, 1), date(2026, 2, 28))
        self.assertEqual(periods.period_before("monthly", date(2026, 3, 31)), month)
        self.assertEqual(periods.start_after("monthly", date(2026, 1, 31)), date(2026, 2, 1))
        self.assertEqual(periods.start_after("monthly", date(2026, 12, 1)), date(2027, 1, 1))


@tagged("post_install", "-at_install")
class TestSummary(DebtCommon):
    """Monday 2 March 2026; the week before: 23 February to 1 March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.wolt = cls.customer()
        cls.late = cls.overdue(20, 1000.0, cls.wolt)  # due 10 February
        cls.fresh = cls.overdue(3, 300.0, cls.wolt)  # due 27 February
        cls.pay(cls.late, 400.0, day=date(2026, 2, 25))
        cls.env["debt.run"]._start(cls.company, "nightly", cls.today)._go_at_once()
        cls.case = cls.env["debt.case"].search([("partner_id", "=", cls.wolt.id)])
        cls.result = cls.env["debt.result"]
        cls.week = (date(2026, 2, 23), date(2026, 3, 1))

    def summary(self, **values):
        return self.env["debt.summary"].create(
            {"name": "Week", "emails": "board@example.com", "lang": "en_US", **values}
        )

    def send(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("debt_collection.ir_cron_summary").method_direct_trigger()
        self.env.invalidate_all()

    def test_figures_of_a_week(self):
        found = self.result._by_collector(self.company, *self.week)
        own = found[self.collector]
        self.assertEqual(own["overdue_before"], 1000.0)
        self.assertEqual(own["overdue"], 900.0)
        self.assertEqual(own["recovered"], 400.0)
        self.assertEqual(self.result._total(found)["overdue"], 900.0)

    def test_money_in_time_is_not_recovered(self):
        punctual = self.overdue(-5, 700.0, self.wolt)
        self.pay(punctual, day=date(2026, 2, 26))
        recovered = self.result._recovered(self.company, *self.week)
        self.assertEqual(recovered, {self.collector: 400.0})

    def test_promises_kept_in_part(self):
        promise = self.env["debt.promise"]._make(
            self.case, {"date": date(2026, 3, 4), "amount": 600.0}
        )
        self.pay(self.late, 250.0, day=date(2026, 3, 3))
        self.night("2026-03-10")
        self.assertEqual(promise.state, "part_kept")
        own = self.result._by_collector(self.company, date(2026, 3, 2), date(2026, 3, 8))
        figures = own[self.collector]
        self.assertEqual(
            (figures["promised"], figures["kept"], figures["broken"]), (600.0, 250.0, 350.0)
        )

    def test_dso(self):
        # 900 of the 1300 sold in the last 90 days are open
        self.assertAlmostEqual(self.result._dso(self.company, self.today), 900 / 1300 * 90, 2)
        self.assertEqual(self.result._dso(self.company, date(2020, 1, 1)), 0)

    def test_mail_with_workbook_on_its_day(self):
        summary = self.summary(partner_ids=self.manager.partner_id.ids)
        self.manager.partner_id.email = "head@example.com"
        self.assertEqual(summary.next_date, date(2026, 3, 9))
        self.send()
        self.assertFalse(summary.sent_on)
        with freeze_time("2026-03-10 06:00:00"):  # Monday's run was missed
            self.send()
            self.send()
        mail = self.env["mail.mail"].search([("subject", "like", "Receivables, 03/02/2026")])
        self.assertEqual(len(mail), 1, "once, about the week before the Monday")
        self.assertEqual(mail.email_to, "head@example.com, board@example.com")
        self.assertEqual(summary.next_date, date(2026, 3, 16))
        self.assertIn("Hurtownia WOLT", mail.body_html)
        book = load_workbook(io.BytesIO(mail.attachment_ids.raw))
        collectors, customers = book.worksheets
        self.assertEqual([collectors["A5"].value, collectors["C5"].value], ["Collector", 900])
        self.assertEqual(customers["B7"].value, "=ROUND(SUM(B5:B5),2)")

    def test_one_that_fails_stops_no_other(self):
        broken, good = self.summary(name="Broken"), self.summary()
        (broken | good).next_date = self.today
        french = self.env["res.lang"]._activate_lang("fr_FR")
        broken.lang = french.code
        french.active = False
        with self.assertLogs("odoo.addons.debt_collection.models.debt_summary", "ERROR"):
            self.send()
        self.assertTrue(broken.error)
        self.assertFalse(broken.sent_on)
        self.assertTrue(good.sent_on)

    def test_recipients_are_checked(self):
        with self.assertRaisesRegex(ValidationError, "board"):
            self.summary(emails="board, a@example.com")
        with self.assertRaisesRegex(ValidationError, "Choose who gets"):
            self.summary(emails=False)

    def test_digest(self):
        digest = self.env.ref("debt_collection.digest_collections")
        kpis = {
            row["kpi_name"]: row["kpi_col3"]["value"]
            for row in digest._compute_kpis(self.company, self.manager)
        }
        self.assertIn("900", kpis["kpi_debt_overdue"])
        self.assertIn("400", kpis["kpi_debt_recovered"])
        self.assertEqual(kpis["kpi_debt_new_cases"], 1)
        outsider = new_test_user(
            self.env, "outsider", company_id=self.company.id, company_ids=self.company.ids
        )
        self.assertEqual(digest._compute_kpis(self.company, outsider), [])
        with self.assertRaises(AccessError):
            self.env["debt.summary"].with_user(outsider).search([])
