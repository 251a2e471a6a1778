from datetime import date

from odoo.exceptions import AccessError, UserError

from .interest_note_common import NoteCommon


class TestInterestNoteProposal(NoteCommon):
    """What is put on notes, and that no day is charged twice or lost."""

    def test_unpaid_paid_late_and_part_paid_on_one_note(self):
        unpaid = self.invoice(12400, "2026-01-15")
        late = self.invoice(1000, "2026-01-05")
        self.pay(late, day="2026-01-15")
        part = self.invoice(1000, "2026-01-07")
        self.pay(part, 400, "2026-01-17")
        self.invoice(500, "2026-03-20")  # not due
        note = self.propose("2026-02-28")
        self.assertEqual(
            self.short(note),
            [
                ("2026-01-06", "2026-01-15", 1000, 14, 3.84),  # the day of payment included
                ("2026-01-08", "2026-01-17", 1000, 14, 3.84),
                ("2026-01-18", "2026-02-28", 600, 14, 9.67),
                ("2026-01-16", "2026-02-28", 12400, 14, 209.27),  # V1
            ],
        )
        self.assertEqual(note.total, 226.62)
        heads = note.line_ids.filtered("display_type")
        self.assertEqual(heads.mapped("document"), [late.name, part.name, unpaid.name])
        self.assertEqual(heads[1].facts["payments"], [["2026-01-17", "400.00"]])
        self.assertEqual((note.state, note.name, note.rule_id), ("draft", "/", self.commercial))

    def test_twice_creates_nothing(self):
        self.invoice(12400, "2026-01-15")
        self.assertTrue(self.propose())
        self.assertFalse(self.propose())

    def test_the_next_note_goes_on_the_day_after(self):
        self.invoice(10000, "2026-01-05")
        first, second = self.propose("2026-01-31"), self.propose("2026-02-28")
        self.assertEqual(self.short(first), [("2026-01-06", "2026-01-31", 10000, 14, 99.73)])
        self.assertEqual(self.short(second), [("2026-02-01", "2026-02-28", 10000, 14, 107.4)])
        self.assertFalse(self.propose("2026-02-28"))

    def test_interest_of_a_paid_invoice_isnt_lost(self):
        invoice = self.invoice(10000, "2026-01-05")
        self.propose("2026-01-31")
        self.pay(invoice, day="2026-02-10")
        self.assertEqual(
            self.short(self.propose()), [("2026-02-01", "2026-02-10", 10000, 14, 38.36)]
        )

    def test_only_what_is_asked_for(self):
        self.invoice(1000, "2026-01-05")
        late = self.invoice(2000, "2026-01-05")
        self.pay(late, day="2026-01-15")
        only_late = self.propose(unpaid=False, partial=False)
        self.assertEqual(only_late.line_ids.move_line_id, self.due_line(late))

    def test_paid_in_time_bears_nothing(self):
        self.pay(self.invoice(1000, "2026-01-15"), day="2026-01-15")
        self.assertFalse(self.propose())

    def test_minimum(self):
        self.invoice(1000, "2026-01-15")
        self.company.debt_note_minimum = 50
        proposal = self.Note._proposal(self.company, self.today, None, self.partner)
        self.assertEqual((len(proposal.notes), len(proposal.small)), (0, 1))
        self.assertFalse(self.propose())
        self.assertEqual(self.propose(with_small=True).total, 17.64)

    def test_one_note_for_each_currency_the_minimum_in_our_own(self):
        self.invoice(1000, "2026-01-15")
        self.invoice(1000, "2026-01-15", currency_id=self.eur.id)
        self.company.debt_note_minimum = 50
        note = self.propose()  # EUR 17.64 are PLN 70.56
        self.assertEqual((note.currency_id, note.total), (self.eur, 17.64))
        self.assertEqual(note.total_company, 70.56)

    def test_instalments_are_charged_each_from_its_own_due_date(self):
        invoice = self._create_invoice_one_line(
            price_unit=10000,
            tax_ids=[],
            partner_id=self.partner,
            invoice_date=date(2025, 11, 3),
            invoice_payment_term_id=self.pay_terms_b.id,  # 30 % at once, the rest at month's end
            post=True,
        )
        first, second = self.due_line(invoice)
        note = self.propose()
        heads = note.line_ids.filtered("display_type")
        self.assertEqual(
            heads.mapped("document"), [f"{invoice.name} (1/2)", f"{invoice.name} (2/2)"]
        )
        self.assertEqual(
            [(line.move_line_id, line.base) for line in note.line_ids if not line.display_type],
            [(first, 3000), (second, 7000)],
        )

    def test_a_missing_rate_refuses_the_whole_customer(self):
        self.commercial.period_ids[-1].date_to = "2026-01-31"
        self.commercial.period_ids[0].date_to = "2026-01-20"
        self.commercial.period_ids[-1].date_from = "2026-01-21"
        self.invoice(12400, "2026-01-15")
        other = self.customer("Inny")
        proposal = self.Note._proposal(self.company, self.today, None, self.partner | other)
        self.assertFalse(proposal.notes)
        self.assertIn("Test commercial", proposal.refused[self.partner])

    def test_a_day_in_the_future_is_refused(self):
        with self.assertRaisesRegex(UserError, "beyond today"):
            self.propose("2026-03-03")

    def test_not_longer_back_than_claims_reach(self):
        self.company.debt_start_date = "2019-01-01"
        self.invoice(1000, "2020-01-15")
        note = self.propose()
        self.assertEqual(str(note.date_from), "2023-03-02")
        self.assertEqual(str(self.propose(since=date(2020, 1, 1)).date_from), "2020-01-16")

    def test_the_insolvent_arent_charged(self):
        self.invoice(12400, "2026-01-15")
        debtor = self.env["debt.debtor"]._get_or_create(self.company, self.partner)
        self.env["debt.hold"].create(
            {"company_id": self.company.id, "debtor_id": debtor.id, "kind": "insolvency"}
        )
        self.assertFalse(self.propose())

    def test_two_companies_number_and_charge_apart(self):
        self.invoice(12400, "2026-01-15")
        note = self.propose()
        note._approve(self.today)
        other = self.setup_other_company(name="Druga sp. z o.o.")["company"]
        self.commercial.company_id = False
        partner = self.partner.with_company(other)
        move = self.env["account.move"].with_company(other)
        invoice = move.create(
            {
                "move_type": "out_invoice",
                "company_id": other.id,
                "partner_id": partner.id,
                "invoice_date": "2026-01-01",
                "invoice_date_due": "2026-01-15",
                "invoice_line_ids": [(0, 0, {"name": "x", "price_unit": 5000, "tax_ids": []})],
            }
        )
        invoice.action_post()
        theirs = self.Note.with_company(other)._propose(other, self.today, None, self.partner)
        self.assertEqual(theirs.company_id, other)
        self.assertEqual(theirs.line_ids.move_line_id.company_id, other)
        theirs._approve(self.today)
        self.assertEqual((note.name, theirs.name), ("NO/2026/0001", "NO/2026/0001"))
        theirs._post_entries()
        self.assertEqual(theirs.move_id.company_id, other)


