from odoo import fields, models
from odoo.tools import format_date

REMINDER = "debt_collection.activity_type_deadline"


class DebtCase(models.Model):
    """A day set by a court or a bailiff: what isn't done by then can't be done any more."""

    _inherit = "debt.case"

    court_deadline_on = fields.Date("Court deadline", readonly=True, tracking=True)
    court_deadline_what = fields.Char("To be done by then", readonly=True, tracking=True)

    def _set_court_deadline(self, day, what):
        """Keep the deadline of this case: it counts in the order of work, and whoever collects is
        reminded some working days before (a setting of the company).

        :param day: last day on which it can be done
        :param what: what has to be done, in a few words
        """
        self.ensure_one()
        self.check_access("write")
        self.write({"court_deadline_on": day, "court_deadline_what": what})
        self._deadline_reminders().unlink()
        self._remind_of_deadline()
        self._worklist_changed()

    def _end_court_deadline(self):
        """What had to be done is done, or has become pointless: nobody is reminded any more."""
        self._deadline_reminders().unlink()
        self._clear_court_deadline()

    def _clear_court_deadline(self):
        self.write({"court_deadline_on": False, "court_deadline_what": False})
        self._worklist_changed()

    def _earliest_court_deadline(self):
        """Return the values of the deadline among those of these cases that comes first."""
        first = self.filtered("court_deadline_on").sorted("court_deadline_on")[:1]
        return {name: first[name] for name in ("court_deadline_on", "court_deadline_what")}

    def _deadline_reminders(self):
        # the reminder may be a colleague's; whoever works on the case decides about the deadline
        return self.sudo().activity_ids.filtered(
            lambda task: task.activity_type_id == self.env.ref(REMINDER)
        )

    def _remind_of_deadline(self):
        company, tasks = self.company_id, self.env["mail.activity"]
        early = self.env["debt.calendar"]._add_working_days(
            company, self.court_deadline_on, -company.debt_deadline_days
        )
        text = self.env._(
            "%(what)s, at the latest on %(date)s",
            what=self.court_deadline_what,
            date=format_date(self.env, self.court_deadline_on),
        )
        day = max(early, min(company._debt_today(), self.court_deadline_on))
        user = self.collector_id or self.env.user
        values = tasks._debt_values(self, user, self.env.ref(REMINDER), text, day)
        # as with the reminders above
        tasks.sudo()._debt_create([values])

    def action_court_deadline(self):
        """Open the dialog of the deadline that a court or a bailiff has set."""
        return self.env["debt.court.deadline"]._open_for(self)


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """Whoever ticks the reminder of a deadline off has done what was to be done."""
        # somebody may have deleted the type, and all of Odoo's tasks come by here
        kind = self.env.ref(REMINDER, raise_if_not_found=False)
        cases = self.filtered(lambda task: kind and task.activity_type_id == kind)._debt_cases()
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        # whoever does the task needn't be allowed to write the case; a second reminder, of a case
        # joined with this one, is about something else and stays
        cases.sudo()._clear_court_deadline()
        return result
