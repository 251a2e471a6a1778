from odoo.exceptions import UserError

from .interest_note_common import NoteCommon


class TestInterestNoteBooks(NoteCommon):
    """Entries, payments, lock dates, reversal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls.invoice(12400, "2026-01-15")

    def balances(self):
        """Balances of (interest charged, interest received)."""
        company = self.company
        accounts = company.debt_note_accrued_account_id, company.debt_note_income_account_id
        return tuple(self.balance(account) for account in accounts)

    def balance(self, account):
        domain = [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        lines = self.env["account.move.line"].search(domain)
        return self.pln.round(-sum(lines.mapped("balance")))

    def settle(self, note, amount, day="2026-03-02"):
        line = self.bank_line(amount, day)
        self.match(line, note._receivable_line())
        note._react(self.today)
        return line

    def test_posted_at_issue_income_when_received(self):
        note = self.posted("2026-02-28")
        self.assertEqual((note.name, note.state), ("NO/2026/0001", "posted"))
        line = note._receivable_line()
        self.assertEqual(line.move_id.name, note.name)
        self.assertRecordValues(
            line,
            [
                {
                    "balance": 209.27,
                    "date_maturity": note.date_due,
                    "no_followup": False,
                    "account_id": self.due_line(self.move).account_id.id,
                }
            ],
        )
        self.assertEqual(self.balances(), (209.27, 0))
        self.assertFalse(note.move_id.line_ids.tax_ids)
        bank = self.settle(note, 100)
        self.assertEqual(self.balances(), (109.27, 100))
        note._react(self.today)
        self.assertEqual(self.balances(), (109.27, 100))  # once
        self.settle(note, 109.27)
        self.assertEqual(note.state, "settled")
        self.assertEqual(self.balances(), (0, 209.27))
        # taken back: no income any more, and open again
        bank.move_id.line_ids.remove_move_reconcile()
        note._react(self.today)
        self.assertEqual(self.balances(), (100, 109.27))
        self.assertEqual((note.state, note.amount_open), ("posted", 100))

    def test_off_the_books_until_paid(self):
        self.company.debt_note_posting = "paid"
        note = self.propose("2026-02-28")
        note._approve(self.today)
        self.assertEqual((note.state, note.move_id.state), ("approved", "draft"))
        self.assertEqual(self.balances(), (0, 0))
        note._mark_sent()
        self.assertEqual(note.state, "sent")
        action = note.action_settle()
        self.assertEqual(action["res_model"], "account.payment.register")
        self.assertEqual(self.balances(), (0, 209.27))
        self.settle(note, 209.27)
        self.assertEqual(note.state, "settled")
        self.assertEqual(self.balances(), (0, 209.27))

    def test_in_euro(self):
        self.invoice(1000, "2026-01-15", currency_id=self.eur.id)
        note = self.propose("2026-02-28", currency_ids=(self.eur.id,))
        note._approve(self.today)
        note._post_entries()
        line = note._receivable_line()
        self.assertEqual((line.currency_id, line.amount_currency), (self.eur, 16.88))
        self.assertEqual(line.balance, 67.52)

    def test_a_closed_period_moves_the_entry_openly(self):
        self.company.fiscalyear_lock_date = "2026-03-31"
        note = self.posted("2026-02-28")
        self.assertEqual(str(note.date), "2026-03-02")
        self.assertEqual(str(note.move_id.date), "2026-04-01")
        self.assertEqual(note.date_account, note.move_id.date)
        self.assertIn("closed", note.message_ids[:1].body)

    def test_a_posted_note_is_evidence(self):
        note = self.posted("2026-02-28")
        with self.assertRaisesRegex(UserError, "evidence"):
            note.date_due = "2026-05-01"
        with self.assertRaisesRegex(UserError, "evidence"):
            note.line_ids[-1].sudo().amount = 1
        with self.assertRaises(UserError):
            note.line_ids[-1].action_drop()
        with self.assertRaises(UserError):
            note.unlink()

    def test_cancelled_days_can_be_charged_again(self):
        note = self.posted("2026-02-28")
        with self.assertRaisesRegex(UserError, "why"):
            note._cancel("", self.today)
        note._cancel("Wrong customer", self.today)
        self.assertEqual(note.state, "cancelled")
        self.assertEqual(self.balances(), (0, 0))
        self.assertEqual(self.propose("2026-02-28").total, 209.27)

    def test_the_number_isnt_used_twice(self):
        note = self.posted("2026-02-28")
        note._cancel("Wrong customer", self.today)
        again = self.posted("2026-02-28")
        self.assertEqual((note.name, again.name), ("NO/2026/0001", "NO/2026/0002"))

    def test_notes_bear_no_interest(self):
        note = self.posted("2026-02-28")
        line = note._receivable_line()
        claims = self.env["debt.interest"]._claims(self.company, note.date_due, lines=line)
        self.assertEqual(claims[line.id].interest, 0)
