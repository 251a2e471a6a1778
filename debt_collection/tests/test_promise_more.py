from datetime import date

from odoo.addons.debt_collection.tests.promise_common import PromiseCommon
from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time

FRIDAY = date(2026, 3, 6)


class TestPromiseMore(PromiseCommon):
    """Payments that come back, interest dropped on condition, what tonight will judge."""

    def payment_of(self, invoice):
        return invoice.matched_payment_ids or invoice.reconciled_payment_ids

    def bounce(self, invoice):
        payment = self.payment_of(invoice)
        self.due_line(invoice).remove_move_reconcile()
        payment.action_cancel()

    def test_a_payment_that_comes_back_reopens_a_kept_promise(self):
        promise = self.promise(item_ids=self.item.ids)
        self.pay(self.invoice, day=date(2026, 3, 3))
        self.react("2026-03-03")
        self.assertEqual(promise.state, "kept")
        self.bounce(self.invoice)
        self.react("2026-03-04")
        self.assertRecordValues(promise, [{"state": "open", "paid": 0.0, "judged_on": False}])
        self.assertEqual(self.held(self.item, date(2026, 3, 4)), "hold_promise")
        self.judge("2026-03-10")
        self.assertEqual(promise.state, "broken")

    def test_a_payment_that_comes_back_too_late_breaks_it(self):
        promise = self.promise(item_ids=self.item.ids)
        self.pay(self.invoice, day=FRIDAY)
        self.react(FRIDAY)
        self.bounce(self.invoice)
        self.react("2026-03-12")
        self.assertEqual(promise.state, "broken")
        self.assertIn("promise missed", self.case.activity_ids.summary)

    def test_money_moved_to_another_document_is_still_his_payment(self):
        promise = self.promise(item_ids=self.item.ids)
        self.pay(self.invoice, day=FRIDAY)
        self.react(FRIDAY)
        self.due_line(self.invoice).remove_move_reconcile()
        account = self.due_line(self.older).account_id
        lines = self.payment_of(self.invoice).move_id.line_ids
        receipt = lines.filtered(lambda line: line.account_id == account)
        (receipt | self.due_line(self.older)).reconcile()
        self.react("2026-03-12")
        self.assertRecordValues(promise, [{"state": "kept", "paid": 1000.0}])

    # interest dropped ----------------------------------------------------------------------------

    def interest(self, day):
        lines = self.item.move_line_id
        claims = self.env["debt.interest"].sudo()._claims(self.company, day, lines=lines)
        return float(sum(claim.interest for claim in claims.values()))

    def test_interest_is_dropped_while_the_promise_may_be_kept(self):
        owed = self.interest(date(2026, 3, 9))
        self.assertGreater(owed, 0)
        promise = self.promise(item_ids=self.item.ids, waives_interest=True)
        self.assertEqual(promise.waived_interest, owed)
        self.assertFalse(self.interest(date(2026, 3, 9)))
        self.judge("2026-03-10")
        self.assertEqual(promise.state, "broken")
        self.assertEqual(self.interest(date(2026, 3, 9)), owed)
        waived = self.pln.format(owed)
        self.assertIn(f"interest of {waived} waived for it", self.case.activity_ids.summary)

    def test_what_was_dropped_is_proposed_again_the_night_after_it_was_missed(self):
        self.company.debt_note_minimum = 0
        owed = self.interest(date(2026, 3, 9))
        promise = self.promise(item_ids=self.item.ids, waives_interest=True)
        Note = self.env["debt.interest.note"]

        def job(day):
            day = date.fromisoformat(day)
            with freeze_time(day):
                Note._do_batch(self.company, self.partner_a, day, None)
            return Note.search([("partner_id", "=", self.partner_a.id)])

        self.assertFalse(job("2026-03-06"))
        self.judge("2026-03-10")
        note = job("2026-03-10")
        self.assertRecordValues(
            note, [{"total": owed, "date_to": promise.date_until, "promise_id": promise.id}]
        )
        self.assertEqual(note.line_ids.move_line_id, self.item.move_line_id)
        self.assertIn(promise._what(), note.reinstated_text)
        self.assertFalse(note._is_changed())
        self.assertEqual(job("2026-03-11"), note)
        # somebody who doesn't want it deletes it: it doesn't come back by itself
        note.unlink()
        self.assertFalse(job("2026-03-12"))
        self.assertEqual(str(promise.reinstated_on), "2026-03-10")

    def test_the_note_goes_when_the_promise_proves_kept(self):
        self.company.debt_note_minimum = 0
        promise = self.promise(item_ids=self.item.ids, waives_interest=True)
        self.judge("2026-03-10")
        with freeze_time("2026-03-10"):
            day = date(2026, 3, 10)
            self.env["debt.interest.note"]._do_batch(self.company, self.partner_a, day, None)
        note = self.env["debt.interest.note"].search([("promise_id", "=", promise.id)])
        self.assertTrue(note)
        self.pay(self.invoice, day=FRIDAY)
        self.react("2026-03-12")
        self.assertEqual(promise.state, "kept")
        self.assertFalse(note.exists())

    def test_interest_stays_dropped_once_it_is_kept(self):
        self.promise(item_ids=self.item.ids, waives_interest=True)
        self.pay(self.invoice, day=FRIDAY)
        self.react(FRIDAY)
        self.assertFalse(self.interest(date(2026, 4, 1)))

    def test_who_may_drop_how_much(self):
        self.company.debt_waiver_collector = 1.0
        with self.assertRaisesRegex(UserError, "may be waived by"):
            self.promise(item_ids=self.item.ids, waives_interest=True)
        with self.assertRaisesRegex(UserError, "in full"):
            self.promise(item_ids=self.item.ids, amount=500.0, waives_interest=True)
        # a second promise for the same documents doesn't hide what the first one waives
        first = self.promise(item_ids=self.item.ids, waives_interest=True, user=self.manager)
        with self.assertRaisesRegex(UserError, "may be waived by"):
            self.promise("2026-03-09", item_ids=self.item.ids, waives_interest=True)
        self.assertEqual(first.state, "open")

    def test_the_dialog_offers_it(self):
        action = self.case.with_user(self.collector).action_log_contact()
        model = self.env["debt.contact"].with_user(self.collector)
        form = Form(model.with_context(**action["context"]))
        form.channel = "email"
        form.promise_day = "friday"
        self.assertGreater(form.interest_owed, 0)
        form.waives_interest = True
        self.assertIn("isn't charged if he keeps his word", form.hint)
        form.save().action_save()
        self.assertTrue(self.debtor.promise_ids.waives_interest)

    # customers without a case --------------------------------------------------------------------

    def test_who_is_late_without_a_case_may_promise_too(self):
        partner = self.env["res.partner"].create({"name": "Late", "is_company": True})
        invoice = self.overdue(10, 500.0, partner)
        action = partner.with_user(self.collector).sudo(False).action_debt_log_contact()
        model = self.env["debt.contact"].with_user(self.collector)
        form = Form(model.with_context(**action["context"]))
        self.assertIn("10 days late", form.owed)
        self.assertIn("plan", form.result_labels)
        form.channel = "email"
        form.promise_day = "friday"
        form.save().action_save()
        promise = self.env["debt.promise"].search([("partner_id", "=", partner.id)])
        self.assertRecordValues(promise, [{"amount": 500.0, "date": FRIDAY, "state": "open"}])
        self.assertEqual(promise.item_ids.move_line_id, self.due_line(invoice))
        self.assertEqual(promise.case_id.collector_id, self.collector)
        self.assertEqual(promise.case_id.overdue, 500.0)
        self.night("2026-03-03")
        self.assertEqual((promise.case_id.state, promise.state), ("open", "open"))

    # tonight -------------------------------------------------------------------------------------

    def test_a_look_at_tonight_says_what_it_will_judge(self):
        promise = self.promise(item_ids=self.item.ids)
        day = date(2026, 3, 10)
        with freeze_time(day):
            run = self.env["debt.run"]._start(self.company, "dry", day)
            run._go_at_once()
        line = run.line_ids.filtered(lambda line: line.reason == "judged_broken")
        self.assertRecordValues(line, [{"partner_id": self.partner_a.id, "amount": 1000.0}])
        self.assertIn("counts as broken", line.why)
        self.assertEqual(promise.state, "open", "a look changes nothing")
