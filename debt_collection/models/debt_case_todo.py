from collections import namedtuple

from odoo import api, fields, models
from odoo.tools.misc import format_date

# kind: reply, failed, activity, waiting, step or nothing; record: what it is about; day: when
Todo = namedtuple("Todo", "kind record day", defaults=("nothing", None, None))
# tasks that are a talk with the customer
TALKS = ("activity_type_call", "activity_type_visit")


class DebtCase(models.Model):
    """What a person does next in a case, and doing it."""

    _inherit = "debt.case"

    todo = fields.Char("What to do", compute="_compute_todo")

    @api.depends("replied_on", "next_date", "activity_ids.date_deadline", "activity_ids.active")
    @api.depends_context("lang")
    def _compute_todo(self):
        todos = self._todos()
        for case in self:
            case.todo = case._todo_text(todos[case])

    def _todos(self):
        """Return {case: Todo}: what waits for a person before what comes by itself."""
        today = {company: company._debt_today() for company in self.company_id}
        stuck, tasks = self._stuck_actions(), self._first_tasks()
        return {
            case: case._todo_of(stuck.get(case), tasks.get(case.id), today[case.company_id])
            if case.state == "open"
            else Todo()
            for case in self
        }

    def _first_tasks(self):
        """Return {case id: activity due first}."""
        # whoever sees the case sees what is to be done in it; rights of each would be read one by
        # one
        tasks_sudo = (
            self.env["mail.activity"]
            .sudo()
            .search_fetch(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                ["res_id", "date_deadline", "summary", "activity_type_id"],
                order="date_deadline desc, id desc",
            )
        )
        return {task.res_id: task for task in tasks_sudo}

    def _stuck_actions(self):
        """Return {case: first action that failed or waits for approval}."""
        actions = self.env["debt.action"].search_fetch(
            [
                ("case_id", "in", self.ids),
                ("state", "in", ("failed", "waiting")),
                ("kind", "!=", "decision"),  # that one is a task in somebody's list
            ],
            ["case_id", "state", "kind"],
            order="state, date_planned desc, id desc",
        )
        return {action.case_id: action for action in actions.sorted("state", reverse=True)}

    def _todo_of(self, stuck, task, today):
        if self.replied_on:
            return Todo("reply", self, self.replied_on.date())
        if stuck and stuck.state == "failed":
            return Todo("failed", stuck, stuck.date_planned)
        if task and task.date_deadline <= today:
            return Todo("activity", task, task.date_deadline)
        if stuck:
            return Todo("waiting", stuck, stuck.date_planned)
        if task and (not self.next_date or task.date_deadline <= self.next_date):
            return Todo("activity", task, task.date_deadline)
        return Todo("step", self, self.next_date)

    def _todo_text(self, todo):
        """Return a Todo in words, its day where it isn't today."""
        if todo.kind == "reply":
            return self.env._("Read the reply of %(date)s", date=format_date(self.env, todo.day))
        if todo.kind == "failed":
            return self.env._("Failed: %(what)s", what=todo.record.what)
        if todo.kind == "waiting":
            return self.env._("Approve: %(what)s", what=todo.record.what)
        if todo.kind == "activity":
            return self._task_text(todo.record)
        return todo.kind == "step" and self.next_text

    def _task_text(self, task):
        what = task.summary or task.activity_type_id.name or self.env._("Task")
        day, today = task.date_deadline, self.company_id._debt_today()
        if day == today:
            return what
        date = format_date(self.env, day)
        if day < today:
            return self.env._("%(what)s (since %(date)s)", what=what, date=date)
        return self.env._("%(what)s on %(date)s", what=what, date=date)

    # doing it ------------------------------------------------------------------------------------

    def action_do_next(self):
        """Open what is to be done next here: read, talk, approve, or do the next step now."""
        self.ensure_one()
        todo = self._todos()[self]
        if todo.kind == "reply":
            return self.action_mark_read()
        if todo.kind == "activity":
            return self._do_task(todo.record)
        if todo.kind == "waiting" and todo.record.letter_id:
            return todo.record.letter_id._get_records_action()
        if todo.kind in ("waiting", "failed"):
            return todo.record._get_records_action()
        return self._do_step()

    def _do_task(self, task):
        action = self.env["debt.action"].search([("activity_id", "=", task.id)], limit=1)
        if action.kind == "decision":
            return action._get_records_action()
        talks = [self.env.ref(f"debt_collection.{name}") for name in TALKS]
        if task.activity_type_id in talks:
            return self.action_log_contact()
        return {
            "type": "ir.actions.act_window",
            "name": task.summary or task.activity_type_id.name,
            "res_model": "mail.activity",
            "res_id": task.id,
            "view_mode": "form",
            "views": [(self.env.ref("mail.mail_activity_view_form_popup").id, "form")],
            "target": "new",
        }

    def _do_step(self):
        """The dialog of the letter of the next step; of any action by hand where it has none."""
        step = self.open_item_ids.sorted(lambda i: (not i.next_date, i.next_date, i.id))[:1]
        letter_type = step.next_step_id.task_ids.letter_type_id[:1]
        return self.action_new_letter(letter_type) if letter_type else self.action_new_contact()

    def action_postpone(self):
        """Open the dialog that puts off what is to be done here."""
        return self.env["debt.postpone"]._open_for(self)
