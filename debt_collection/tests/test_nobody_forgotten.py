from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import TODAY
from .common_notice import NoticeCommon


@tagged("post_install", "post_install_l10n", "-at_install")
class TestNobodyIsForgotten(NoticeCommon):
    """Cases in which nothing happens, tasks that nobody does."""

    def silent_case(self):
        case = self.case(self.wolt)
        case.overdue_since = TODAY - timedelta(days=30)
        self.item(self.overdue(40, 900, self.wolt), case)
        return case

    def escalate(self):
        return self.env["debt.case"]._escalate_silent(self.company, self.today)

    def test_a_silent_case_goes_to_the_head_once(self):
        case = self.silent_case()
        action = self.escalate()
        self.assertEqual((action.case_id, action.kind, action.state), (case, "decision", "waiting"))
        self.assertEqual(action.activity_id.user_id, self.manager)
        self.assertIn("14 days", action.why)
        self.assertEqual(action.amount, 900)
        self.assertFalse(self.escalate())
        action._decide(self.manager, "Court")
        self.assertFalse(self.escalate(), "decided today")

    def test_not_while_something_is_ahead(self):
        case = self.silent_case()
        item = case.open_item_ids
        item.write({"next_step_id": self.steps["final"].id, "next_date": self.after(3)})
        self.assertFalse(self.escalate())
        item.write({"next_step_id": False, "next_date": False})
        hold = self.dispute(item.move_line_id.move_id)
        self.assertFalse(self.escalate())
        hold._end()
        task = case.activity_schedule("mail.mail_activity_data_todo", user_id=self.collector.id)
        self.assertFalse(self.escalate())
        task.unlink()
        self.company.debt_silent_days = 0
        self.assertFalse(self.escalate())
        self.company.debt_silent_days = 31
        self.assertFalse(self.escalate())
        self.company.debt_silent_days = 14
        self.assertTrue(self.escalate())

    def test_the_head_is_told_of_late_tasks_once(self):
        case = self.silent_case()
        for days in (-6, -1, 3):
            case.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=self.collector.id,
                summary=f"Task {days}",
                date_deadline=self.after(days),
            )
        for _again in range(2):
            self.env["debt.missed"]._escalate(self.company, self.today)
        [message] = self.told(self.manager)
        self.assertIn("Task -6", message.body)
        self.assertNotIn("Task -1", message.body)

    def test_missed_deadlines_are_listed_for_whom_they_concern(self):
        case = self.silent_case()
        case.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self.collector.id,
            summary="Call",
            date_deadline=self.after(-2),
        )
        waiting = self.plan(self.overdue(14, 100, self.customer("Inny")), "demand")
        waiting.write({"state": "waiting", "acted_on": "2026-02-23 08:00:00"})
        self.env.flush_all()
        missed = self.env["debt.missed"].with_user(self.manager).search([])
        self.assertEqual(
            {(row.kind, row.what, row.days_late) for row in missed},
            {("task", "Call", 2), ("approval", "Demand", 7)},
        )
        other = self._user("other", "debt_collection.group_collector")
        self.assertFalse(self.env["debt.missed"].with_user(other).search([]))
        mine = self.env["debt.missed"].with_user(self.collector).search([("kind", "=", "task")])
        self.assertEqual(mine.action_open()["res_model"], "debt.case")

    def test_workload_counts_cases_tasks_and_promises(self):
        case = self.silent_case()
        case.next_date = self.today
        for days in (-2, 2):
            case.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=self.collector.id,
                date_deadline=self.after(days),
            )
        self.env["debt.promise"].create(
            {
                "company_id": self.company.id,
                "debtor_id": case.debtor_id.id,
                "case_id": case.id,
                "currency_id": self.pln.id,
                "amount": 900,
                "date": self.after(5),
                "date_until": self.after(6),
                "made_on": self.today,
            }
        )
        self.env.flush_all()
        row = self.env["debt.workload"].with_user(self.manager).search([])
        self.assertRecordValues(
            row,
            [
                {
                    "collector_id": self.collector.id,
                    "case_count": 1,
                    "today_count": 1,
                    "task_count": 2,
                    "late_count": 1,
                    "promise_count": 1,
                }
            ],
        )
        self.assertEqual(self.env["debt.case"].search(row.action_open_cases()["domain"]), case)
        with self.assertRaises(AccessError):
            self.env["debt.workload"].with_user(self.collector).search([])
