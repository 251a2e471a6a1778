from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

LISTED = 50


class MailActivity(models.Model):
    _inherit = "mail.activity"

    debt_escalated_on = fields.Date("Told to the head on", readonly=True)

    def _debt_tell(self, company, head):
        """Send the head one message about these late tasks."""
        tasks = self.with_context(lang=head.lang or self.env.lang)
        company._debt_message(
            head,
            "debt_collection.tasks_late_body",
            tasks.env._("Collection: %(count)s tasks are late", count=len(tasks)),
            {
                "lines": [
                    {
                        "name": task.res_name,
                        "url": f"/odoo/collection-cases/{task.res_id}",
                        "what": task.summary or task.activity_type_id.name,
                        "user": task.user_id.name,
                        "date": format_date(tasks.env, task.date_deadline),
                    }
                    for task in tasks[:LISTED]
                ],
                "more": max(len(tasks) - LISTED, 0),
            },
        )


class DebtMissed(models.Model):
    """Tasks that people let pass: told to the head of receivables, each once."""

    _inherit = "debt.missed"

    @api.model
    def _escalate(self, company, day):
        """Tell the head of tasks that are late by the company's number of working days.

        :param day: the company's date
        """
        days = company.debt_late_task_days
        head = self.env["debt.action"]._head_of(company)
        if not days or not head:
            return
        bound = self.env["debt.calendar"]._add_working_days(company, day, -days)
        # those the head doesn't know of
        late_sudo = self.env["mail.activity"]._debt_of_company(
            company, Domain("date_deadline", "<", bound) & Domain("debt_escalated_on", "=", False)
        )
        if not late_sudo:
            return
        late_sudo._debt_tell(company, head)
        late_sudo.debt_escalated_on = day
