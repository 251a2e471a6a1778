from odoo import api, fields, models

from ..tools import sms_text


class DebtStepTask(models.Model):
    """How long the SMS of a task gets with real names, numbers and amounts in it."""

    _inherit = "debt.step.task"

    sms_example = fields.Text(
        "For example",
        compute="_compute_sms_example",
        help="The text of the last SMS; where none was sent yet, of the customer who owes most.",
    )
    sms_length = fields.Char("Length", compute="_compute_sms_example")

    @api.depends("kind", "sms_template_id")
    @api.depends_context("company", "lang")
    def _compute_sms_example(self):
        with_text = self.filtered(lambda task: task.kind == "sms" and task.sms_template_id)
        (self - with_text).update({"sms_example": False, "sms_length": False})
        for task in with_text:
            try:
                task.sms_example = task._sms_sample()
            except Exception as error:  # a text of people's own making: anything may be raised
                task.update({"sms_example": str(error), "sms_length": False})
            else:
                task.sms_length = task._sms_length()

    def _sms_sample(self):
        """The text as it would be sent for an action that there is."""
        action = self._sms_sample_action()
        rendered = self.sms_template_id._render_field("body", [action.id], compute_lang=True)
        return self.env.company._debt_sms_letters(rendered[action.id])

    def _sms_sample_action(self):
        """The last SMS of this task, else of the company, else an action in memory only."""
        Action = self.env["debt.action"]
        ours = [("kind", "=", "sms"), ("company_id", "=", self.env.company.id)]
        own = Action.search([*ours, ("task_id", "in", self._origin.ids)], order="id desc", limit=1)
        last = own or Action.search(ours, order="id desc", limit=1)
        return last or self.env["debt.letter.type"].new({})._sample_letter().action_id

    def _sms_length(self):
        count, parts = len(self.sms_example), sms_text.parts(self.sms_example)
        if parts == 1:
            return self.env._("%(count)s characters, 1 part", count=count)
        return self.env._("%(count)s characters, %(parts)s parts", count=count, parts=parts)
