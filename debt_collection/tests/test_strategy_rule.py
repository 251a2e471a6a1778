from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .strategy_common import StrategyCommon


@tagged("post_install", "-at_install")
class TestStrategyRule(StrategyCommon):
    """Which customers get which strategy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["debt.strategy.rule"]
        partners = cls.env["res.partner"]
        for name in ("pl", "de", "us"):
            country = cls.env.ref(f"base.{name}")
            setattr(cls, name, partners.create({"name": name, "country_id": country.id}))
        cls.nowhere = partners.create({"name": "no country"})
        cls.everybody = cls.pl | cls.de | cls.us | cls.nowhere

    def fitting(self, rule, company=None):
        """Run the rule's sub-select the way the night does."""
        sql = dict(self.rules._assign_sql(company or self.company))[rule]
        if sql is None:
            return self.everybody
        rows = self.env.execute_query(
            SQL("SELECT id FROM res_partner WHERE id IN %s ORDER BY id", sql)
        )
        return self.everybody & self.env["res.partner"].browse(row[0] for row in rows)

    def rule(self, **values):
        return self.rules.create({"strategy_id": self.strategy("public").id, **values})

    def test_order_as_installed(self):
        rows = [
            (rule._strategy(self.company), rule.kind or rule.profile or rule.region)
            for rule, _sql in self.rules._assign_sql(self.company)
        ]
        self.assertEqual(
            rows,
            [
                (self.strategy("consumer"), "consumer"),
                (self.strategy("hospital"), "public_medical"),
                (self.strategy("public"), "public"),
                (self.strategy("foreign"), "eu"),
                (self.strategy("habitual"), "habitual"),
                (self.strategy("valued"), "valued"),
                (self.strategy("standard"), False),
            ],
        )

    def test_everybody_else_gets_the_choice_of_the_company(self):
        last = self.rules._of_company(self.company)[-1]
        self.company.debt_strategy_id = self.strategy("habitual")
        self.assertEqual(last._strategy(self.company), self.strategy("habitual"))

    def test_foreign_is_another_country_of_the_union(self):
        foreign = self.env.ref("debt_collection.strategy_rule_foreign")
        self.assertEqual(self.fitting(foreign), self.de)

    def test_foreign_depends_on_the_company(self):
        german = self.company_in("base.de", self.eur)
        foreign = self.env.ref("debt_collection.strategy_rule_foreign")
        self.assertEqual(self.fitting(foreign, german), self.pl)

    def test_regions(self):
        self.assertEqual(self.fitting(self.rule(region="home")), self.pl)
        self.assertEqual(self.fitting(self.rule(region="abroad")), self.us)

    def test_domain(self):
        rule = self.rule(domain="[('name', 'in', ['pl', 'no country'])]")
        self.assertEqual(self.fitting(rule), self.pl | self.nowhere)

    def test_domain_and_region(self):
        rule = self.rule(region="home", domain="[('name', '=', 'de')]")
        self.assertFalse(self.fitting(rule))

    def test_archived_customers_owe_money_too(self):
        self.de.active = False
        foreign = self.env.ref("debt_collection.strategy_rule_foreign")
        self.assertEqual(self.fitting(foreign), self.de)

    def test_the_same_for_every_reader(self):
        """A collector who may not see a customer still gets him planned with the right strategy."""
        self.de.company_id = self.company_in("base.pl", self.pln)
        rules = self.rules.with_user(self.user("debt_collection.group_collector"))
        foreign = self.env.ref("debt_collection.strategy_rule_foreign")
        sql = {rule.id: sql for rule, sql in rules._assign_sql(self.company)}[foreign.id]
        found = self.env.execute_query(
            SQL("SELECT 1 FROM %s AS p WHERE p.id = %s", sql, self.de.id)
        )
        self.assertTrue(found)

    def test_rules_of_another_company_are_left_out(self):
        other = self.company_in("base.pl", self.pln)
        rule = self.rule(company_id=other.id, sequence=1)
        self.assertNotIn(rule, self.rules._of_company(self.company))
        self.assertEqual(self.rules._of_company(other)[0], rule)

    def test_archived_rule_is_left_out(self):
        rule = self.rule(active=False)
        self.assertNotIn(rule, self.rules._of_company(self.company))

    def test_amount_in_company_currency(self):
        rule = self.rule(strategy_id=self.strategy("foreign").id, net_min=100)
        self.assertEqual(rule._net_min(self.company, self.today), 400)

    def test_unreadable_domain_is_refused(self):
        for domain in ("[('no_such_field', '=', 1)]", "[('name', '=', ", "open('/etc/passwd')"):
            with self.subTest(domain=domain), self.assertRaises(ValidationError):
                self.rule(domain=domain)

    @mute_logger("odoo.sql_db")
    def test_negative_limits_are_refused(self):
        with self.assertRaises(CheckViolation):
            self.rule(days_min=-1)

    def test_condition_in_words(self):
        rule = self.rule(kind="business", region="eu", days_min=30)
        self.assertEqual(rule.condition_label, "Business, Other EU country, 30 days overdue")
        self.assertEqual(self.rule().condition_label, "all customers")
