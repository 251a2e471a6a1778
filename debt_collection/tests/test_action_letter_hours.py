from odoo import fields

from .common_action import LetterActionCommon

ADDRESS = {"street": "Długa 1", "zip": "31-147", "city": "Kraków"}


class TestLetterHours(LetterActionCommon):
    """When letters leave: in their hours, with fresh bank data, dated on that day."""

    def test_mails_leave_in_their_hours_only(self):
        action = self.monit()
        self.act()
        for moment, expected in (
            ("2026-03-02 22:00:00", "2026-03-03 07:00:00"),  # 23:00
            ("2026-03-07 10:00:00", "2026-03-09 07:00:00"),  # Saturday
            ("2026-05-01 10:00:00", "2026-05-04 06:00:00"),  # holiday
        ):
            with self.subTest(moment):
                action.not_before = False
                self.act_and_send(moment)
                self.assertEqual(action.state, "queued")
                self.assertEqual(fields.Datetime.to_string(action.not_before), expected)
                self.assertEqual(action.waits_for, "hours")
        self.assertFalse(self.mails(action))

    # fresh bank data
    def stale_bank(self):
        self.company.debt_freshness_gate = True
        self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": "2026-02-20",
                "payment_ref": "old",
                "amount": 1,
            }
        )

    def test_old_bank_data_stops_letters_after_the_due_date_only(self):
        self.stale_bank()
        late = self.monit()
        early = self.plan(self.overdue(-5, 700, self.customer(name="Wcześniej")), "reminder")
        self.act_and_send()
        late._mark_gated(self.company, self.now)
        self.assertEqual((late.state, early.state), ("planned", "done"))
        self.assertEqual(late.waits_for, "bank_stale")
        self.env["debt.bank.check"].create(
            {
                "company_id": self.company.id,
                "type": "release",
                "date": self.today,
                "reason": "The bank is on strike",
            }
        )
        self.act_and_send()
        self.assertEqual((late.state, late.waits_for), ("done", False))

    def test_bank_data_that_grows_old_stops_what_is_queued(self):
        action = self.monit()
        self.act()
        self.act("render")
        self.stale_bank()
        self.act("send")
        self.assertEqual(action.state, "queued")
        self.assertFalse(self.mails(action))

    def test_payment_seen_on_the_bank_statement_stops_it(self):
        action = self.monit(1234.56)
        self.act()
        self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": self.today,
                "payment_ref": self.invoice.name,
                "partner_id": self.wolt.id,
                "amount": 1234.56,
            }
        )
        self.act_and_send()
        self.assertEqual((action.state, action.end_reason), ("cancelled", "suspected_bank"))
        self.assertFalse(self.mails(action))

    def test_letter_that_waited_is_dated_on_the_day_it_leaves(self):
        action = self.monit()
        self.act()
        self.act("render")
        letter = action.letter_id
        pdf = letter.attachment_id
        self.act_and_send("2026-03-04 09:00:00")
        self.assertEqual((action.state, str(letter.date)), ("done", "2026-03-04"))
        self.assertEqual(action.line_ids.days_late, 7)
        self.assertNotEqual(letter.attachment_id, pdf)
