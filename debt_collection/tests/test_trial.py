from datetime import datetime, time, timedelta

from odoo.addons.debt_collection.tools import split
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common_action import LetterActionCommon


@tagged("post_install", "-at_install")
class TestTrial(LetterActionCommon):
    """Two strategies or two texts side by side: who gets which, and what may be said of it."""

    def trial(self, **values):
        trial = self.env["debt.trial"].create(
            {"name": "Shorter", "company_id": self.company.id, "date_from": self.today, **values}
        )
        trial.action_start()
        return trial

    def text_trial(self, **values):
        """The usual monit against "Short"."""
        self.short = self.env["debt.letter.type"].create(
            {"name": "Short", "rank": "1_monit", "subject": "Short", "body_html": "<p>Pay!</p>"}
        )
        return self.trial(
            compares="text",
            letter_type_id=self.letter_types["1_monit"].id,
            letter_type_b_id=self.short.id,
            **values,
        )

    def drawn(self, trial, variant, count=1):
        """Customers who draw this variant."""
        found = []
        while len(found) < count:
            partner = self.customer(f"Odbiorca {len(found)}")
            if split.variant(trial.id, partner.id, trial.share) == variant:
                found.append(partner)
        return found

    # texts

    def test_the_lot_decides_on_the_text(self):
        trial = self.text_trial()
        monit = self.letter_types["1_monit"]
        letters = {}
        for variant in "ab":
            [partner] = self.drawn(trial, variant)
            action = self.monit(partner=partner)
            self.act_and_send()
            letters[variant] = action.letter_id
        self.assertEqual([letters[v].subject for v in "ab"], ["Monit", "Short"])
        self.assertIn("Pay!", letters["b"].body_html)
        # number, deadline and all else are those of the letter type
        self.assertEqual(letters["b"].letter_type_id, monit)
        self.assertEqual(letters["b"].text_id.letter_type_id, self.short)
        members = {m.debtor_id: m.variant for m in trial.member_ids}
        self.assertEqual(members, {letters[v].action_id.debtor_id: v for v in "ab"})
        self.env.flush_all()
        row = self.env["debt.effect"].browse(letters["b"].action_id.id)
        self.assertEqual((row.trial_id, row.variant), (trial, "b"))
        later = self.today + timedelta(days=self.company.debt_effect_days + 1)
        with freeze_time(later):
            self.env.invalidate_all()
            sides = trial._sides_counted()
        self.assertEqual([(sides[v].count, sides[v].hits) for v in "ab"], [(1, 0), (1, 0)])

    def test_merged_customers_keep_the_text_of_who_began(self):
        trial = self.text_trial()
        [a], [b] = self.drawn(trial, "a"), self.drawn(trial, "b")
        first, other = (
            self.env["debt.debtor"]._get_or_create(self.company, partner) for partner in (a, b)
        )
        before = self.today - timedelta(days=1)
        self.env["debt.trial.member"]._join([(first.id, trial.id, "a")], before)
        other._merge(first)
        action = self.monit(partner=b)
        self.act_and_send()
        self.assertEqual(action.letter_id.subject, "Monit")

    def test_by_hand_and_after_the_end_the_text_is_the_usual_one(self):
        trial = self.text_trial(date_to=self.today)
        one, other = self.drawn(trial, "b", 2)
        by_hand = self.monit(partner=one, task_id=False)
        self.act_and_send()
        self.assertEqual(by_hand.letter_id.subject, "Monit")
        self.assertFalse(trial.member_ids)
        trial.action_close()
        after = self.monit(partner=other)
        self.act_and_send()
        self.assertEqual(after.letter_id.subject, "Monit")

    def test_what_runs_is_evidence(self):
        trial = self.text_trial()
        with self.assertRaises(UserError):
            trial.share = 90
        with self.assertRaises(UserError):
            trial.unlink()
        with self.assertRaises(UserError):
            trial.copy().action_start()
        trial.conclusion = "B from May on"
        with self.assertRaises(ValidationError):
            trial.copy({"letter_type_b_id": trial.letter_type_id.id})
        with self.assertRaises(AccessError):
            trial.with_user(self.collector).sudo(False).action_close()

    def test_what_isnt_compared_is_no_clash(self):
        types = self.env["debt.letter.type"].search([]) - self.letter_types["1_monit"]
        strategy = self.env["debt.strategy"].search([("id", "in", types.ids)], limit=1)
        self.assertTrue(strategy, "a strategy and a letter have the same number in the data")
        self.text_trial(strategy_id=strategy.id)
        other = self.trial(
            compares="text", letter_type_id=strategy.id, letter_type_b_id=self.short.copy().id
        )
        self.assertEqual(other.state, "running")

    # strategies

    def strategy_trial(self, **values):
        self.gentle = self.strategy.copy({"name": "Gentle"})
        return self.trial(
            compares="strategy",
            strategy_id=self.strategy.id,
            strategy_b_id=self.gentle.id,
            days=10,
            **values,
        )

    def test_the_lot_decides_on_the_strategy(self):
        trial = self.strategy_trial()
        [a], [b] = self.drawn(trial, "a"), self.drawn(trial, "b")
        [own] = self.drawn(trial, "b")
        self.env["debt.debtor"]._get_or_create(self.company, own).strategy_id = self.strategy
        [early] = self.drawn(trial, "b")
        for partner in (a, b, own):
            self.overdue(5, 1000, partner)
        self.overdue(-20, 1000, early)  # out of reach of the first step
        self.night(mode="dry")
        self.assertFalse(trial.member_ids)
        self.night()
        cases = {partner: self.env["debt.case"].search([("partner_id", "=", partner.id)])
                 for partner in (a, b, own)}  # fmt: skip
        self.assertEqual(
            [case.strategy_id for case in cases.values()],
            [self.strategy, self.gentle, self.strategy],
        )
        members = {m.debtor_id.partner_id: m.variant for m in trial.member_ids}
        self.assertEqual((members.get(a), members.get(b)), ("a", "b"))
        self.assertNotIn(own, members)
        # he stays where he is, also when the trial is over
        trial.action_close()
        self.night(self.after(1))
        self.assertEqual(cases[b].strategy_id, self.gentle)
        self.assertEqual(len(trial.member_ids.filtered(lambda m: m.debtor_id.partner_id == b)), 1)

    def test_result_counts_customers_whose_days_are_over(self):
        start = self.today - timedelta(days=30)
        trial = self.strategy_trial(date_from=start)
        paid, late, fresh = (self.drawn(trial, "b")[0] for _n in range(3))
        drawn = [
            (self.env["debt.debtor"]._get_or_create(self.company, partner).id, trial.id, "b")
            for partner in (paid, late, fresh)
        ]
        self.env["debt.trial.member"]._join(drawn, start)
        self.pay(self.overdue(20, 1000, paid), day=self.after(-12))
        self.pay(self.overdue(20, 500, late), 200, day=self.after(-12))
        self.pay(self.overdue(20, 500, late), day=self.after(-9))
        self.overdue(5, 800, fresh)
        self.overdue(40, 700, paid)  # fell due before he took part
        last_day = self.monit(partner=paid)  # the last day that counts for him
        noon = datetime.combine(self.today, time(12))
        last_day.write({"state": "done", "done_on": noon, "cost": 5})
        side = trial._sides_counted()["b"]
        self.assertEqual((side.customers, side.count, side.hits), (3, 2, 1))
        self.assertEqual((side.demanded, side.recovered), (2000, 1200))
        self.assertEqual(side.weighted_days / side.recovered, 8)
        self.assertEqual(side.cost, 5)
        self.assertIn("Too few cases", trial.verdict)
        self.assertIn("50 % (9–91 %)", trial.result_html)
        # merged customers are one
        self.env["debt.debtor"].browse(drawn[0][0])._merge(
            self.env["debt.debtor"].browse(drawn[1][0])
        )
        self.assertEqual(len(trial.member_ids), 2)
