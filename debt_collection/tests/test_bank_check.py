from datetime import timedelta

from odoo.addons.debt_collection.tests.common import DebtCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged


@tagged("post_install", "post_install_l10n", "-at_install")
class TestBankCheck(DebtCommon):
    """Monday, 2 March 2026: the last working day is Friday, 27 February."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.debt_freshness_gate = True
        cls.bank = cls.company_data["default_journal_bank"]
        cls.other_bank = cls.bank.copy({"code": "MBK"})
        cls.other_bank.name = "mBank"
        cls.friday = cls.today - timedelta(days=3)

    def line(self, day, journal=None):
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": (journal or self.bank).id,
                "date": day,
                "payment_ref": "przelew",
                "amount": 1.0,
            }
        )

    def gate(self, day=None):
        return self.env["debt.bank.check"]._gate(self.company, day or self.today)

    def wizard(self, user=None, **values):
        wizard = self.env["debt.bank.check.wizard"].with_user(user or self.env.user)
        return wizard.create(values).action_confirm()

    def test_a_bank_that_never_had_a_line_is_not_waited_for(self):
        self.assertIsNone(self.gate())
        self.assertIsNone(self.env["debt.bank.check"]._known_until(self.company))

    def test_known_up_to_the_last_working_day(self):
        self.line(self.friday)
        self.assertIsNone(self.gate())
        self.assertEqual(self.env["debt.bank.check"]._known_until(self.company), self.friday)
        code, data = self.gate(self.after(1))
        self.assertEqual(code, "bank_stale")
        self.assertEqual((data["date_known"], data["date_needed"]), ("2026-02-27", "2026-03-02"))
        self.assertEqual(
            self.env["debt.reason"]._text(code, data).split(" is known")[0], self.bank.name
        )

    def test_the_oldest_of_two_banks_decides(self):
        self.line(self.friday)
        self.line("2026-02-20", self.other_bank)
        code, data = self.gate()
        self.assertEqual((code, data["date_known"]), ("bank_stale", "2026-02-20"))
        self.assertIn("mBank", data["journal"])
        self.other_bank.debt_not_fed = True
        self.assertIsNone(self.gate())

    def test_a_line_of_next_year_says_nothing(self):
        self.line("2026-02-20")
        self.line("2027-02-27")
        self.assertEqual(self.gate()[1]["date_known"], "2026-02-20")

    def test_somebody_says_that_nothing_came_in(self):
        self.line("2026-02-20")
        self.wizard(self.collector, journal_ids=self.bank.ids, date=self.friday)
        self.assertIsNone(self.gate())
        check = self.env["debt.bank.check"].search([])
        self.assertRecordValues(
            check, [{"type": "nothing", "date": self.friday, "user_id": self.collector.id}]
        )
        with self.assertRaises(AccessError):
            check.with_user(self.manager).date = self.today
        with self.assertRaises(UserError):
            self.wizard(journal_ids=self.bank.ids, date=self.after(1))

    def test_the_head_releases_the_letters_of_one_day_with_a_reason(self):
        self.line("2026-02-20")
        with self.assertRaises(AccessError):
            self.wizard(self.collector, type="release", reason="trust me")
        values = {"company_id": self.company.id, "date": self.today, "reason": "trust me"}
        with self.assertRaises(AccessError):
            self.env["debt.bank.check"].with_user(self.collector).create(
                {**values, "type": "release"}
            )
        with self.assertRaises(ValidationError):
            self.wizard(self.manager, type="release")
        self.wizard(self.manager, type="release", reason="Bank is down, balance checked by phone")
        self.assertIsNone(self.gate())
        self.assertTrue(self.gate(self.after(1)))

    def test_the_gate_can_be_switched_off(self):
        self.line("2026-02-20")
        self.company.debt_freshness_gate = False
        self.assertIsNone(self.gate())

    def test_other_companies_do_not_count(self):
        other = self.setup_other_company()
        self.line("2026-01-01", other["default_journal_bank"])
        self.assertIsNone(self.gate())
        self.assertTrue(self.env["debt.bank.check"]._gate(other["company"], self.today))
