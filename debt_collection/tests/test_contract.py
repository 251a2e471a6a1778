from datetime import date
from decimal import Decimal

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestContract(DebtCommon):
    """Which rule is for whom, and what a contract changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = {
            kind: cls.env["debt.debtor"].create(
                {
                    "company_id": cls.company.id,
                    "partner_id": cls.customer(f"{kind} sp. z o.o.").id,
                    "kind": kind,
                }
            )
            for kind in ("business", "consumer", "public", "public_medical")
        }
        cls.business = cls.customers["business"]

    def contract(self, debtor=None, **values):
        return self.env["debt.contract"].create(
            {
                "name": "U/7/2026",
                "debtor_id": (debtor or self.business).id,
                "date_from": "2026-01-01",
                **values,
            }
        )

    def code(self, debtor, day="2026-03-02"):
        return debtor._interest_rules(date.fromisoformat(day))[debtor].code

    def rate(self, debtor, day):
        rule = debtor._interest_rules(date.fromisoformat(day))[debtor]
        return rule._percent_on(date.fromisoformat(day))

    def test_rule_by_kind_of_the_customer(self):
        self.assertEqual(
            {kind: self.code(debtor) for kind, debtor in self.customers.items()},
            {
                "business": "pl_commercial",
                "consumer": "pl_delay",
                "public": "pl_commercial_public",
                "public_medical": "pl_commercial_medical",
            },
        )

    def test_consumer_pays_no_compensation(self):
        rules = self.env["debt.debtor"].union(*self.customers.values())._interest_rules(self.today)
        self.assertEqual(
            {debtor.kind: rule.has_compensation for debtor, rule in rules.items()},
            {"business": True, "consumer": False, "public": True, "public_medical": True},
        )

    def test_foreign_customer_pays_by_the_law_of_the_seller(self):
        self.business.partner_id.country_id = self.env.ref("base.de")
        self.assertEqual(self.code(self.business), "pl_commercial")

    def test_governing_law_of_the_contract(self):
        self.contract(governing_country_id=self.env.ref("base.de").id)
        self.assertEqual(self.code(self.business), "de_commercial")
        self.assertEqual(self.code(self.business, "2025-12-31"), "pl_commercial")

    def test_law_without_rules_is_named(self):
        self.contract(governing_country_id=self.env.ref("base.es").id)
        self.assertFalse(self.business._interest_rules(self.today)[self.business])
        text = self.business._no_rule_text(self.today)
        self.assertIn("Spain", text)
        self.assertIn("Business", text)

    def test_own_rule_of_the_company_wins(self):
        shared = self.env.ref("debt_collection.interest_rule_pl_commercial")
        own = shared.copy({"company_id": self.company.id, "code": "own", "sequence": 99})
        self.assertEqual(self.business._interest_rules(self.today)[self.business], own)

    def test_fixed_rate_between_statutory_and_maximum(self):
        self.contract(rate="fixed", percent=16)
        self.assertEqual(self.rate(self.business, "2026-04-01"), 16)

    def test_fixed_rate_is_lowered_to_the_maximum_of_each_day(self):
        contract = self.contract(rate="fixed", percent=18.75)
        rates = contract.rule_id._dated_rates(date(2026, 1, 1), date(2026, 12, 31))
        self.assertEqual(
            rates,
            [
                (date(2026, 1, 1), date(2026, 3, 4), Decimal("18.75")),
                (date(2026, 3, 5), date(2026, 12, 31), Decimal("18.5")),
            ],
        )

    def test_lower_rate_between_businesses_is_raised_to_the_statutory_one(self):
        self.contract(rate="fixed", percent=5)
        self.assertEqual(self.rate(self.business, "2026-04-01"), 14)
        self.assertEqual(self.rate(self.business, "2026-07-01"), Decimal("13.75"))

    def test_lower_rate_of_a_consumer_stays(self):
        consumer = self.customers["consumer"]
        self.contract(consumer, rate="fixed", percent=5)
        self.assertEqual(self.rate(consumer, "2026-04-01"), 5)

    def test_floor_follows_the_kind_of_the_customer(self):
        self.contract(rate="fixed", percent=5)
        self.business.kind = "public_medical"
        self.assertEqual(self.rate(self.business, "2026-04-01"), 12)

    def test_floor_can_be_left_out(self):
        self.contract(rate="fixed", percent=5, has_floor=False)
        self.assertEqual(self.rate(self.business, "2026-04-01"), 5)

    def test_statutory_rate_above_the_maximum_stays(self):
        # 29 May to 30 June 2020: commercial 11.5, maximum 11.2 (LAW 2)
        contract = self.contract(rate="fixed", percent=15, date_from="2020-01-01")
        self.assertEqual(contract.rule_id._percent_on(date(2020, 6, 1)), Decimal("11.5"))
        contract.has_floor = False
        self.assertEqual(contract.rule_id._percent_on(date(2020, 6, 1)), Decimal("11.2"))

    def test_index_and_margin(self):
        index = self.env.ref("debt_collection.interest_index_nbp_ref")
        contract = self.contract(rate="index", index_id=index.id, margin=12)
        self.assertEqual(self.rate(self.business, "2026-03-04"), 16)
        self.assertEqual(self.rate(self.business, "2026-03-05"), Decimal("15.75"))
        contract.margin = 13
        self.assertEqual(self.rate(self.business, "2026-03-05"), Decimal("16.75"))
        self.assertEqual(len(contract.rule_id.period_ids), 1)

    def test_rule_chosen_on_the_contract(self):
        rule = self.env.ref("debt_collection.interest_rule_pl_commercial_2019")
        self.contract(rate="rule", rule_id=rule.id)
        self.assertEqual(self.rate(self.business, "2026-08-01"), Decimal("11.75"))

    def test_back_to_the_law_leaves_no_rule_behind(self):
        contract = self.contract(rate="fixed", percent=16)
        private = contract.rule_id
        contract.rate = "law"
        self.assertFalse(contract.rule_id)
        self.assertFalse(private.exists())
        self.assertEqual(self.code(self.business), "pl_commercial")

    def test_newest_contract_in_force_wins(self):
        self.contract(rate="fixed", percent=15, date_to="2026-06-30")
        self.contract(rate="fixed", percent=17, date_from="2026-02-01", date_to="2026-03-31")
        choose = self.business._interest_rule_chooser()
        found = {
            day: choose(self.business, date.fromisoformat(day)).period_ids.percent
            for day in ("2026-01-31", "2026-02-01", "2026-04-01")
        }
        self.assertEqual(found, {"2026-01-31": 15, "2026-02-01": 17, "2026-04-01": 15})
        self.assertEqual(choose(self.business, date(2026, 7, 1)).code, "pl_commercial")

    def test_contract_of_one_customer_is_nobody_elses(self):
        self.contract(rate="fixed", percent=16)
        public = self.customers["public"]
        rules = (self.business | public)._interest_rules(self.today)
        self.assertEqual(rules[public].code, "pl_commercial_public")

    def test_incomplete_contracts_are_refused(self):
        for values in ({"rate": "fixed"}, {"rate": "index"}, {"rate": "rule"}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.contract(**values)

    def test_accountant_writes_contracts_collector_reads(self):
        contract = self.contract(rate="fixed", percent=16)
        contract.with_user(self.collector).rate = "law"  # the collector of tests is an accountant
        reader = self._user("reader", "debt_collection.group_collector")
        reader.group_ids -= self.env.ref("account.group_account_invoice")
        self.assertFalse(contract.with_user(reader).has_access("write"))
        self.assertTrue(contract.with_user(reader).has_access("read"))

    def test_contract_of_another_company_is_hidden(self):
        other = self.setup_other_company(name="Other")["company"]
        contract = self.contract(rate="fixed", percent=16)
        stranger = self._user("stranger", "debt_collection.group_manager")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.env["debt.contract"].with_user(stranger).search([]))
        self.assertFalse(contract.rule_id.with_user(stranger).has_access("read"))