class TestInterestNoteDraft(NoteCommon):
    """What the accountant changes before approval."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.invoice(10000, "2026-01-05")
        cls.second = cls.invoice(5000, "2026-01-15")

    def test_left_out_rows_can_be_charged_later(self):
        note = self.propose()
        row = note.line_ids.filtered(lambda line: line.base == 5000)
        row.action_drop()
        self.assertEqual(note.total, 214.79)
        self.assertEqual(self.propose().line_ids.move_line_id, self.due_line(self.second))

    def test_waived_rows_count_as_charged(self):
        note = self.propose()
        row = note.line_ids.filtered(lambda line: line.base == 5000)
        with self.assertRaisesRegex(UserError, "Say why"):
            row._waive(" ")
        row._waive("Agreed with the board")
        self.assertEqual((note.total, note.waived_total, row.reason), (214.79, 88.22, row.reason))
        self.assertFalse(self.propose())
        line = self.due_line(self.second)
        self.assertEqual(self.Note._charged(line.ids)[line.id][0][2], 0)

    def test_another_last_day(self):
        note = self.propose()
        note.date_to = "2026-01-31"
        with self.assertRaisesRegex(UserError, "Recalculate"):
            note._approve(self.today)
        note.action_recalculate()
        self.assertEqual(
            self.short(note),
            [
                ("2026-01-06", "2026-01-31", 10000, 14, 99.73),
                ("2026-01-16", "2026-01-31", 5000, 14, 30.68),
            ],
        )
        note._approve(self.today)
        self.assertEqual(note.state, "approved")

    def test_a_draft_overtaken_by_a_payment_isnt_approved(self):
        note = self.propose()
        self.money_in(self.first, 10000, "2026-02-01")
        with self.assertRaisesRegex(UserError, "Recalculate"):
            note._approve(self.today)
        self.check()
        self.assertTrue(note.is_outdated)
        note.action_recalculate()
        self.assertFalse(note.is_outdated)
        self.assertEqual(note.total, 103.56 + 88.22)

    def test_nothing_left_to_charge_isnt_approved(self):
        note = self.propose()
        note.line_ids.action_drop()
        with self.assertRaisesRegex(UserError, "Nothing is charged"):
            note._approve(self.today)

    def test_who_may_do_what(self):
        note = self.propose()
        collector = note.with_user(self._user("reader", "debt_collection.group_collector"))
        collector = note.with_user(
            self.env["res.users"].create(
                {
                    "name": "Only collector",
                    "login": "debt_only_collector",
                    "group_ids": [(6, 0, self.env.ref("debt_collection.group_collector").ids)],
                    "company_ids": [(6, 0, self.company.ids)],
                    "company_id": self.company.id,
                }
            )
        )
        self.assertEqual(collector.total, note.total)
        with self.assertRaises(AccessError):
            collector._approve(self.today)
        with self.assertRaises(AccessError):
            collector.line_ids.action_drop()
        accountant = note.with_user(self._user("ewa", "account.group_account_invoice"))
        with self.assertRaises(AccessError):
            accountant.write({"total": 1})
        with self.assertRaises(AccessError):
            accountant.line_ids[-1].write({"amount": 1})
        accountant.action_approve()
        self.assertEqual(note.approved_by_id, accountant.env.user)
