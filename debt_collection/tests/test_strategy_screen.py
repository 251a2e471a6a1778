from datetime import date

from odoo.tests import Form, tagged

from .strategy_common import StrategyCommon


@tagged("post_install", "-at_install")
class TestStrategyScreen(StrategyCommon):
    """How a strategy reads on the screen."""

    def messages(self, strategy):
        return [warning["message"] for warning in strategy.warnings.values()]

    def test_sentences(self):
        expected = {
            ("standard", "demand"): "Demand for payment by e-mail (without e-mail by post), 7 days "
            "to pay from delivery, with interest; where the letter can't go: No way to write to "
            "the customer (2 working days)",
            ("standard", "decider"): "Call the decision maker, offer an agreement (2 working "
            "days); Visit or meet the customer (5 working days), from 20000 zł",
            ("standard", "noted"): "The salesperson is told, may talk to the customer first for 2 "
            "working days",
            ("standard", "decision"): "Decide how to go on (Head of receivables)",
            ("standard", "register"): "Propose an entry in the debt register",
            ("valued", "monit2"): "Payment reminder by e-mail, 5 days to pay, with statement of "
            "account",
        }
        for (strategy, step), sentence in expected.items():
            with self.subTest(step):
                self.assertEqual(self.plain(self.step(strategy, step).sentence), sentence)

    def plain(self, text):
        """The template database has Polish numbers; spaces in them don't break."""
        return text.replace("\N{NO-BREAK SPACE}", " ")

    def test_days(self):
        labels = [step.day_label for step in self.strategy("standard")._steps_in_order()]
        self.assertEqual(
            labels,
            ["D-5", "D-1", "D+1", "D+3", "D+7", "D+14", "D+22", "D+25", "D+30", "from D+41",
             "from D+60"],
        )  # fmt: skip

    def test_conditions(self):
        expected = {
            "before": "item from 500 zł, payment term from 14 days",
            "second": "deadline of “Demand for payment” passed and no reply",
            "final": "net overdue from 300 zł, an earlier demand was delivered",
            "decision": "3 working days after the deadline of “Final pre-court demand”, at the "
            "latest 28 days after posting",
            "register": "1 month after posting of “Final pre-court demand”",
        }
        for name, text in expected.items():
            self.assertEqual(self.plain(self.step("standard", name).condition_label), text)

    def test_hold_in_force_and_who_approves(self):
        self.assertEqual(self.step("standard", "call").sale_level_label, "Warning")
        self.assertEqual(
            self.step("public", "final").sale_level_label, "Warning; Sales suspended by decision"
        )
        self.assertEqual(
            self.plain(self.step("habitual", "demand").approval_label), "Collector, from 20000 zł"
        )

    def test_strip(self):
        strip = self.strategy("standard").strip
        for text in ("D-5", "D+30", "Final pre-court demand", "Sales suspended", "fa-envelope"):
            self.assertIn(text, strip)
        self.assertEqual(strip.count('role="listitem"'), 11)

    def test_installed_strategies_have_no_warnings(self):
        strategies = self.env["debt.strategy"].search([])
        self.assertFalse(list(filter(None, strategies.mapped("warnings"))))

    def test_warning_of_the_pause(self):
        strategy = self.new_strategy()
        self.new_step(strategy, "Reminder", 14, letter="1")
        self.new_step(strategy, "Demand", 18, letter="2")
        self.assertEqual(
            self.messages(strategy),
            ["Step 2 won't come before D+21: pause of 7 days after step 1."],
        )

    def test_warnings_of_the_final_demand(self):
        # no rule of the house asks for anybody either
        self.env["debt.approval.rule"].search([]).active = False
        strategy = self.new_strategy()
        self.new_step(strategy, "Final", 30, letter="4")
        self.assertEqual(
            self.messages(strategy),
            [
                "Step 1 sends the final demand without anybody's approval.",
                "Step 1 will never come: the final demand needs an earlier demand that was "
                "delivered.",
            ],
        )

    def test_warning_of_the_rate(self):
        self.env["res.currency.rate"].search([("currency_id", "=", self.eur.id)]).unlink()
        self.assertEqual(
            self.messages(self.strategy("foreign")),
            ["There is no exchange rate of EUR: limits are taken at 5.00, the ratio of the "
             "minimum amounts."],
        )  # fmt: skip

    def test_who_is_concerned(self):
        strategy = self.new_strategy()
        for number, day in enumerate(("2020-01-01", "2099-01-01", False)):
            debtor = self.env["debt.debtor"].create(
                {
                    "company_id": self.company.id,
                    "partner_id": self.env["res.partner"].create({"name": f"{number}"}).id,
                }
            )
            self.env["debt.case"].create(
                {
                    "company_id": self.company.id,
                    "debtor_id": debtor.id,
                    "partner_id": debtor.partner_id.id,
                    "strategy_id": strategy.id,
                    "next_date": day,
                }
            )
        self.assertEqual(
            self.messages(strategy), ["A change concerns 3 cases, 1 with an action today."]
        )

    def test_form_shows_the_change_before_it_is_saved(self):
        with Form(self.new_strategy()) as form:
            with form.step_ids.new() as step:
                step.name = "Chat"
                step.offset = 9
            self.assertIn("D+9", form.strip)

    def test_buttons(self):
        strategy = self.strategy("standard")
        self.assertEqual(strategy.action_try()["context"], {"default_strategy_id": strategy.id})
        copy = self.env["debt.strategy"].browse(strategy.action_duplicate()["res_id"])
        self.assertEqual(copy.name, "Standard B2B (copy)")


