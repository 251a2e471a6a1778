from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .run_common import RunCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestProfile(RunCommon):
    """How customers pay, from the ledger; what rules make of it. Today is 2 March 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wolt = cls.customer()
        # paid: 1000 on time, 3000 twenty days late, 1000 half 30 and half 40 days late
        for days, amount, payments in (
            (200, 1000, [(0, None)]),
            (150, 3000, [(20, None)]),
            (100, 1000, [(30, 500), (40, 500)]),
        ):
            invoice = cls.overdue(days, amount, cls.wolt)
            for late, part in payments:
                cls.pay(invoice, part, cls.after_due(days, late))
        # open, overdue for 10 days; a credit note doesn't pay anything
        cls.open = cls.overdue(10, 5000, cls.wolt)
        cls.wolt_debtor = cls.env["debt.debtor"]._get_or_create(cls.company, cls.wolt)

    @classmethod
    def after_due(cls, days, late):
        return date.fromordinal(cls.today.toordinal() - days + late)

    def profile(self, debtors=None):
        self.env["debt.debtor"]._profile(self.company, self.today, debtors)

    def rule(self, name="Rule", **values):
        return self.env["debt.segment.rule"].create({"name": name, **values})

    def test_figures(self):
        self.credit_note(400, self.wolt)
        self.profile()
        self.assertRecordValues(
            self.wolt_debtor,
            [
                {
                    # (3000*20 + 500*30 + 500*40 + 5000*10) / 10000
                    "days_late_avg": 14.5,
                    "days_late_median": 10,
                    "late_share": 90.0,
                    "first_late": False,
                    "lifetime_value": 9600.0,
                    "turnover_24": 9600.0,
                    "exposure": 4600.0,
                    "customer_since": self.after_due(230, 0),
                    "profile": "standard",
                    "profile_on": self.today,
                }
            ],
        )
        self.assertEqual(
            self.wolt_debtor.profile_months,
            {
                "2025-08-01": 0,
                "2025-10-01": 20,
                "2025-12-01": 30,
                "2026-01-01": 40,
                "2026-03-01": 10,
            },
        )

    def test_trend_is_the_last_half_year_against_the_one_before(self):
        self.pay(self.open, day=self.today)
        old = self.overdue(300, 1000, self.wolt)
        self.pay(old, day=self.after_due(300, 4))
        self.profile()
        # last six months: (3000*20 + 500*30 + 500*40 + 5000*10) / 9000; before: 1000*0 and 1000*4
        self.assertAlmostEqual(self.wolt_debtor.late_trend, 16.1 - 2.0)

    def test_asked_again_it_writes_nothing(self):
        self.profile()
        self.env.cr.execute("SELECT xmin, profile_on FROM debt_debtor ORDER BY id")
        before = self.env.cr.fetchall()
        self.profile()
        self.env.cr.execute("SELECT xmin, profile_on FROM debt_debtor ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_habitual(self):
        rule = self.rule(
            "Late", profile="habitual", late_count=2, late_days=14, months=12, share_min=30
        )
        self.profile()
        self.assertRecordValues(
            self.wolt_debtor,
            [{"profile": "habitual", "profile_rule_id": rule.id, "profile_fixed": False}],
        )
        why = self.wolt_debtor.profile_why
        self.assertIn("Late: 2 items paid over 14 days late in 12 months", why)
        self.assertIn("90 % of the value late", why)
        rule.late_count = 3
        self.profile()
        self.assertEqual(self.wolt_debtor.profile, "standard")

    def test_first_delay_of_an_old_customer(self):
        rule = self.rule(profile="valued", is_first_late=True, customer_months_min=24)
        old = self.customer("Stary Klient sp. z o.o.")
        self.pay(self.overdue(800, 100, old), day=self.after_due(800, 1))
        self.overdue(5, 100, old)
        debtor = self.env["debt.debtor"]._get_or_create(self.company, old)
        self.profile()
        self.assertRecordValues(
            debtor, [{"first_late": True, "profile": "valued", "profile_rule_id": rule.id}]
        )
        self.assertEqual(self.wolt_debtor.profile, "standard", "he was late before")

    def test_first_rule_that_fits(self):
        self.rule(profile="new", sequence=1, customer_months_max=6)
        self.rule(profile="valued", sequence=2, domain=f"[('id', '=', {self.wolt.id})]")
        self.rule(profile="habitual", sequence=3)
        self.profile()
        self.assertEqual(self.wolt_debtor.profile, "valued")

    def test_set_by_hand_it_stays(self):
        self.wolt_debtor.profile = "valued"
        self.assertTrue(self.wolt_debtor.profile_fixed)
        self.rule(profile="habitual")
        self.profile()
        self.assertRecordValues(
            self.wolt_debtor, [{"profile": "valued", "profile_found": "habitual"}]
        )
        self.wolt_debtor.profile_fixed = False
        self.profile()
        self.assertEqual(self.wolt_debtor.profile, "habitual")

    def test_strategy_follows_on_the_first_night(self):
        """Also of a customer who isn't a debtor yet, and for a look only."""
        firm = self.strategy.copy({"name": "Firm"})
        self.env["debt.strategy.rule"].create({"profile": "habitual", "strategy_id": firm.id})
        self.rule(profile="habitual", late_count=1, late_days=14)
        late = self.customer("Nowy Dłużnik sp. z o.o.")
        self.pay(self.overdue(90, 100, late), day=self.after_due(90, 50))
        self.overdue(14, 700, late)
        look = self.night(mode="dry")
        line = look.line_ids.filtered(lambda line: line.partner_id == late)
        self.assertEqual(line[:1].strategy_id, firm)
        self.assertFalse(self.env["debt.debtor"].search([("partner_id", "=", late.id)]))
        self.night()
        self.assertEqual(self.actions(late).case_id.strategy_id, firm)
        debtor = self.env["debt.debtor"].search([("partner_id", "=", late.id)])
        self.assertEqual(debtor.profile, "habitual")

    # sale condition

    def test_company_on_the_black_list(self):
        self.rule(sale_condition="none", days_min=5, overdue_min=1000)
        self.profile()
        self.assertEqual(self.wolt_debtor.sale_condition, "none")
        self.assertEqual(self.wolt_debtor.sale_level, "3_blocked")
        row = self.wolt_debtor.sale_hold_ids
        self.assertEqual(row.mapped("cause"), ["condition"])
        self.pay(self.open)
        self.profile()
        self.assertEqual(self.wolt_debtor.sale_condition, "normal")
        self.assertEqual(row.ended_on, self.today)
        self.assertFalse(self.wolt_debtor.sale_level)

    def test_person_waits_for_a_human(self):
        self.wolt.is_company = False
        self.rule("Far too late", sale_condition="none", days_min=5)
        self.profile()
        self.assertRecordValues(
            self.wolt_debtor, [{"sale_condition": "normal", "sale_condition_waits": True}]
        )
        self.assertFalse(self.wolt_debtor.sale_level)
        tasks = self.wolt.activity_ids
        self.assertEqual(tasks.user_id, self.manager)
        self.profile()
        self.assertEqual(self.wolt.activity_ids, tasks, "asked once")
        with self.assertRaises(AccessError):
            self.wolt_debtor.with_user(self.collector).action_accept_condition()
        self.wolt_debtor.with_user(self.manager).action_accept_condition()
        self.assertEqual(self.wolt_debtor.sale_level, "3_blocked")
        self.profile()
        self.assertRecordValues(
            self.wolt_debtor, [{"sale_condition": "none", "sale_condition_waits": False}]
        )

    def test_refused_it_is_not_asked_again(self):
        self.wolt.is_company = False
        self.rule(sale_condition="none", days_min=5)
        self.profile()
        self.wolt_debtor.with_user(self.manager).action_refuse_condition()
        self.profile()
        self.assertRecordValues(
            self.wolt_debtor, [{"sale_condition": "normal", "sale_condition_waits": False}]
        )

    # insurance

    def test_insurer_wins_over_every_strategy(self):
        self.night()
        case = self.actions(self.wolt).case_id
        self.wolt_debtor.write(
            {"insurance_policy": "KUKE 1/2026", "insurance_notify_days": 20, "profile": "valued"}
        )
        self.night()
        self.assertEqual(self.wolt_debtor.insurance_notify_on, self.after(10))
        task = case.activity_ids.filtered(lambda task: "KUKE" in (task.summary or ""))
        self.assertEqual((len(task), task.date_deadline), (1, self.after(10)))
        self.assertFalse(self.wolt_debtor.sale_level)
        self.wolt_debtor.insurance_stop_days = 10
        self.night()
        self.assertEqual(self.wolt_debtor.sale_level, "3_blocked")
        self.assertEqual(len(case.activity_ids.filtered(lambda t: "KUKE" in (t.summary or ""))), 1)
        self.pay(self.open)
        self.night(self.after(1))
        self.assertFalse(self.wolt_debtor.sale_level)
        self.assertFalse(self.wolt_debtor.insurance_notify_on)

    # who sees and changes it

    def test_rule_says_something(self):
        with self.assertRaises(ValidationError):
            self.rule()
        with self.assertRaises(ValidationError):
            self.rule(profile="new", domain="[('no_such_field', '=', 1)]")

    def test_rule_without_a_rate_is_left_out(self):
        usd = self.env.ref("base.USD")
        usd.rate_ids.unlink()
        self.rule("Dollars", profile="valued", turnover_min=1, currency_id=usd.id)
        self.rule(profile="habitual", turnover_min=1000, currency_id=self.eur.id, sequence=20)
        run = self.night()
        self.assertIn(["segment_rate", {"name": "Dollars"}], run.warnings)
        # 10,000 PLN are more than 1,000 EUR
        self.assertEqual(self.wolt_debtor.profile, "habitual")

    def test_other_company_keeps_its_own(self):
        other = self.env["res.company"].create({"name": "Druga", "currency_id": self.pln.id})
        self.env.user.company_ids = [Command.link(other.id)]
        debtor = self.env["debt.debtor"]._get_or_create(other, self.wolt)
        self.env["debt.debtor"]._profile(other, self.today)
        self.assertRecordValues(debtor, [{"lifetime_value": 0.0, "exposure": 0.0}])
        self.rule(profile="habitual", company_id=other.id)
        self.profile()
        self.assertEqual(self.wolt_debtor.profile, "standard")

    def test_collector_sees_the_card(self):
        self.profile()
        partner = self.wolt.with_user(self.collector)
        self.assertEqual(partner.debt_days_late_avg, 14.5)
        self.assertEqual(partner.debt_exposure, 5000.0)
        self.assertIn(
            "10000", (self.wolt_debtor.worth_text or "").replace(",", "").replace(" ", "")
        )
