from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .run_common import RunCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestLimitation(RunCommon):
    """Today is 2 March 2026: a sale due in 2023 could be claimed until the end of 2025."""

    def test_consumer_past_it_is_not_written_to(self):
        barred = self.overdue((self.today - date(2023, 11, 6)).days, 900, self.debtor)
        fresh = self.overdue(14, 300, self.debtor)
        self.env["debt.debtor"]._get_or_create(self.company, self.debtor).kind = "consumer"
        self.night()
        self.assertEqual(self.actions(self.debtor, kind="letter").amount, 300)
        item = self.items(barred)
        self.assertEqual(item.reason, "hold_limitation")
        self.assertEqual(item.limitation_date, date(2025, 12, 31))
        self.assertIn("2026", item.why)
        self.assertEqual(self.items(fresh).limitation_date, date(2028, 12, 31))
        # also by the last look before anything is sent
        nets = self.env["debt.run"]._open_net(self.company, self.today, self.debtor)
        self.assertEqual(nets[self.due_line(barred).id].hold_reason[0], "hold_limitation")

    def test_a_business_is(self):
        self.overdue((self.today - date(2023, 11, 6)).days, 900, self.debtor)
        self.night()
        self.assertEqual(self.actions(self.debtor, kind="letter").amount, 900)

    def test_run_and_orm_say_the_same(self):
        invoice = self.overdue(200, 900, self.debtor)
        self.night()
        item = self.items(invoice).sudo()  # written by the run, never by people
        written = item.limitation_date
        self.company.debt_limitation_kind = "business"
        self.assertEqual(item.limitation_date, date(2028, 12, 31))
        self.company.debt_limitation_kind = "sale"
        self.assertEqual(item.limitation_date, written)
        item.limitation_kind = "carriage"
        self.assertEqual(item.limitation_date, date(2026, 8, 15))
        item.debtor_id.next_date = False
        self.night(self.after(1))
        self.assertEqual(item.limitation_date, date(2026, 8, 15), "the night keeps it")

    def test_acknowledged_it_runs_anew(self):
        item = self.watched(self.overdue(700, 50))
        self.assertEqual(item.limitation_date, date(2026, 12, 31))
        item.with_user(self.collector)._restart_limitation(self.today, "Agreement UG/1")
        self.assertEqual(item.limitation_date, date(2028, 12, 31))
        old = self.watched(self.overdue(1100, 50))
        old._restart_limitation(self.today, "Agreement UG/2")
        self.assertEqual(old.limitation_date, date(2025, 12, 31), "nothing revives it")
        wizard = self.env["debt.limitation.wizard"].with_user(self.collector)
        values = {"item_ids": old.ids, "date": self.today, "why": "Agreement UG/2"}
        with self.assertRaises(UserError):
            wizard.create(values).action_confirm()

    def test_near_it_the_collector_is_told_once(self):
        invoice = self.overdue((self.today - date(2025, 3, 10)).days, 500, self.debtor)
        self.night()
        case = self.actions(self.debtor).case_id
        self.assertEqual(case.limitation_date, date(2027, 12, 31))
        self.assertFalse(case.limitation_stage)
        self.items(invoice).sudo()._set_limitation_kind("carriage")
        self.night(self.after(1))
        self.assertEqual(case.limitation_date, date(2026, 3, 11))
        self.assertEqual(case.limitation_stage, "3_last")
        self.assertEqual(case.alerts["limitation"]["level"], "danger")
        self.assertIn(case, case.search([("limitation_stage", "in", ["3_last"])]))
        tasks = case.activity_ids.filtered(lambda t: t.date_deadline == date(2026, 3, 11))
        self.assertEqual(tasks.user_id, self.collector)
        self.night(self.after(2))
        again = case.activity_ids.filtered(lambda t: t.date_deadline == date(2026, 3, 11))
        self.assertEqual(again, tasks)

    def watched(self, invoice):
        items_sudo = self.env["debt.item"].sudo()  # as the run makes them
        return items_sudo._get_or_create(self.due_line(invoice)).sudo(False)