@tagged("post_install", "-at_install")
class TestTry(StrategyCommon):
    """ "Try on a customer": the days of an example invoice due on Monday 2 March 2026."""

    def rows(self, **values):
        trial = self.env["debt.try"].create(
            {
                "strategy_id": self.strategy("standard").id,
                "company_id": self.company.id,
                "date": "2026-02-20",
                "date_due": "2026-03-02",
                "term_days": 30,
                "amount": 10000,
                **values,
            }
        )
        self.assertTrue(trial.result)
        return {row["number"]: row for row in trial._rows()}

    def test_example_invoice(self):
        rows = self.rows()
        self.assertEqual(rows[6]["day"], date(2026, 3, 16))
        # 1 and 3 May are days off, 6 April is Easter Monday; the deadline is Friday 15 April
        self.assertEqual(rows[9]["day"], date(2026, 4, 1))
        self.assertEqual(rows[10]["day"], date(2026, 4, 20))
        self.assertEqual(rows[11]["why"], "not available yet")

    def test_left_out_and_why(self):
        rows = self.rows(term_days=7, amount=800)
        self.assertEqual(rows[1]["why"], "the payment term is shorter")
        self.assertEqual(rows[5]["why"], "the customer owes less")
        self.assertFalse(rows[5]["is_reached"])

    def test_seen_late(self):
        """Overdue for long: the first demand at once, the next ones at the ladder's distances."""
        rows = self.rows(date="2026-06-01")
        self.assertEqual(rows[1]["why"], "its day has passed")
        self.assertEqual(rows[6]["day"], date(2026, 6, 1))
        self.assertEqual(rows[7]["day"], date(2026, 6, 9))
        self.assertEqual(rows[9]["day"], date(2026, 6, 17))

    def test_due_on_a_day_off(self):
        rows = self.rows(date_due="2026-02-28")  # a Saturday: counts as Monday 2 March
        self.assertEqual(rows[6]["day"], date(2026, 3, 16))

    def test_customer_without_invoices(self):
        partner = self.env["res.partner"].create({"name": "New customer"})
        rows = self.rows(partner_id=partner.id)
        self.assertEqual(rows[6]["day"], date(2026, 3, 16))
