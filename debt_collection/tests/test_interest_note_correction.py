from datetime import timedelta

from odoo.exceptions import UserError

from .interest_note_common import NoteCommon


class TestInterestNoteCorrection(NoteCommon):
    """The ledger changes behind a note: the correction to the grosz."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls.invoice(12400, "2026-01-15")

    def test_a_back_dated_payment(self):
        note = self.posted("2026-02-28")
        self.assertFalse(self.check())
        self.money_in(self.move, 2400, "2026-01-25")
        draft = self.check()
        # 10 days on 12,400: 47.56; 34 days on 10,000: 130.41
        self.assertEqual(
            self.short(draft),
            [
                ("2026-01-16", "2026-02-28", 12400, 14, -209.27),
                ("2026-01-16", "2026-01-25", 12400, 14, 47.56),
                ("2026-01-26", "2026-02-28", 10000, 14, 130.41),
            ],
        )
        self.assertEqual((draft.kind, draft.corrects_id, draft.total), ("correction", note, -31.3))
        self.assertEqual(self.check(), draft)  # again: the same
        self.assertFalse(self.propose("2026-02-28"))
        draft._approve(self.today)
        draft._post_entries()
        self.assertEqual(draft.name, "KNO/2026/0001")
        self.assertEqual(draft._receivable_line().balance, -31.3)
        self.assertFalse(self.check())
        line = self.due_line(self.move)
        self.assertEqual(
            [period[2] for period in self.Note._charged(line.ids)[line.id]], [47.56, 130.41]
        )

    def test_both_calculations_side_by_side(self):
        self.posted("2026-02-28")
        self.money_in(self.move, 2400, "2026-01-25")
        [(document, pairs, before, after)] = self.check()._comparison()
        self.assertEqual((document, before, after), (self.move.name, 209.27, 177.97))
        self.assertEqual(
            [(str(p.start), str(p.end), int(p.before.base), int(p.after.base)) for p in pairs],
            [
                ("2026-01-16", "2026-01-25", 12400, 12400),
                ("2026-01-26", "2026-02-28", 12400, 10000),
            ],
        )
        self.assertEqual([p.is_changed for p in pairs], [False, True])

    def test_paid_in_full_before_the_note(self):
        self.posted("2026-02-28")
        self.money_in(self.move, 12400, "2026-01-20")
        self.assertEqual(self.check().total, round(23.78 - 209.27, 2))

    def test_a_payment_taken_back(self):
        bank = self.money_in(self.move, 12400, "2026-01-25")
        note = self.posted("2026-02-28")
        self.assertEqual(note.total, 47.56)
        bank.move_id.line_ids.remove_move_reconcile()
        self.assertFalse(self.check())  # what was charged was owed; the rest isn't noted yet
        self.assertEqual(
            self.short(self.propose("2026-02-28")),
            [("2026-01-26", "2026-02-28", 12400, 14, 161.71)],
        )

    def test_a_correction_is_corrected(self):
        self.posted("2026-02-28")
        bank = self.money_in(self.move, 2400, "2026-01-25")
        first = self.check()
        first._approve(self.today)
        first._post_entries()
        bank.move_id.line_ids.remove_move_reconcile()
        second = self.check()
        self.assertEqual(second.total, 31.3)
        self.assertEqual(second.corrects_id, first.corrects_id)

    def test_a_needless_draft_disappears(self):
        self.posted("2026-02-28")
        bank = self.money_in(self.move, 2400, "2026-01-25")
        draft = self.check()
        bank.move_id.line_ids.remove_move_reconcile()
        self.assertFalse(self.check())
        self.assertFalse(draft.exists())

    def test_a_dismissed_correction_isnt_proposed_again(self):
        self.posted("2026-02-28")
        self.money_in(self.move, 2400, "2026-01-25")
        self.check()._cancel("Not worth a stamp", self.today)
        self.assertFalse(self.check())

    def test_a_credit_note_of_the_invoice(self):
        self.posted("2026-02-28")
        refund = self._reverse_invoice(self.move, date=self.today)
        if refund.state == "draft":
            refund.action_post()
        draft = self.check()
        self.assertEqual(draft.total, -209.27)

    def test_another_rate(self):
        self.posted("2026-02-28")
        period = self.commercial.period_ids.sorted("date_from")[0]
        period.percent = 13
        self.assertEqual(self.check().total, round(194.32 - 209.27, 2))

    def test_a_due_date_edited_after_the_note(self):
        self.posted("2026-02-28")
        line = self.due_line(self.move)
        line.date_maturity += timedelta(days=10)  # a Sunday: the 26th
        draft = self.check()
        self.assertEqual(self.short(draft)[1], ("2026-01-27", "2026-02-28", 12400, 14, 156.95))
        self.assertEqual(draft.total, -52.32)

    def test_an_invoice_that_left_the_ledger(self):
        self.posted("2026-02-28")
        self.move.button_draft()
        self.assertEqual(self.check().total, -209.27)

    def test_waived_days_stay_waived(self):
        note = self.propose("2026-02-28")
        other = self.invoice(5000, "2026-01-15")
        note.action_recalculate()
        self.propose("2026-02-28").line_ids._waive("x")
        note._approve(self.today)
        self.money_in(other, 5000, "2026-01-20")
        self.assertFalse(self.check())

    def test_a_note_with_a_correction_is_cancelled_after_it(self):
        note = self.posted("2026-02-28")
        self.money_in(self.move, 2400, "2026-01-25")
        draft = self.check()
        draft._approve(self.today)
        with self.assertRaisesRegex(UserError, "corrections first"):
            note._cancel("x", self.today)

    def test_set_against_its_note_nothing_is_received(self):
        note = self.posted("2026-02-28")
        self.money_in(self.move, 2400, "2026-01-25")
        draft = self.check()
        draft._approve(self.today)
        draft._post_entries()
        (note._receivable_line() | draft._receivable_line()).reconcile()
        (note | draft)._react(self.today)
        self.assertFalse((note | draft).transfer_ids)
        self.assertEqual((draft.state, note.amount_open), ("settled", 177.97))
