from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_action import LetterActionCommon


@tagged("post_install", "-at_install")
class TestEffect(LetterActionCommon):
    """What each step brought: the report, versions of texts, what the next paid step is worth."""

    def did(self, moves, days_ago, hour=9, **values):
        """Something done towards a customer so many days ago; default: the monit."""
        action = self.plan(moves, values.pop("step", "monit"))
        day = self.today - timedelta(days=days_ago)
        moment = datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)
        action.write({**values, "state": "done", "done_on": moment})
        return action

    def rows(self, actions):
        self.env.flush_all()
        self.env.invalidate_all()
        return [self.env["debt.effect"].browse(action.id) for action in actions]

    def again(self, action, count):
        """The same action so many times more."""
        [line] = action.line_ids.copy_data({"task_id": False})
        line.pop("action_id")
        [values] = action.copy_data({"state": "done", "line_ids": [Command.create(line)]})
        self.env["debt.action"].create([values] * count)
        self.env.flush_all()

    def call(self, moves, days_ago, result, **values):
        return self.did(
            moves, days_ago, step="call", kind="contact", contact_channel="call",
            contact_result=result, task_id=False, step_id=False, **values,
        )  # fmt: skip

    def test_a_payment_counts_for_the_last_step_before_it(self):
        move = self.overdue(60, 5000, self.wolt)
        letter, call = self.did(move, 40), self.call(move, 36, "call_back", cost=4)
        sms = self.did(move, 36, hour=12, step="demand", kind="sms", letter_type_id=False)
        self.pay(move, 1000, day=self.after(-38))
        self.pay(move, 600, day=self.after(-35))
        self.pay(move, 400, day=self.after(-28))  # more than 7 days after the call
        first, second, third = self.rows((letter, call, sms))
        self.assertEqual((first.recovered, first.days, first.way), (1000, 2, "other"))
        # what was done on one day shares the payment
        self.assertEqual((second.recovered, second.way), (300, "call"))
        self.assertEqual((third.recovered, third.days), (300, 1))
        self.assertTrue(first.is_over)
        self.assertEqual((first.age_band, first.amount_band[:2]), ("2. 1–30", "3."))
        # the history tells the same, in full beside each
        self.assertEqual([a.effect_amount for a in (letter, call, sms)], [1000, 600, 600])

    def test_what_reached_nobody_brings_nothing(self):
        move = self.overdue(60, 1000, self.wolt)
        letter, missed = self.did(move, 20), self.call(move, 18, "no_answer")
        incoming = self.call(move, 17, "other", is_incoming=True)
        self.pay(move, 1000, day=self.after(-16))
        self.assertEqual([row.recovered for row in self.rows((letter, missed))], [1000, 0])
        self.assertFalse(self.env["debt.effect"].search([("id", "=", incoming.id)]))

    def test_shares_of_groups(self):
        moves = [self.overdue(60, amount, self.wolt) for amount in (1000, 3000)]
        paid, unpaid = self.did(moves[0], 30, cost=5), self.did(moves[1], 30, cost=15)
        self.pay(moves[0], 1000, day=self.after(-27))
        self.rows(paid | unpaid)
        names = ["recovery_rate:avg", "paid_rate:avg", "days:avg", "cost_per_100:avg"]
        names += ["rate_low:avg", "rate_high:avg", "__count"]
        domain = [("id", "in", (paid | unpaid).ids)]
        [row] = self.env["debt.effect"]._read_group(domain, [], names)
        self.assertEqual(row, (0.25, 0.5, 3, 2, False, False, 2))
        # from 30 cases on the interval is told
        self.again(unpaid, 28)
        [row] = self.env["debt.effect"]._read_group(
            [("debtor_id", "=", paid.debtor_id.id)], [], ["rate_low:avg", "rate_high:avg"]
        )
        self.assertEqual([round(end, 4) for end in row], [0.0059, 0.1667])

    def test_companies_of_other_currencies_are_added_up_in_one(self):
        moves = [self.overdue(60, amount, self.wolt) for amount in (1000, 3000)]
        mine, theirs = self.did(moves[0], 30), self.did(moves[1], 30)
        self.pay(moves[0], 1000, day=self.after(-27))
        other = self.setup_other_company(name="Elsewhere", currency_id=self.eur.id)["company"]
        # since the step the euro has become dearer
        rate = {"name": self.after(-10), "currency_id": self.eur.id, "rate": 0.2}
        self.env["res.currency.rate"].create([{**rate, "company_id": self.company.id}])
        rate |= {"name": self.after(-90), "currency_id": self.pln.id, "rate": 4}
        self.env["res.currency.rate"].create([{**rate, "company_id": other.id}])
        self.rows(mine | theirs)
        self.env.cr.execute(
            SQL("UPDATE debt_action SET company_id = %s WHERE id = %s", other.id, theirs.id)
        )
        both = self.env["debt.effect"].with_context(allowed_company_ids=[self.company.id, other.id])
        names = ["amount:sum", "recovered:sum", "recovery_rate:avg", "currency_id:array_agg"]
        domain = [("id", "in", (mine | theirs).ids)]
        for company, sums in ((self.company, (13000, 1000)), (other, (3250, 250))):
            effects = both.with_company(company)
            [(*found, rate, currencies)] = effects._read_group(domain, [], names)
            self.assertEqual(tuple(found), sums)
            self.assertAlmostEqual(rate, 1 / 13, 6)
            self.assertEqual(set(currencies), {company.currency_id.id})
            self.assertIn(company.currency_id.name, effects.action_open()["name"])

    def test_months_compared_by_strategy_and_letter(self):
        moves = [self.overdue(90, amount, self.wolt) for amount in (1000, 3000)]
        old, new = self.did(moves[0], 50), self.did(moves[1], 20)  # 11 January, 10 February
        self.did(moves[1], 0, step="demand")  # its days aren't over
        self.pay(moves[1], 3000, day=self.after(-17))
        self.rows(old | new)
        comparison = self.env["debt.comparison"].create({"date": "2026-02-10", "months": 1})
        comparison.action_compute()
        strategy = comparison.strategy_ids.filtered(lambda row: row.name == self.strategy.name)
        names = ["overdue_before", "overdue_after", "steps_before", "steps_after", "change"]
        self.assertEqual([strategy[name] for name in names], [4000, 1000, 1, 1, "too few cases"])
        letter = comparison.letter_ids
        self.assertEqual(letter.name, old.letter_type_id.name)
        self.assertEqual((letter.recovered_before, letter.recovered_after), (0, 3000))
        # enough to tell: nothing came after 30 steps, money after all of 30
        self.again(old, 29)
        for amount in [100] * 29:
            move = self.overdue(90, amount, self.wolt)
            self.did(move, 20)
            self.pay(move, amount, day=self.after(-17))
        comparison.action_compute()
        self.assertRegex(comparison.letter_ids.change, r"^\+100[.,]0 points$")
        self.assertTrue(comparison.letter_ids.is_better)
        action = self.env["debt.comparison"].with_user(self.manager).action_open_month()
        month = self.env["debt.comparison"].browse(action["res_id"])
        self.assertEqual(month.month_ids.mapped(lambda row: row.month.month), [2, 3])

    def test_collectors_see_their_cases_and_salespeople_nothing(self):
        action = self.did(self.overdue(60, 1000, self.wolt), 30)
        self.rows(action)
        effects = self.env["debt.effect"].with_user(self.collector).sudo(False)
        self.assertEqual(effects.search([]).action_id, action)
        action.case_id.collector_id = self.manager
        self.env.flush_all()
        self.assertFalse(effects.search([]))
        seller = self._user("seller", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.env["debt.effect"].with_user(seller).sudo(False).search([])

    # texts

    def test_each_text_is_a_version(self):
        letter_type = self.letter_types["1_monit"]
        pl = letter_type.with_context(lang="pl_PL")
        first = self.monit()
        self.act_and_send()
        old, text = pl.body_html, first.letter_id.text_id
        self.assertEqual((text.number, text.lang, text.body_html), (1, "pl_PL", old))
        pl.body_html = "<p>Short</p>"
        second = self.monit(partner=self.customer("Nowa sp. z o.o."))
        self.act_and_send()
        self.assertEqual((second.letter_id.text_id.number, first.letter_id.text_id), (2, text))
        pl.body_html = old
        self.assertEqual(letter_type._version("pl_PL", self.today), text)
        [row] = self.rows(first)
        self.assertEqual((row.text_id, row.letter_type_id, row.way), (text, letter_type, "email"))

    # the next paid step

    def test_steps_that_brought_nothing_are_told_as_zero(self):
        self.past(30, is_paid=False)
        case, decisions = self.weighed(1000, 20)
        self.assertEqual((case.worth, case.economics["expected"]), ("no", 0))
        self.assertIn("of 30 such steps", case.economics_text)
        self.assertRegex(decisions.why, "bring 0[.,]00")

    def test_a_line_without_step_brings_nothing(self):
        self.assertFalse(self.env["debt.run.line"].new({}).economics_text)

    def test_no_rows_have_no_interval(self):
        names = ["rate_low:avg", "rate_high:avg", "__count"]
        [row] = self.env["debt.effect"]._read_group([("amount", "<", -1)], [], names)
        self.assertEqual(row, (False, False, 0))

    def test_the_paid_step_of_any_item_is_weighed(self):
        self.company.write({"debt_hour_cost": 0, "debt_postage": 0})
        self.steps["demand"].task_ids.cost = 16
        partner = self.customer("Rolmet sp. z o.o.")
        case = self.case(partner)
        for step, days in (("call", 0), ("demand", 1)):
            self.item(self.overdue(40, 15, partner), case).write(
                {"next_step_id": self.steps[step].id, "next_date": self.after(days)}
            )
        self.env.flush_all()
        decisions = self.env["debt.case"]._stop_losses(self.company, self.today)
        self.assertEqual(decisions.case_id, case)

    def past(self, count, is_paid=True):
        """So many second demands 40 days late, the first of them paid within the week."""
        moves = [self.overdue(140, 1000, self.wolt) for _n in range(2)]
        paid, unpaid = (self.did(move, 100, step="demand") for move in moves)
        if is_paid:
            self.pay(moves[0], day=self.after(-97))
        self.again(unpaid, count - 2)

    def weighed(self, owed, cost, step="demand"):
        """A case 40 days late for which `step` comes tomorrow; a demand costs `cost`."""
        self.company.write({"debt_hour_cost": 0, "debt_postage": 0})
        self.steps["demand"].task_ids.cost = cost
        move = self.overdue(40, owed, self.customer("Rolmet sp. z o.o."))
        case = self.case(move.partner_id)
        self.item(move, case).write(
            {"next_step_id": self.steps[step].id, "next_date": self.after(1)}
        )
        self.env.flush_all()
        return case, self.env["debt.case"]._stop_losses(self.company, self.today)

    def test_a_step_that_costs_more_than_it_brings_is_put_to_the_head(self):
        self.past(30)  # 1 of 30 was paid: 33.33 of 1000 come
        case, decisions = self.weighed(1000, 20)
        self.assertEqual(case.worth, "no")
        self.assertEqual(case.economics["expected"], 33.33)
        self.assertIn("of 30 such steps", case.economics_text)
        self.assertEqual((decisions.case_id, decisions.state), (case, "waiting"))
        self.assertRegex(decisions.why, "20[.,]00")
        self.assertEqual(decisions.user_id, self.manager)
        # once for each case and step, however it was decided
        decisions._decide(self.manager, "One letter more")
        again = self.env["debt.case"]._stop_losses(self.company, self.after(1))
        self.assertFalse(again)

    def test_it_goes_on_where_it_pays_or_nothing_can_be_told(self):
        self.past(30)
        case, decisions = self.weighed(1000, 16)
        self.assertEqual((case.worth, decisions), ("yes", self.env["debt.action"]))
        # a debt of another size: no such cases
        case, decisions = self.weighed(400, 16)
        self.assertEqual((case.worth, decisions), ("few", self.env["debt.action"]))
        self.assertIn("too few cases", case.economics_text)
        # that much of the debt itself needs no history; the step after next isn't decided yet
        case, decisions = self.weighed(30, 16, step="call")
        self.assertEqual((case.worth, decisions), ("loss", self.env["debt.action"]))
        self.company.debt_stop_loss = 0
        self.assertFalse(self.env["debt.case"]._stop_losses(self.company, self.today))

    def test_limits_of_amounts_are_numbers(self):
        with self.assertRaises(ValidationError):
            self.company.debt_effect_amounts = "500, about 2000"
