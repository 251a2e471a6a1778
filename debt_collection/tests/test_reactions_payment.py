from odoo.addons.debt_collection.tests.reaction_common import InvoiceReactionCommon


class TestPaymentReactions(InvoiceReactionCommon):
    """A payment, and its undoing, on the same day."""

    def un_pay(self):
        self.due_line(self.invoice).remove_move_reconcile()

    def test_full_payment_closes_item_and_case(self):
        self.pay(self.invoice)
        self.refresh()
        self.assertRecordValues(
            self.item,
            [{"closed_on": self.today, "next_date": False, "reason": "paid", "round": 1}],
        )
        self.assertRecordValues(self.case, [{"state": "closed", "closed_on": self.today}])
        self.assertRecordValues(self.case, [{"overdue": 0.0, "total": 0.0, "days_late": 0}])

    def test_part_payment_keeps_both(self):
        self.pay(self.invoice, 400.0)
        self.refresh()
        self.assertFalse(self.item.closed_on)
        self.assertRecordValues(
            self.case,
            [{"state": "open", "overdue": 600.0, "total": 600.0, "days_late": 20}],
        )
        self.assertEqual(self.case.overdue_since, self.after(-19))

    def test_credit_note_that_covers_it_all_once_reconciled(self):
        refund = self.credit_note(1000.0)
        (self.due_line(self.invoice) + self.due_line(refund)).reconcile()
        self.refresh()
        self.assertEqual(self.item.closed_on, self.today)

    def test_reset_to_draft_closes_and_posting_reopens(self):
        self.invoice.button_draft()
        self.refresh()
        self.assertEqual(self.item.closed_on, self.today)
        self.invoice.action_post()
        self.refresh()
        self.assertFalse(self.item.closed_on)

    def test_undone_within_30_days_goes_on_where_it_stood(self):
        self.pay(self.invoice)
        self.refresh()
        (self.item | self.env["debt.item"]).closed_on = self.after(-30)
        self.case.closed_on = self.after(-30)
        self.un_pay()
        self.refresh()
        self.assertRecordValues(
            self.item,
            [
                {
                    "closed_on": False,
                    "round": 1,
                    "step_id": self.steps["monit"].id,
                    "case_id": self.case.id,
                }
            ],
        )
        # the undone payment is a credit now: net nothing is overdue, the item is all the same
        self.assertRecordValues(self.case, [{"state": "open", "overdue": 0.0, "days_late": 20}])

    def test_undone_after_30_days_starts_a_new_round(self):
        self.pay(self.invoice)
        self.refresh()
        self.item.closed_on = self.after(-31)
        self.case.closed_on = self.after(-31)
        self.un_pay()
        self.refresh()
        self.assertRecordValues(
            self.item,
            [{"closed_on": False, "round": 2, "step_id": False, "case_id": False}],
        )
        self.assertEqual(self.case.state, "closed")

    def test_undone_while_another_case_is_open_joins_it(self):
        self.pay(self.invoice)
        self.refresh()
        other = self._case(self.debtor)
        self.owed_item(self.overdue(5, 70.0), case=other)
        self.un_pay()
        self.refresh()
        self.assertEqual(self.item.case_id, other)
        self.assertEqual((self.case.state, other.state), ("closed", "open"))

    def test_refreshing_twice_changes_nothing(self):
        self.pay(self.invoice)
        self.refresh()
        before = self.item.read() + self.case.read()
        self.debtor._refresh(self.today)
        self.assertEqual(self.item.read() + self.case.read(), before)
