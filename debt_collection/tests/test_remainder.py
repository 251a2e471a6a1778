from datetime import date

from odoo.exceptions import AccessError, UserError

from .common import DebtCommon


class TestRemainder(DebtCommon):
    """Small remainders: proposed, decided, written off (PRACTICE 1.6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for currency, home, abroad in ((cls.pln, 5, 80), (cls.eur, 2, 20)):
            cls.env["debt.minimum"].create(
                {
                    "company_id": cls.company.id,
                    "currency_id": currency.id,
                    "net_min": 0,
                    "post_min": 0,
                    "remainder": home,
                    "remainder_foreign": abroad,
                }
            )
        cls.partner = cls.customer()
        cls.german = cls.customer("Bauhaus GmbH", country_id=cls.env.ref("base.de").id)
        cls.accountant = cls._user("accountant", "account.group_account_manager")
        cls.model = cls.env["debt.remainder"]

    def left(self, amount, gross=1000, partner=None, **values):
        """An invoice of which `amount` is left after a payment."""
        move = self.overdue(20, gross, partner or self.partner, **values)
        self.pay(move, gross - amount)
        return move

    def propose(self):
        return self.model._propose(self.company, self.today)

    def of(self, move):
        return self.model.search([("move_line_id", "in", self.due_line(move).ids)])

    def test_limits(self):
        small, big = self.left(5), self.left(5.01)
        charges = self.left(20, partner=self.german, currency_id=self.eur.id)
        too_much = self.left(20.01, partner=self.german, currency_id=self.eur.id)
        untouched = self.overdue(20, 4, self.partner)
        self.propose()
        self.assertRecordValues(
            self.of(small), [{"kind": "small", "amount": 5, "state": "proposed"}]
        )
        self.assertRecordValues(
            self.of(charges), [{"kind": "charges", "amount": 20, "amount_company": 80}]
        )
        for move in (big, too_much, untouched):
            self.assertFalse(self.of(move))

    def test_run_twice_and_paid_meanwhile(self):
        first, second = self.left(3), self.left(4)
        self.assertEqual(len(self.propose()), 2)
        self.assertFalse(self.propose())
        self.pay(first)
        self.propose()
        self.assertFalse(self.of(first))
        self.assertEqual(len(self.of(second)), 1)

    def test_written_off_by_the_accountant(self):
        move = self.left(3.2)
        remainder = self.propose()
        remainder.with_user(self.accountant).action_write_off()
        self.assertRecordValues(
            remainder,
            [
                {
                    "state": "posted",
                    "decided_by_id": self.accountant.id,
                    "posted_by_id": self.accountant.id,
                }
            ],
        )
        self.assertTrue(self.due_line(move).reconciled)
        expense = remainder.move_id.line_ids.filtered("debit")
        self.assertEqual((expense.account_id.code, expense.debit), ("76.010.900", 3.2))
        self.assertEqual(remainder.move_id.date, self.today)
        with self.assertRaises(UserError):
            remainder.with_user(self.accountant).action_write_off()
        with self.assertRaises(UserError):
            remainder.sudo().amount = 1

    def test_charges_in_euro_leave_no_exchange_difference(self):
        move = self.left(15, partner=self.german, currency_id=self.eur.id)
        remainder = self.propose()
        remainder.action_write_off()
        line = self.due_line(move)
        self.assertEqual((line.amount_residual, line.amount_residual_currency), (0, 0))
        expense = remainder.move_id.line_ids.filtered("debit")
        self.assertEqual(expense.account_id.code, "40.030.500")
        self.assertEqual((expense.debit, expense.amount_currency), (60, 15))
        self.assertFalse(line.matched_credit_ids.exchange_move_id)

    def test_overpaid(self):
        move = self.overdue(20, 1000, self.partner)
        self.pay(move, 1002)
        remainder = self.propose()
        self.assertRecordValues(remainder, [{"kind": "overpaid", "amount": -2}])
        remainder.action_write_off()
        income = remainder.move_id.line_ids.filtered("credit")
        self.assertEqual((income.account_id.code, income.credit), ("76.000.900", 2))

    def test_overpaid_pays_what_is_owed_first(self):
        self.pay(self.overdue(20, 1000, self.partner), 1002)
        self.overdue(5, 500, self.partner)
        self.assertFalse(self.propose())

    def test_disputed_is_left_alone(self):
        move = self.left(3)
        hold = self.dispute(move)
        self.assertFalse(self.propose())
        hold.action_end()
        self.assertTrue(self.propose())

    def test_rejected_for_a_reason(self):
        move = self.left(4)
        remainder = self.propose()
        action = remainder.with_user(self.manager).action_reject()
        dialog = (
            self.env["debt.decide"]
            .with_user(self.manager)
            .with_context(**action["context"])
            .create({"reason": "He will pay it with the next one"})
        )
        dialog.action_confirm()
        self.assertRecordValues(
            remainder, [{"state": "rejected", "reason": "He will pay it with the next one"}]
        )
        self.assertFalse(self.propose())
        self.pay(move, 1)
        self.assertEqual(self.propose().amount, 3)

    def test_dialog_calls_nothing_else(self):
        remainder = self.left(4) and self.propose()
        dialog = self.env["debt.decide"].with_context(
            active_model="debt.remainder", active_ids=remainder.ids, decide_method="unlink"
        )
        with self.assertRaises(UserError):
            dialog.create({"reason": "x"}).action_confirm()

    def test_another_amount_is_open_by_now(self):
        move = self.left(4)
        remainder = self.propose()
        self.pay(move, 1)
        with self.assertRaisesRegex(UserError, "another amount"):
            remainder.action_write_off()

    def test_closed_period(self):
        self.left(4)
        remainder = self.propose()
        self.company.fiscalyear_lock_date = date(2026, 3, 31)
        remainder.action_write_off()
        self.assertEqual(remainder.move_id.date, date(2026, 4, 1))

    def test_from_the_item(self):
        move = self.left(4)
        self.night()
        item = self.items(move)
        self.assertEqual(item.reason, "remainder")
        action = item.with_user(self.accountant).sudo(False).action_remainder()
        self.assertEqual(self.model.search(action["domain"]), self.of(move))
        self.assertTrue(self.of(move))

    def test_only_by_buttons(self):
        self.left(4)
        remainder = self.propose()
        with self.assertRaises(AccessError):
            remainder.with_user(self.accountant).write({"state": "posted"})

    def test_two_companies(self):
        self.left(4)
        other = self.setup_other_company(country_id=self.env.ref("base.pl").id)["company"]
        self.assertFalse(self.model._propose(other, self.today))
        self.assertEqual(self.propose().company_id, self.company)
