from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.rendering_tools import parse_inline_template, render_inline_template

from ..tools.gathering import capped
from .debt_debtor_contact import PAUSE_DAYS
from .debt_reason import REASONS, TITLES, _lt

REASONS["sms_stale"] = _lt("The amount changed after this SMS was written: write it again")
TITLES["sms_stale"] = _lt("SMS out of date")


class DebtAction(models.Model):
    """An SMS that a person writes himself: it goes the way of all SMS, with a text of its own."""

    _inherit = "debt.action"

    sms_template_id = fields.Many2one(
        "sms.template",
        "SMS text",
        ondelete="set null",
        help="Chosen by a person; else the text is that of the step.",
    )
    sms_text = fields.Text("SMS in own words", help="Sent as it is, instead of a template.")

    def _reread(self, day):
        """Own words may name the old amount: such an SMS doesn't leave, it is written again."""
        changes = super()._reread(day)
        stale = (changes["less"] | changes["more"]).filtered("sms_text")
        if stale:
            changes |= {key: actions - stale for key, actions in changes.items()}
            changes["empty"] |= stale
            stale._cancel("sms_stale")
        for action in stale:
            note = action._reason_text("sms_stale", {})
            action._schedule("activity_type_task", "collector", day, note=note)
        return changes

    def _sms_preview(self, template):
        """Return the text that `template` gives for this action, which needn't be stored yet."""
        lang = self.text_lang
        action, template = self.with_context(lang=lang), template.with_context(lang=lang)
        names = {**template._render_eval_context(), "object": action}
        text = render_inline_template(parse_inline_template(template.body or ""), names)
        return self.company_id._debt_sms_letters(text)


class DebtCase(models.Model):
    _inherit = "debt.case"

    def _sms_draft(self, day):
        """Return an unstored SMS of this case with what is overdue on `day`: its words are read
        for a preview.
        """
        lines = [Command.create(line) for line in self._prepare_overdue_lines(day)]
        values = {**self._prepare_action_vals(day), "kind": "sms", "line_ids": lines}
        return self.env["debt.action"].new(values)

    def _check_sms(self):
        """:raises UserError: no number that may be written to, or the customer asked for no SMS."""
        if code := self.debtor_id._sms_fault():
            raise UserError(self.env["debt.reason"]._text(code, {}))


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _sms_fault(self):
        """Return the reason code of what keeps an SMS from this customer, or False."""
        number = self._collections_number()
        return (
            (self._refuses("sms") and "no_sms")
            or (not number and "no_number")
            or (bool(self.env["debt.action"]._blocked_numbers([number])) and "sms_blocked")
        )

    def _sms_wait(self, day):
        """Return the Wait when he got SMS enough within the pause of his strategy, or None."""
        company, calendar = self.company_id, self.env["debt.calendar"]
        days = [
            calendar._local(company, moment).date() if moment else day
            for moment in self._sms_moments()
        ]
        pause = self._open_case().strategy_id.pause_days or PAUSE_DAYS
        return capped(days, company.debt_sms_cap, pause, day, "pause_sms")

    def _sms_moments(self):
        """Return when (UTC) SMS that count left, False for one that is to leave. One that goes
        with a letter isn't counted, as at night.
        """
        domain = [
            *self._voiced_domain(),
            ("kind", "=", "sms"),
            ("state", "not in", ("cancelled", "failed")),
            ("phase", "!=", "0_monitoring"),
        ]
        texts = self.env["debt.action"].sudo().search(domain)
        return (texts - texts._with_letter()).mapped(lambda action: action.done_on)

    def _voiced_domain(self):
        """What the companies that speak with one voice have of this customer."""
        voices = self.company_id._debt_voices()
        return [("partner_id", "=", self.partner_id.id), ("company_id", "in", voices.ids)]
