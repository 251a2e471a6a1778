from odoo import models


class DebtAction(models.Model):
    """Kinds activity and decision: a task in somebody's list, its end is the end of the action."""

    _inherit = "debt.action"

    def _run_activity(self, now):
        calls = self.filtered(lambda a: a.task_id.activity_type_id.category == "phonecall")
        unwanted = calls._unwanted("call", self._local_day(now))
        (self - unwanted)._schedule_all(now, "queued", "activity_type_task")

    def _run_decision(self, now):
        for action in self:
            action.approval_role = action._decider()
        self._schedule_all(now, "waiting", "activity_type_decision")

    def _decider(self):
        """Return who decides: the head, unless the step names somebody higher."""
        return "approver" if self.task_id.role == "approver" else "head"

    def _schedule_all(self, now, state, default_type):
        """Put what isn't settled meanwhile into the lists of those who do it; their items move on
        now.
        """
        day = self._local_day(now)
        actions = self - self._reread(day)["empty"]
        users = actions._task_users()
        activities = self.env["mail.activity"]._debt_create(
            [action._prepare_activity_vals(users[action], day, default_type) for action in actions]
        )
        for action, activity in zip(actions, activities, strict=True):
            action.write({"activity_id": activity.id, "user_id": activity.user_id.id})
        actions.write({"state": state, "acted_on": now, "waits_for": False})
        actions._advance_items(day)

    def _task_users(self):
        """Return {action: user}: chosen by hand, else whoever has the role of the task."""
        users = {}
        for role, actions in self.grouped(lambda action: action._task_role()).items():
            users |= actions._role_users(role)
        return {action: action.user_id or users[action] for action in self}

    def _task_role(self):
        if self.kind == "decision":
            return self.approval_role
        return self.task_id.role or "collector"

    def _prepare_activity_vals(self, user, day, default_type):
        """Return the values of the activity of one action; an override may add to the note or move
        the day.
        """
        task = self.task_id
        activity_type = task.activity_type_id or self.env.ref(f"debt_collection.{default_type}")
        return self.env["mail.activity"]._debt_values(
            self.case_id,
            user,
            activity_type,
            task.summary or self.summary or self.step_id.name or activity_type.name,
            self._deadline(day, task.days_to_do) if task else max(day, self.date_planned),
            note=self._activity_note(user),
        )

    def _deadline(self, day, working_days):
        return self.env["debt.calendar"]._add_working_days(self.company_id, day, working_days)

    def _activity_note(self, user):
        """Amount, documents, number and contact: what is needed during the call."""
        action = self.with_context(lang=user.lang or self.env.lang)
        contact = action.debtor_id._collections_contact()
        return (
            self.env["ir.qweb"]
            .with_context(lang=user.lang or self.env.lang)
            ._render(
                "debt_collection.activity_note",
                {
                    "action": action,
                    "contact": contact,
                    "number": action.debtor_id._collections_number(),
                    "amounts": action._amounts_text(),
                    "documents": action._documents_text(5),
                },
            )
        )

    def _schedule(self, type_name, role, day, note=""):
        """Create a task beside the action itself (something is missing, something failed)."""
        user = self._role_users(role)[self]
        activity_type = self.env.ref(f"debt_collection.{type_name}")
        tasks = self.env["mail.activity"]
        values = tasks._debt_values(
            self.case_id or self.partner_id,
            user,
            activity_type,
            activity_type.name,
            self._deadline(day, 2),
            note=note,
        )
        return tasks._debt_create([values])
