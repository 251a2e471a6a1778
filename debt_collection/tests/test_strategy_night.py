from odoo.tests import tagged

from .common import DebtCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestStrategyNight(DebtCommon):
    """The rules as installed, at work in a night: the first that fits decides."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["debt.strategy.rule"].with_context(active_test=False).search([])
        cls.rules.active = True
        cls.company.debt_strategy_id = False

    def strategy_of(self, country="pl", days=40, amount=5000, **debtor):
        """The strategy that the night gives to a customer of this kind."""
        customer = self.customer(country_id=self.env.ref(f"base.{country}").id)
        known = self.env["debt.debtor"]._get_or_create(self.company, customer)
        strategy = debtor.pop("strategy", None)
        known.write({**debtor, **({"strategy_id": strategy.id} if strategy else {})})
        self.overdue(days, amount, customer)
        self.night()
        case = self.env["debt.case"].search([("partner_id", "=", customer.id)])
        xml_id = case.strategy_id.get_external_id()[case.strategy_id.id]
        return xml_id.rpartition("strategy_")[2]

    def test_first_rule_that_fits(self):
        for expected, facts in (
            ("consumer", {"kind": "consumer", "country": "de", "profile": "habitual"}),
            ("hospital", {"kind": "public_medical", "profile": "valued"}),
            ("public", {"kind": "public", "country": "de"}),
            ("foreign", {"country": "de", "profile": "habitual"}),
            ("habitual", {"profile": "habitual"}),
            ("valued", {"profile": "valued"}),
            ("standard", {"profile": "standard"}),
            ("standard", {"country": "us"}),
        ):
            with self.subTest(expected, facts=facts):
                self.assertEqual(self.strategy_of(**facts), expected)

    def test_by_hand_wins(self):
        valued = self.env.ref("debt_collection.strategy_valued")
        self.assertEqual(self.strategy_of(kind="consumer", strategy=valued), "valued")

    def test_choice_of_the_company(self):
        self.company.debt_strategy_id = self.env.ref("debt_collection.strategy_habitual")
        self.assertEqual(self.strategy_of(), "habitual")

    def test_amount_and_days_of_a_rule(self):
        self.env["debt.strategy.rule"].create(
            {
                "sequence": 1,
                "strategy_id": self.env.ref("debt_collection.strategy_public").id,
                "net_min": 1000,
                "days_min": 31,
            }
        )
        self.assertEqual(self.strategy_of(amount=1000, days=31), "public")
        self.assertEqual(self.strategy_of(amount=999, days=31), "standard")
        self.assertEqual(self.strategy_of(amount=1000, days=28), "standard")

    def test_domain_of_a_rule(self):
        self.env["debt.strategy.rule"].create(
            {
                "sequence": 1,
                "strategy_id": self.env.ref("debt_collection.strategy_public").id,
                "domain": "[('country_id.code', '=', 'US')]",
            }
        )
        self.assertEqual(self.strategy_of(country="us"), "public")
        self.assertEqual(self.strategy_of(), "standard")
