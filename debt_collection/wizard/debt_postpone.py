from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.toast import CLOSE, toast

PRESETS = [
    ("tomorrow", "Next working day"),
    ("three", "In 3 working days"),
    ("week", "In a week"),
    ("other", "Another day"),
]


class DebtPostpone(models.TransientModel):
    """Put off what is to be done in cases: tasks move, letters wait by a hold."""

    _name = "debt.postpone"
    _description = "Postpone"

    case_ids = fields.Many2many("debt.case", readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    todo = fields.Char(compute="_compute_todo", string="What")
    preset = fields.Selection(PRESETS, "Until", required=True, default="three")
    date = fields.Date(
        "Day", compute="_compute_date", store=True, readonly=False, required=True, precompute=True
    )
    reason = fields.Char()

    @api.depends("case_ids")
    def _compute_todo(self):
        for wizard in self:
            cases = wizard.case_ids
            wizard.todo = (
                cases.todo if len(cases) == 1 else self.env._("%(count)s cases", count=len(cases))
            )

    @api.depends("preset", "company_id")
    def _compute_date(self):
        calendar = self.env["debt.calendar"]
        for wizard in self:
            today = wizard.company_id._debt_today() if wizard.company_id else False
            if not today:
                continue
            if wizard.preset in ("tomorrow", "three"):
                days = 1 if wizard.preset == "tomorrow" else 3
                wizard.date = calendar._add_working_days(wizard.company_id, today, days)
            elif wizard.preset == "week":
                wizard.date = today + timedelta(days=7)
            else:
                wizard.date = wizard.date or today + timedelta(days=1)

    @api.model
    def _open_for(self, cases):
        """Return the dialog for cases of one company."""
        if len(cases.company_id) != 1:
            raise UserError(self.env._("Choose cases of one company."))
        wizard = self.create(
            {"case_ids": cases.ids, "company_id": cases.company_id.id, "preset": "three"}
        )
        return wizard._get_records_action(name=self.env._("Postpone"), target="new")

    def action_confirm(self):
        self.ensure_one()
        if self.date <= self.company_id._debt_today():
            raise UserError(self.env._("Choose a day after today."))
        return self.case_ids._postpone(self.date, self.reason or "")


class DebtCase(models.Model):
    _inherit = "debt.case"

    def _postpone(self, day, reason):
        """Let nothing happen in these cases before `day`: open tasks move to it, what would be
        sent waits by a hold until the day before.

        :return: a notification that says so
        """
        self.check_access("write")
        tasks = self.activity_ids.filtered(lambda task: task.date_deadline < day)
        # a court doesn't wait
        tasks -= self._deadline_reminders()
        # the task may be a colleague's; who works on the case decides about its day
        tasks.sudo().write({"date_deadline": day})
        held = self.filtered(lambda case: case.next_date and case.next_date < day)
        self.env["debt.hold"].create([case._prepare_postpone_vals(day, reason) for case in held])
        message = self.env._(
            "Postponed: %(count)s. Nothing is sent or asked for before %(date)s.",
            count=len(self),
            date=self.env["ir.qweb.field.date"].value_to_html(day, {}),
        )
        return toast(message, CLOSE)

    def _prepare_postpone_vals(self, day, reason):
        return {
            "company_id": self.company_id.id,
            "debtor_id": self.debtor_id.id,
            "case_id": self.id,
            "kind": "manual",
            "date_from": self.company_id._debt_today(),
            "date_until": day - timedelta(days=1),
            "reason": reason or self.env._("Postponed."),
        }
