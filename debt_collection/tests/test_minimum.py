from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import tagged

from .strategy_common import StrategyCommon


@tagged("post_install", "-at_install")
class TestMinimum(StrategyCommon):
    """Small amounts: one row for each currency, others converted the right way round."""

    def amounts(self, company, currency):
        return tuple(map(float, self.minimums._for(company, currency, self.today)))

    def test_installed(self):
        self.assertEqual(self.amounts(self.company, self.pln), (50, 300, 5, 85))
        self.assertEqual(self.amounts(self.company, self.eur), (10, 70, 2, 20))

    def test_decimals(self):
        minimum = self.minimums._for(self.company, self.pln, self.today)
        self.assertEqual({type(amount) for amount in minimum}, {Decimal})

    def test_euro_item_of_a_polish_company(self):
        """Without a row for EUR the 50 PLN are 12.50 EUR, not 200."""
        self.env.ref("debt_collection.minimum_eur").unlink()
        self.assertEqual(self.amounts(self.company, self.eur), (12.5, 75, 1.25, 21.25))

    def test_zloty_item_of_a_german_company(self):
        """Without a row for PLN the 10 EUR are 40 PLN, not 2.50."""
        self.env.ref("debt_collection.minimum_pln").unlink()
        german = self.company_in("base.de", self.eur)
        self.rate(german, self.pln, 4)
        self.assertEqual(self.amounts(german, self.pln), (40, 280, 8, 80))

    def test_company_in_a_third_currency(self):
        """A Czech company has no row of its own: the shared row is converted into crowns."""
        crown = self.env.ref("base.CZK")
        czech = self.company_in("base.cz", crown)
        self.rate(czech, self.pln, 0.2)  # 1 CZK = 0.20 PLN
        self.assertEqual(self.amounts(czech, crown), (250, 1500, 25, 425))

    def test_own_row_of_a_company_wins(self):
        self.minimums.create(
            {
                "company_id": self.company.id,
                "currency_id": self.pln.id,
                "net_min": 20,
                "post_min": 100,
                "remainder": 1,
                "remainder_foreign": 50,
            }
        )
        self.assertEqual(self.amounts(self.company, self.pln), (20, 100, 1, 50))
        other = self.company_in("base.pl", self.pln)
        self.assertEqual(self.amounts(other, self.pln), (50, 300, 5, 85))

    def test_nothing_installed(self):
        self.minimums.search([]).unlink()
        self.assertEqual(self.amounts(self.company, self.pln), (0, 0, 0, 0))

    def test_without_a_rate_the_rows_give_one(self):
        """Odoo would take 1 EUR = 1 PLN; the company said itself that 10 EUR are 50 PLN."""
        other = self.company_in("base.pl", self.pln)
        self.env["res.currency.rate"].search([("currency_id", "=", self.eur.id)]).unlink()
        limit = self.minimums._convert(300, self.eur, self.pln, other, self.today)
        self.assertEqual(limit, 1500)

    def test_without_rate_and_rows_it_says_so(self):
        crown = self.env.ref("base.CZK")
        czech = self.company_in("base.cz", crown)
        self.env["res.currency.rate"].search(
            [("currency_id", "in", (crown | self.pln).ids)]
        ).unlink()
        with self.assertRaisesRegex(UserError, "no exchange rate between PLN and CZK"):
            self.minimums._for(czech, crown, self.today)

    def test_nothing_to_convert_needs_no_rate(self):
        crown = self.env.ref("base.CZK")
        czech = self.company_in("base.cz", crown)
        self.assertEqual(self.minimums._convert(0, self.pln, crown, czech, self.today), 0)

    def test_limits_of_a_strategy_in_company_currency(self):
        """Foreign EU is written in EUR: a call from 500 EUR is one from 2,000 PLN."""
        steps = {
            step.name: step for step in self.strategy("foreign")._ladder(self.company, self.today)
        }
        self.assertEqual(steps["Call in the customer's language"].net_min, 2000)
        self.assertEqual(steps["Reminder before the due date"].item_min, 800)

    def test_limits_of_a_polish_strategy_in_a_german_company(self):
        german = self.company_in("base.de", self.eur)
        self.rate(german, self.pln, 4)
        steps = self.strategy("habitual")._ladder(german, self.today)
        self.assertEqual(steps[3].net_min, 125)  # call: 500 PLN
        self.assertEqual(steps[4].approval_from, 5000)  # demand: 20,000 PLN

    def test_small_amounts_put_into_the_ladder(self):
        """No number of its own: 0 before the due date, 50 after it, 300 for a final demand."""
        valued = self.strategy("valued")._ladder(self.company, self.today)
        by_rank = {step.letter_rank: step.net_min for step in valued if step.letter_rank}
        self.assertEqual(by_rank["0_reminder"], 0)
        self.assertEqual(by_rank["2_demand"], 50)
        self.assertEqual(by_rank["4_final"], 300)

    def test_own_number_wins_over_small_amount(self):
        consumer = self.strategy("consumer")._ladder(self.company, self.today)
        self.assertEqual(consumer[1].net_min, 30)
