from datetime import date

from odoo.addons.debt_collection.tests.promise_common import PromiseCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

FRIDAY = date(2026, 3, 6)


class TestPromise(PromiseCommon):
    """What is promised waits; paid in time it is kept, else the ladder goes on."""

    # taken -------------------------------------------------------------------------------------

    def test_all_that_is_overdue_waits_until_the_grace_is_over(self):
        letter = self.letter_action(self.item | self.old_item)
        promise = self.promise(promised_by=self.partner_a.id, note="by phone")
        self.assertRecordValues(
            promise,
            [
                {
                    "amount": 1300.0,
                    "currency_id": self.pln.id,
                    "date": FRIDAY,
                    "date_until": date(2026, 3, 9),
                    "state": "open",
                    "made_on": self.today,
                    "user_id": self.collector.id,
                }
            ],
        )
        self.assertEqual(promise.item_ids, self.item | self.old_item)
        self.assertEqual(self.held(self.item), "hold_promise")
        self.assertEqual(self.held(self.old_item), "hold_promise")
        letter._react(self.company, self.partner_a, self.today)
        self.assertEqual(letter.state, "cancelled")

    def test_what_the_amount_does_not_reach_goes_on(self):
        self.promise(amount=250.0)
        self.assertEqual(self.held(self.old_item), "hold_promise")
        self.assertFalse(self.held(self.item))

    def test_chosen_documents_only(self):
        promise = self.promise(item_ids=self.item.ids)
        self.assertEqual(promise.amount, 1000.0)
        self.assertFalse(self.held(self.old_item))

    def test_what_credits_cover_is_not_promised(self):
        self.receipt(200.0, day=self.today)
        self.assertEqual(self.promise().amount, 1100.0)

    def test_two_currencies_are_two_promises(self):
        euro = self.owed_item(self.overdue(20, 100.0, currency_id=self.eur))
        promises = self.promise()
        self.assertEqual(
            {(p.currency_id.name, p.amount) for p in promises}, {("PLN", 1300.0), ("EUR", 100.0)}
        )
        with self.assertRaisesRegex(UserError, "one currency"):
            self.promise(amount=10.0)
        self.assertEqual(self.promise(item_ids=euro.ids, amount=50.0).currency_id, self.eur)

    def test_no_promise_beyond_what_is_allowed(self):
        for message, values in {
            "More is promised": {"amount": 1300.01},
            "today or later": {"day": "2026-03-01"},
            "at most 30 days": {"day": "2026-04-02"},
        }.items():
            with self.subTest(message), self.assertRaisesRegex(UserError, message):
                self.promise(**values)
        self.assertTrue(self.promise("2026-04-02", user=self.manager))

    def test_a_new_promise_takes_the_place_of_the_old_one(self):
        old = self.promise()
        new = self.promise("2026-03-13")
        self.assertEqual((old.state, old.replaced_by_id), ("cancelled", new))
        self.assertTrue(all(old.hold_ids.mapped("ended_on")))
        self.assertEqual(self.held(self.item), "hold_promise")

    def test_the_customer_himself_is_held_to_shorter_limits(self):
        self.strategy.promise_portal_days = 7
        self.promise("2026-03-09", channel="portal", item_ids=self.item.ids)
        for message, item, day in (
            ("already promised", self.item, "2026-03-05"),
            ("at most 7 days", self.old_item, "2026-03-10"),
        ):
            with self.subTest(message), self.assertRaisesRegex(UserError, message):
                self.promise(day, channel="portal", item_ids=item.ids)
        self.old_item.phase = "2_pre_court"
        with self.assertRaisesRegex(UserError, "final demand"):
            self.promise("2026-03-05", channel="portal", item_ids=self.old_item.ids)

    def test_another_collector_takes_no_promise_and_nobody_writes_one(self):
        other = self._user("other", "debt_collection.group_collector")
        with self.assertRaises(AccessError):
            self.promise(user=other)
        promise = self.promise()
        with self.assertRaises(AccessError):
            promise.with_user(self.collector).state = "kept"
        self.assertFalse(self.env["debt.promise"].with_user(other).search([]))
        promise.with_user(self.collector).action_cancel()
        self.assertEqual(promise.state, "cancelled")
        self.assertFalse(self.held(self.item))

    # judged ------------------------------------------------------------------------------------

    def test_paid_in_full_is_kept_at_once(self):
        promise = self.promise()
        self.pay(self.invoice, day=date(2026, 3, 4))
        self.pay(self.older, day=date(2026, 3, 4))
        self.react("2026-03-04")
        self.assertRecordValues(
            promise, [{"state": "kept", "paid": 1300.0, "judged_on": date(2026, 3, 4)}]
        )

    def test_paid_within_the_grace_but_for_cents_is_kept(self):
        minimum = dict.fromkeys(("net_min", "post_min", "remainder_foreign"), 0.0)
        self.env["debt.minimum"].create({"currency_id": self.pln.id, "remainder": 5.0, **minimum})
        promise = self.promise(item_ids=self.item.ids)
        self.pay(self.invoice, 996.0, day=date(2026, 3, 9))
        self.judge("2026-03-10")
        self.assertEqual((promise.state, promise.paid), ("kept", 996.0))

    def test_unpaid_is_broken_and_the_ladder_goes_on(self):
        promise = self.promise()
        self.assertFalse(self.judge("2026-03-09"), "within the grace")
        self.assertEqual(self.judge("2026-03-10"), promise)
        self.assertEqual((promise.state, promise.judged_on), ("broken", date(2026, 3, 10)))
        self.assertFalse(self.held(self.item, date(2026, 3, 10)))
        self.assertFalse(self.debtor.next_date)
        self.assertFalse(self.judge("2026-03-11"), "judged once")
        self.assertEqual(self.broken_since("2026-03-10"), 1)

    def test_the_collector_is_told_once(self):
        self.promise(item_ids=self.item.ids)
        self.promise(item_ids=self.old_item.ids)
        self.judge("2026-03-10")
        activity = self.case.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.collector)
        self.assertIn("promise missed", activity.summary)

    def test_paid_in_part_or_late(self):
        promise = self.promise()
        self.pay(self.invoice, 400.0, day=date(2026, 3, 5))
        self.pay(self.invoice, 600.0, day=date(2026, 3, 10))
        self.judge("2026-03-10")
        self.assertRecordValues(promise, [{"state": "part_kept", "paid": 400.0}])

    def test_earlier_payments_and_credit_notes_are_no_payment(self):
        self.pay(self.invoice, 100.0)
        promise = self.promise(item_ids=self.item.ids)
        self.assertEqual(promise.amount, 900.0)
        credit = self.credit_note(500.0)
        (self.due_line(credit) | self.due_line(self.invoice)).reconcile()
        self.judge("2026-03-10")
        self.assertRecordValues(promise, [{"state": "broken", "paid": 0.0}])

    def test_the_rest_after_a_credit_note_keeps_it(self):
        promise = self.promise(item_ids=self.item.ids)
        credit = self.credit_note(400.0)
        (self.due_line(credit) | self.due_line(self.invoice)).reconcile()
        self.pay(self.invoice, 600.0, day=FRIDAY)
        self.react(FRIDAY)
        self.assertRecordValues(promise, [{"state": "kept", "paid": 600.0}])

    def test_settled_without_a_payment_it_falls_away(self):
        promise = self.promise(item_ids=self.item.ids)
        credit = self.credit_note(1000.0)
        (self.due_line(credit) | self.due_line(self.invoice)).reconcile()
        self.react(FRIDAY)
        self.assertEqual(promise.state, "cancelled")

    def test_money_nobody_has_allocated_yet_counts(self):
        child = self.env["res.partner"].create({"name": "Branch", "parent_id": self.partner_a.id})
        first, second = (
            self.promise(item_ids=self.old_item.ids),
            self.promise("2026-03-13", item_ids=self.item.ids),
        )
        self.receipt(700.0, child, day=date(2026, 3, 5))
        self.react("2026-03-05")
        self.assertRecordValues(
            first | second, [{"state": "kept", "paid": 300.0}, {"state": "open", "paid": 400.0}]
        )

    def test_foreign_money_is_judged_in_its_currency(self):
        euro = self.overdue(20, 100.0, currency_id=self.eur)
        item = self.owed_item(euro)
        promise = self.promise(item_ids=item.ids)
        self.pay(euro, day=FRIDAY)
        self.react(FRIDAY)
        self.assertRecordValues(promise, [{"state": "kept", "paid": 100.0}])

    def test_while_the_bank_is_not_known_nobody_has_broken_his_word(self):
        self.company.debt_freshness_gate = True
        journal = self.company_data["default_journal_bank"]
        line = {"journal_id": journal.id, "payment_ref": "fee", "amount": -1.0}
        self.env["account.bank.statement.line"].create({**line, "date": FRIDAY})
        promise = self.promise()
        self.assertFalse(self.judge("2026-03-10"))
        self.assertEqual(promise.state, "open")
        self.env["account.bank.statement.line"].create({**line, "date": date(2026, 3, 9)})
        self.assertEqual(self.judge("2026-03-10"), promise)

    def test_a_payment_booked_late_clears_his_name(self):
        promise = self.promise(item_ids=self.item.ids)
        self.judge("2026-03-10")
        self.pay(self.invoice, day=FRIDAY)
        self.react("2026-03-12")
        self.assertRecordValues(promise, [{"state": "kept", "paid": 1000.0}])
        self.assertFalse(self.broken_since(FRIDAY))

    def test_two_companies_are_judged_apart(self):
        promise = self.promise()
        with freeze_time("2026-03-10"):
            other = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(self.judge("2026-03-10", other))
        self.assertEqual(promise.state, "open")

    # the night ---------------------------------------------------------------------------------

    def test_two_broken_promises_leave_the_strategy(self):
        firm = self.strategy.copy({"name": "Firm"})
        self.strategy.write({"exit_strategy_id": firm.id, "exit_broken": 2})
        self.promise(item_ids=self.item.ids)
        self.night("2026-03-10")
        self.assertEqual(self.case.strategy_id, self.strategy)
        with freeze_time("2026-03-10"):
            self.promise("2026-03-12", item_ids=self.old_item.ids)
        self.night("2026-03-14")
        self.assertEqual(self.case.strategy_id, firm)
