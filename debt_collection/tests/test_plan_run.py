from datetime import date

from odoo.tests import freeze_time

from .plan_common import PlanCommon


class TestRunPlan(PlanCommon):
    """Reminders follow the instalments; the debts behind them wait, their due dates stay."""

    def test_debts_are_held_and_instalments_are_reminded(self):
        """Nothing goes out about the invoices; the instalment is reminded three days after it."""
        plan = self.running()
        before = self.due_line(self.first | self.second).mapped("date_maturity")
        self.assertEqual(self.plan(), [])
        self.assertEqual(self.items(self.first).reason, "hold_plan")
        # the run's reminder 5 days before the first instalment, then the monit 3 days after
        self.assertEqual(self.plan(date(2026, 3, 11), self.wolt), [("reminder", "letter")])
        self.carry_out(date(2026, 3, 11), self.wolt)
        self.assertEqual(self.plan(date(2026, 3, 17), self.wolt), [("noted", "notice")])
        self.carry_out(date(2026, 3, 17), self.wolt)
        self.assertEqual(self.plan(date(2026, 3, 19), self.wolt), [("monit", "letter")])
        action = self.actions(self.wolt)[-1]
        [line] = action.line_ids
        self.assertEqual(line.item_id.plan_line_id, plan.line_ids.sorted("date_due")[0])
        self.assertEqual((line.amount_demanded, action.amount), (800.0, 800.0))
        self.assertIn(plan.name, line.name)
        self.assertEqual(self.due_line(self.first | self.second).mapped("date_maturity"), before)
        # a repeated night plans nothing twice
        self.assertEqual(self.plan(date(2026, 3, 19), self.wolt), [])

    def test_totals_stay_those_of_the_ledger(self):
        """What is owed and how late it is doesn't change by agreeing on instalments."""
        self.night()
        before = (self.debtor.total, self.debtor.overdue, self.debtor.days_late)
        self.running()
        for refresh in (self.night, self.refresh):
            refresh()
            self.debtor.invalidate_recordset()
            after = (self.debtor.total, self.debtor.overdue, self.debtor.days_late)
            self.assertEqual(after, before)
        self.assertEqual(before, (1600.0, 1600.0, 40))

    def test_payment_hits_instalments_and_invoices(self):
        """A payment of the invoices pays the oldest instalment; a reminder asks for the rest."""
        plan = self.running()
        self.pay(self.first, 500, self.after(14))
        self.refresh(self.after(14))
        self.assertEqual(self.instalments(plan), [(300.0, "part"), (800.0, "open")])
        expected = self.env["debt.forecast"].search([("partner_id", "=", self.wolt.id)])
        self.assertEqual(
            expected.mapped(lambda row: (row.kind, row.amount)), [("plan", 300.0), ("plan", 800.0)]
        )
        self.assertEqual(expected[0].action_open()["res_id"], plan.id)
        self.assertEqual((plan.amount_paid, plan.next_due), (500.0, date(2026, 3, 16)))
        self.night(date(2026, 3, 19))
        demanded = self.actions(self.wolt).line_ids.filtered(lambda n: n.role == "demanded")
        self.assertEqual(set(demanded.mapped("amount_demanded")), {300.0})
        self.pay(self.first, 500, date(2026, 3, 20))
        self.refresh(date(2026, 3, 20))
        self.assertEqual(self.instalments(plan), [(0.0, "paid"), (600.0, "part")])
        self.assertEqual(self.plan_items(plan)[0].reason, "paid")
        self.assertFalse(self.actions(self.wolt).filtered(lambda a: a.state == "planned"))

    def test_receipt_not_allocated_covers_the_instalment(self):
        """Money on account or a credit note covers the instalment: nobody is reminded."""
        plan = self.running()
        self.receipt(300, self.wolt, date(2026, 3, 10))
        self.credit_note(500, self.wolt, days=-8)
        self.night(date(2026, 3, 19))
        self.assertEqual(self.plan_items(plan)[0].reason, "credit")
        self.assertFalse(self.actions(self.wolt, kind="letter"))

    def test_kept(self):
        """All paid, more than agreed even: kept, the holds end, nothing is sent."""
        plan = self.running()
        self.pay(self.first, 1000, self.after(10))
        self.pay(self.second, 600, self.after(10))
        self.receipt(50, self.wolt, self.after(10))
        self.refresh(self.after(10))
        self.assertEqual((plan.state, plan.kept_on), ("kept", self.after(10)))
        self.assertFalse(plan.hold_ids.filtered(lambda hold: not hold.ended_on))
        self.assertTrue(all(self.plan_items(plan).mapped("closed_on")))
        self.assertEqual(self.plan(date(2026, 3, 19), self.wolt), [])

    def test_payment_undone(self):
        """The payment of a kept agreement is taken back: it runs again and holds its debts."""
        plan = self.running((self.second), amounts=(300, 300))
        self.pay(self.second, 600, self.after(1))
        self.refresh(self.after(1))
        self.assertEqual(plan.state, "kept")
        self.due_line(self.second).remove_move_reconcile()
        self.refresh(self.after(3))
        self.assertEqual(plan.state, "active")
        self.assertEqual(self.instalments(plan), [(300.0, "open"), (300.0, "open")])
        self.night(self.after(3))
        self.assertEqual(self.items(self.second).reason, "hold_plan")

    def test_payment_on_its_way(self):
        """A bank line of the instalment's amount that nobody matched yet holds it (PEERS D1)."""
        plan = self.running()
        self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": date(2026, 3, 18),
                "payment_ref": "rata 1",
                "amount": 800,
                "partner_id": self.wolt.id,
            }
        )
        self.night(date(2026, 3, 19))
        self.assertEqual(self.plan_items(plan)[0].reason, "suspected_bank")
        self.assertFalse(self.actions(self.wolt, kind="letter"))

    def test_new_invoice_goes_its_own_way(self):
        """A debt beside the agreement is collected as always; a hold of the customer stops both."""
        self.running()
        third = self.overdue(0, 400, self.wolt)
        self.night(self.after(3))
        [action] = self.actions(self.wolt, kind="letter")
        self.assertEqual(action.line_ids.item_id, self.items(third))

    def test_instalment_goes_no_further_than_demands(self):
        """One missed of three: no final demand for an instalment."""
        self.running(amounts=(400, 400, 800), missed_limit=3)
        for days in range(14, 60):
            self.night(self.after(days))
            self.carry_out(self.after(days), self.wolt)
        names = set(self.actions(self.wolt).step_id.mapped("name"))
        self.assertIn("demand", names)
        self.assertNotIn("final", names)

    def test_letters_ask_for_the_instalment(self):
        """The monit leaves by e-mail, the demand is printed: both name the instalment alone."""
        plan = self.running(missed_limit=3)
        letters = self.env["debt.letter"].sudo()
        for days in range(14, 40):
            day = self.after(days)
            self.night(day)
            for action in self.actions(self.wolt, kind="letter", state="planned").sudo():
                letters |= (letter := letters._build(action, day))
                self.assertIn(plan.name, letter.transfer_title)
                self.assertEqual(letter.amount, 800.0)
                if letter.has_pdf:
                    self.assertFalse(letter._render_pdfs(), letter.error)
            self.carry_out(day, self.wolt)
        self.assertEqual(
            set(letters.mapped("rank")), {"0_reminder", "1_monit", "2_demand", "3_second_demand"}
        )

    def test_other_currency(self):
        """An agreement in euro: instalments in euro, limits and totals at the booked rate."""
        invoice = self.overdue(20, 200, self.wolt, currency_id=self.eur)
        plan = self.running(invoice, amounts=(100, 100))
        self.pay(self.first)
        self.pay(self.second)
        self.night(date(2026, 3, 19))
        action = self.actions(self.wolt, kind="letter")[-1:]
        [line] = action.line_ids.filtered(lambda n: n.role == "demanded")
        self.assertEqual((line.currency_id, line.amount_demanded), (self.eur, 100.0))
        self.assertEqual(action.amount, 400.0)
        self.assertEqual(plan.currency_id, self.eur)

    def test_as_of(self):
        """A look at a past day sees the agreement as it was then; at a future day, what comes."""
        plan = self.running()
        with freeze_time(date(2026, 3, 20)):
            self.pay(self.first, 800, date(2026, 3, 18))
            self.refresh(date(2026, 3, 20))
            past = self.night(date(2026, 3, 17), mode="as_of")
            now = self.night(date(2026, 3, 20), mode="dry")
        self.assertIn("noted", past.line_ids.step_id.mapped("name"))
        self.assertFalse(now.line_ids.filtered(lambda n: n.outcome == "1_out"))
        self.assertEqual(self.instalments(plan)[0], (0.0, "paid"))
