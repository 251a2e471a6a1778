from odoo import Command
from odoo.tests import tagged

from .run_common import RunCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestRunWho(RunCommon):
    """Whose debts are one debtor's, which strategy it is, who collects and how he is reached."""

    def test_contacts_of_a_company_are_one_debtor(self):
        child = self.env["res.partner"].create({"name": "Oddział", "parent_id": self.debtor.id})
        self.overdue(14, 100, self.debtor)
        self.overdue(14, 200, child)
        self.receipt(50, child)
        self.night()
        letter = self.actions(self.debtor, kind="letter")
        self.assertEqual((len(letter), letter.amount), (1, 250))

    def test_two_companies_share_a_partner(self):
        other = self.setup_other_company(name="Druga sp. z o.o.")
        company = other["company"]
        company.write({"debt_start_mode": "all", "debt_strategy_id": self.strategy.id})
        self.overdue(14, 100, self.debtor)
        self.env["account.move"].with_company(company)
        self.debtor.with_company(company).property_account_receivable_id = other[
            "default_account_receivable"
        ]
        invoice = self.overdue(
            3,
            200,
            self.debtor,
            company_id=company.id,
            journal_id=other["default_journal_sale"].id,
            account_id=other["default_account_revenue"].id,
        )
        self.night()
        self.assertEqual(self.actions(self.debtor).mapped("amount"), [100.0])
        self.night(company=company)
        mine = self.actions(self.debtor, company_id=company.id)
        self.assertEqual((mine.step_id.name, mine.amount), ("monit", 200))
        self.assertEqual(self.items(invoice).company_id, company)
        self.assertEqual(len(mine.case_id | self.actions(self.debtor)[0].case_id), 2)

    def test_rule_then_case_then_hand(self):
        valued = self.strategy.copy({"name": "Valued"})
        rule = self.env["debt.strategy.rule"].create(
            {"strategy_id": valued.id, "domain": f"[('id', '=', {self.debtor.id})]"}
        )
        self.overdue(14, 100, self.debtor)
        line = self.night().line_ids.filtered(lambda line: line.partner_id == self.debtor)[:1]
        self.assertEqual((line.strategy_by, line.strategy_rule_id), ("rule", rule))
        case = self.actions(self.debtor).case_id
        self.assertEqual(case.strategy_id, valued)
        # sticks although the rule has gone
        self.env["debt.strategy.rule"].search([]).unlink()
        self.carry_out(self.today, self.debtor)
        self.night(self.after(1))
        self.assertEqual(case.strategy_id, valued)
        case.debtor_id.strategy_id = self.strategy
        self.night(self.after(2))
        self.assertEqual(case.strategy_id, self.strategy)
        lines = self.night(self.after(60)).line_ids
        self.assertEqual(set(lines.mapped("strategy_by")), {"hand"})

    def test_leaving_a_strategy(self):
        firm = self.strategy.copy({"name": "Firm"})
        second = firm.step_ids.filtered(lambda step: step.name == "second")
        self.strategy.write(
            {"exit_strategy_id": firm.id, "exit_days": 20, "exit_step_id": second.id}
        )
        invoice = self.overdue(14, 100, self.debtor)
        self.night()
        self.carry_out(self.today, self.debtor)
        self.assertEqual(self.plan(self.after(8), self.debtor), [("second", "letter")])
        case = self.actions(self.debtor).case_id
        self.assertEqual(case.strategy_id, firm)
        self.assertEqual(self.items(invoice).pending_step_id, second)

    def test_cases_are_shared_evenly(self):
        second = self._user("second", "debt_collection.group_collector")
        self.company.debt_collector_ids = [Command.set((self.collector | second).ids)]
        partners = [self.customer(f"Klient {n}") for n in range(4)]
        for partner in partners:
            self.overdue(14, 100, partner)
        self.night()
        cases = self.env["debt.case"].search([("company_id", "=", self.company.id)])
        self.assertEqual(sorted(cases.mapped("collector_id.name")), ["Collector", "Second"])
        self.assertEqual(len(cases.filtered(lambda case: case.collector_id == second)), 2)

    def test_without_email(self):
        email = self.env["debt.channel"].search([("code", "=", "email")])
        task = self.steps["demand"].task_ids
        task.channel_ids = email
        self.debtor.email = False
        self.overdue(14, 100, self.debtor)
        run = self.night()
        self.assertEqual(self.waits(run), [("5_held", "no_channel", 1)])
        self.env["debt.step.task"].create(
            {"step_id": self.steps["demand"].id, "kind": "activity", "is_fallback": True}
        )
        self.assertEqual(self.plan(self.today, self.debtor), [("demand", "activity")])
