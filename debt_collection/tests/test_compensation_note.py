from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from .compensation_common import CompensationCommon


class TestCompensationNote(CompensationCommon):
    """Proposals, decisions, the life of a note and its entry."""

    # proposals

    def test_proposed_by_the_policy(self):
        claimed = self.invoice(6000, "2026-01-15")
        paid = self.invoice(800, "2026-01-05")
        self.pay(paid, day="2026-02-10")
        young, small = self.invoice(6000, "2026-02-10"), self.invoice(499, "2026-01-15")
        note = self.propose()
        self.assertRecordValues(
            note,
            [{"name": "/", "state": "draft", "total": 470.03, "charged_count": 2}],
        )
        self.assertEqual(self.rights(young).policy, "young")
        self.assertEqual(self.rights(small).policy, "small")
        self.assertRecordValues(
            self.rights(claimed),
            [
                {
                    "state": "charged",
                    "tier_eur": 70,
                    "rate": 4.273,
                    "rate_date": date(2025, 12, 31),
                    "table_no": "251/A/NBP/2025",
                    "amount": 299.11,
                    "days_late": 46,
                }
            ],
        )
        self.assertEqual(self.rights(paid).days_late, 36)

    def test_run_twice(self):
        self.invoice(6000, "2026-01-15")
        small = self.invoice(400, "2026-01-15")
        self.propose()
        before = self.env["debt.compensation.line"].search([])
        self.assertFalse(self.propose())
        self.assertEqual(self.env["debt.compensation.line"].search([]), before)
        self.assertEqual(len(self.rights(small)), 1)

    def test_at_most_three_in_a_quarter_the_highest_first(self):
        moves = [self.invoice(amount, "2026-01-15") for amount in (600, 60000, 700, 6000)]
        note = self.propose()
        self.assertEqual(note.charged_count, 3)
        self.assertEqual(note.total, 427.30 + 299.11 + 170.92)
        self.assertEqual([self.rights(move).policy for move in moves][2], "quarter")
        self.assertFalse(self.propose(date(2026, 3, 31)))
        self.mid("2026-03-31", 4.2, "062/A/NBP/2026")
        self.assertEqual(self.propose(date(2026, 4, 1)).total, 170.92)

    def test_missing_rate_is_listed_and_stops_nobody(self):
        self.mids["2025-12-31"].unlink()
        move = self.invoice(6000, "2026-01-15")
        other = self.invoice(6000, "2025-12-15", partner=self.customer("Cegła sp. z o.o."))
        self.assertEqual(self.propose().line_ids, self.rights(other))
        right = self.rights(move)
        self.assertEqual((right.policy, right.amount), ("rate", 0))
        self.assertIn("31.12.2025", right.reason)
        with self.assertRaises(UserError):
            right.action_claim()
        self.mid("2025-12-31", 4.273, "251/A/NBP/2025")
        self.assertEqual(self.propose().line_ids, right)
        self.assertFalse(right.reason)

    def test_own_limits_of_a_customer(self):
        move = self.invoice(400, "2026-01-15")
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.partner)
        debtor.compensation_mode = "never"
        self.assertFalse(self.propose())
        self.assertEqual(self.rights(move).policy, "never")
        debtor.write({"compensation_mode": "own", "compensation_amount": 100})
        self.assertEqual(self.propose().total, 170.92)

    def test_disputed_waits(self):
        move = self.invoice(6000, "2026-01-15")
        hold = self.dispute(move)
        self.assertFalse(self.propose())
        self.assertEqual(self.rights(move).policy, "disputed")
        hold.action_end()
        self.assertTrue(self.propose())

    def test_insolvent_now(self):
        move = self.invoice(6000, "2026-01-15")
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.partner)
        self.env["debt.hold"].create(
            {
                "company_id": self.company.id,
                "debtor_id": debtor.id,
                "kind": "insolvency",
                "date_from": "2026-03-01",
            }
        )
        self.assertFalse(self.propose())
        # the right arose before, it is lodged with the others
        self.assertEqual((self.rights(move).policy, self.owed(move)), ("insolvent", ["299.11"]))

    def test_past_limitation(self):
        self.mid("2022-11-30", 4.7, "231/A/NBP/2022")
        self.mid("2022-12-30", 4.69, "253/A/NBP/2022")
        old, last = self.invoice(6000, "2022-12-15"), self.invoice(6000, "2023-01-16")
        self.assertEqual(self.propose().line_ids, self.rights(last))
        self.assertFalse(self.rights(old))

    def test_wizard(self):
        self.invoice(400, "2026-01-15")
        wizard = self.env["debt.compensation.wizard"].with_user(self.accountant).create({})
        action = wizard.action_propose()
        self.assertEqual(action["res_model"], "debt.compensation.line")
        wizard.min_amount = 300
        action = wizard.action_propose()
        note = self.model.search(action["domain"])
        self.assertRecordValues(note, [{"total": 170.92, "prepared_by_id": self.accountant.id}])

    def test_monthly(self):
        self.invoice(6000, "2026-01-15")
        self.assertFalse(self.company._debt_compensation_is_due(date(2026, 3, 5)))
        self.assertTrue(self.company._debt_compensation_is_due(date(2026, 3, 6)))
        self.company.debt_compensation_proposed_on = date(2026, 3, 6)
        self.assertFalse(self.company._debt_compensation_is_due(date(2026, 3, 9)))
        self.assertTrue(self.company._debt_compensation_is_due(date(2026, 4, 9)))

    # decisions

    def test_waived_with_a_reason_and_back(self):
        move = self.invoice(6000, "2026-01-15")
        note, right = self.propose(), self.rights(move)
        with self.assertRaises(UserError):
            right._waive(" ")
        right.with_user(self.manager)._waive("Goodwill, agreed with the board")
        self.assertRecordValues(
            right,
            [
                {
                    "state": "waived",
                    "reason": "Goodwill, agreed with the board",
                    "decided_by_id": self.manager.id,
                }
            ],
        )
        self.assertEqual(note.total, 0)
        self.assertEqual(self.owed(move), [])
        with self.assertRaisesRegex(UserError, "charges nothing"):
            note.action_approve()
        right.action_restore()
        self.assertEqual(self.owed(move), ["299.11"])

    def test_dropped_isnt_proposed_again_but_can_be_claimed(self):
        note = self.note()
        right = note.line_ids
        right.with_user(self.accountant).action_drop()
        self.assertEqual((right.state, right.policy), ("left", "dropped"))
        self.assertFalse(self.propose())
        right.with_user(self.accountant).action_claim()
        self.assertEqual((right.state, right.note_id.total), ("charged", 299.11))

    def test_decisions_only_by_buttons(self):
        note = self.note()
        with self.assertRaises(AccessError):
            note.line_ids.with_user(self.accountant).write({"amount": 1})
        with self.assertRaises(AccessError):
            note.with_user(self.accountant).write({"approved_by_id": self.accountant.id})
        reader = self.env["res.users"].create(
            {
                "name": "Reader",
                "login": "debt_reader",
                "group_ids": [Command.link(self.env.ref("debt_collection.group_collector").id)],
            }
        )
        with self.assertRaises(AccessError):
            note.line_ids.with_user(reader)._waive("no")

    # life

    def test_head_approves(self):
        note = self.note()
        with self.assertRaisesRegex(AccessError, "Head of receivables"):
            note.with_user(self.accountant).action_approve()
        note.with_user(self.manager).action_approve()
        self.assertRecordValues(
            note,
            [{"state": "approved", "name": "NK/2026/0001", "approved_by_id": self.manager.id}],
        )

    def test_dated_in_the_future(self):
        note = self.note()
        note.date = "2026-03-03"
        with self.assertRaisesRegex(UserError, "future"):
            note.action_approve()

    def test_credit_note_after_the_proposal(self):
        note = self.note()
        move = note.line_ids.move_id
        move._reverse_moves([{"invoice_date": self.today, "date": self.today}], cancel=True)
        with self.assertRaisesRegex(UserError, "isn't owed any more"):
            note.action_approve()

    def test_posted(self):
        note = self.posted()
        move = note.move_id
        self.assertRecordValues(
            move,
            [{"name": "NK/2026/0001", "move_type": "entry", "date": self.today, "state": "posted"}],
        )
        self.assertEqual(move.journal_id.code, "NK")
        receivable = note._receivable_line()
        self.assertRecordValues(
            receivable,
            [
                {
                    "balance": 299.11,
                    "no_followup": False,
                    "date_maturity": date(2026, 3, 16),
                    "partner_id": self.partner.id,
                }
            ],
        )
        income = move.line_ids - receivable
        self.assertEqual(income.account_id.code, "76.000.900")
        self.assertFalse(move.line_ids.tax_ids)
        self.assertEqual(self.owed(note.line_ids.move_id), [])
        self.assertEqual(self.owed(move), [])

    def test_settled_by_money_and_back(self):
        note = self.posted()
        money = self.receipt(299.11, self.partner)
        lines = note._receivable_line() | money.move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        lines.reconcile()
        self.assertEqual((note.state, note.amount_open), ("settled", 0))
        lines.remove_move_reconcile()
        self.assertEqual((note.state, note.amount_open), ("posted", 299.11))

    def test_cancelled_after_posting(self):
        note = self.posted()
        with self.assertRaises(UserError):
            note._cancel("", self.today)
        note.with_user(self.accountant)._cancel("Customer was right", self.today)
        self.assertRecordValues(
            note, [{"state": "cancelled", "cancel_reason": "Customer was right", "amount_open": 0}]
        )
        reversal = note.move_id.reversal_move_ids
        self.assertEqual((reversal.name, reversal.state), ("NK/2026/0001/S", "posted"))
        self.assertTrue(note._receivable_line().reconciled)
        # the right isn't lost
        again = self.propose()
        self.assertEqual(again.total, 299.11)
        again.action_approve()
        again.with_user(self.accountant).action_post()
        self.assertEqual(again.move_id.name, "NK/2026/0002")

    def test_closed_period(self):
        note = self.note()
        note.date = "2026-02-27"
        self.company.fiscalyear_lock_date = date(2026, 2, 28)
        note.action_approve()
        note.with_user(self.accountant).action_post()
        self.assertRecordValues(
            note, [{"date": date(2026, 2, 27), "date_account": date(2026, 3, 1)}]
        )
        self.assertEqual(note.move_id.date, date(2026, 3, 1))
        self.assertIn("closed", note.message_ids[0].body)
        self.assertIn("moved", note.alerts)

    def test_closed_year_keeps_the_number(self):
        with freeze_time("2026-01-20"):
            self.invoice(6000, "2025-12-15")
            note = self.propose(date(2026, 1, 20))
            note.date = "2025-12-31"
            self.company.fiscalyear_lock_date = date(2025, 12, 31)
            note.action_approve()
            note.with_user(self.accountant).action_post()
        self.assertEqual((note.name, note.move_id.name), ("NK/2025/0001",) * 2)
        self.assertEqual(note.move_id.date, date(2026, 1, 1))

    def test_posted_is_evidence(self):
        note = self.posted()
        with self.assertRaises(UserError):
            note.date = "2026-03-01"
        with self.assertRaises(UserError):
            note.line_ids._drop()
        with self.assertRaises(UserError):
            note.sudo().unlink()

    def test_own_series_and_books_of_each_company(self):
        note = self.posted()
        data = self.setup_other_company(country_id=self.env.ref("base.pl").id)
        other = data["company"]
        other.debt_compensation_days = 10
        self.commercial.company_id = False
        move = (
            self.env["account.move"]
            .with_company(other)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.partner.id,
                    "invoice_date": "2025-12-16",
                    "invoice_date_due": "2026-01-15",
                    "company_id": other.id,
                    "journal_id": data["default_journal_sale"].id,
                    "invoice_line_ids": [
                        Command.create({"name": "x", "price_unit": 100, "tax_ids": []})
                    ],
                }
            )
        )
        move.action_post()
        other.debt_compensation_amount = 50
        theirs = self.model._propose(other, self.today)
        theirs._approve(self.today)
        theirs._post_entries()
        self.assertEqual((note.name, theirs.name), ("NK/2026/0001",) * 2)
        self.assertEqual(theirs.move_id.company_id, other)
        self.assertEqual(theirs.move_id.journal_id.company_id, other)

    def test_counts_on_screens(self):
        note = self.posted()
        invoice = note.line_ids.move_id
        self.assertEqual(invoice.debt_compensation_count, 1)
        self.assertEqual(self.partner.debt_compensation_count, 1)
        self.assertEqual(invoice.action_debt_compensation()["domain"][0][2], invoice.id)
