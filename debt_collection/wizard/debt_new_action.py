from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import sms_text


class DebtNewAction(models.TransientModel):
    """Something a collector does by himself on a case: a call, a visit, a task; planned or done
    already; or an SMS that leaves in the contact hours. Letters have a dialog of their own.
    """

    _name = "debt.new.action"
    _description = "New Action"

    case_id = fields.Many2one("debt.case", required=True)
    company_id = fields.Many2one(related="case_id.company_id")
    what = fields.Selection(
        [("call", "Call"), ("visit", "Visit or meeting"), ("sms", "SMS"), ("task", "Task")],
        required=True,
        default="call",
    )
    is_done = fields.Boolean("Already done")
    summary = fields.Char("What is to be done")
    outcome = fields.Text("Result")
    date = fields.Date("On", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one("res.users", "Who", default=lambda self: self.env.user)
    sms_template_id = fields.Many2one(
        "sms.template", "Template", domain="[('model', '=', 'debt.action')]"
    )
    sms_text = fields.Text("Text", compute="_compute_sms_text", store=True, readonly=False)
    sms_length = fields.Char("Length", compute="_compute_sms_length")
    warning = fields.Char(compute="_compute_warning")
    limit_reason = fields.Char("Reason nevertheless")

    @api.depends("what", "sms_template_id", "date")
    def _compute_sms_text(self):
        for new in self:
            if new.what == "sms" and new.sms_template_id and new.date:
                new.sms_text = new._template_text()

    def _template_text(self):
        """Return what the template says with the figures of the case."""
        draft = self._case_sudo()._sms_draft(self.date)
        return draft._sms_preview(self.sms_template_id.sudo())

    def _case_sudo(self):
        """People don't create actions directly: what they may is checked on the case."""
        self.case_id.check_access("write")
        return self.case_id.sudo()

    @api.depends("sms_text", "company_id")
    @api.depends_context("lang")
    def _compute_sms_length(self):
        for new in self:
            text = new.company_id._debt_sms_letters(new.sms_text or "")
            new.sms_length = text and self.env._(
                "%(length)s characters, SMS parts: %(parts)s",
                length=len(text),
                parts=sms_text.parts(text),
            )

    @api.depends("what", "date", "case_id")
    @api.depends_context("lang")
    def _compute_warning(self):
        """Why one SMS more isn't as agreed."""
        for new in self:
            is_text = new.what == "sms" and new.date
            wait = is_text and new._case_sudo().debtor_id._sms_wait(new.date)
            new.warning = wait and self.env["debt.reason"]._text(wait.reason, wait.data)

    def action_confirm(self):
        values = {"summary": self.summary, "user_id": self.user_id.id}
        if self.what == "sms":
            values = self._prepare_sms_vals()
        is_done = self.is_done and self.what != "sms"
        self._case_sudo()._add_action(
            self.what,
            self.date,
            self.env.user,
            done=is_done and (self.outcome or ""),
            values=values,
        )
        return {"type": "ir.actions.act_window_close"}

    def _prepare_sms_vals(self):
        """Text and reason of the SMS. A template that wasn't edited is written anew when it leaves,
        with the amount of that moment.

        :raises UserError: no text, no number, he asked for no SMS, limits without a reason
        """
        text = (self.sms_text or "").strip()
        if not text:
            raise UserError(self.env._("Write the text of the SMS."))
        self._case_sudo()._check_sms()
        if self.warning and not (self.limit_reason or "").strip():
            raise UserError(self.env._("Give the reason: %(warning)s.", warning=self.warning))
        is_edited = not self.sms_template_id or text != self._template_text()
        return {
            "sms_template_id": self.sms_template_id.id,
            "sms_text": is_edited and text,
            "limit_reason": self.warning and self.limit_reason,
        }
