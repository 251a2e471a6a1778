from odoo import api, fields, models

from .debt_step_text import TASK_TEXT_FIELDS


class DebtStepTask(models.Model):
    """A task in words, as part of the sentence of its step."""

    _inherit = "debt.step.task"

    phrase = fields.Text("What is done", compute="_compute_phrase")

    @api.depends(*TASK_TEXT_FIELDS, "sale_level", "by_decision")
    @api.depends_context("lang")
    def _compute_phrase(self):
        for task in self:
            phrase = task._phrase()
            task.phrase = phrase[:1].upper() + phrase[1:]

    def _phrase(self):
        """What this task does, in the reader's language: `_phrase_<kind>`, for kinds without one
        the summary.
        """
        phrase = getattr(self, f"_phrase_{self.kind}", self._phrase_other)()
        if self.net_min:
            amount = self.step_id._money(self.net_min)
            phrase = self.env._("%(what)s, from %(amount)s", amount=amount, what=phrase)
        if self.is_fallback:
            phrase = self.env._("where the letter can't go: %s", phrase)
        return phrase

    def _phrase_letter(self):
        _ = self.env._
        parts = [
            " ".join(filter(None, [self.letter_type_id.name or _("Letter"), self._channels_text()]))
        ]
        days = self._deadline_days()
        if days and self.letter_type_id.deadline_from == "delivered":
            parts.append(_("%s days to pay from delivery", days))
        elif days:
            parts.append(_("%s days to pay", days))
        if self.letter_type_id.show_interest:
            both = self.letter_type_id.show_compensation
            parts.append(_("with interest and compensation") if both else _("with interest"))
        if self.with_statement:
            parts.append(_("with statement of account"))
        if self.sender_role == "salesperson":
            parts.append(_("in the account manager's name"))
        return ", ".join(parts)

    def _channels_text(self):
        """ "by e-mail (without e-mail by post)", "by e-mail and by registered post"."""
        _ = self.env._
        ways = {
            "email": _("by e-mail"),
            "post": _("by post"),
            "registered": _("by registered post"),
        }
        without = {"email": _("without e-mail"), "post": _("without address")}
        channels = self.channel_ids.sorted("sequence")
        texts = [ways.get(channel.code) or channel.name for channel in channels]
        if self.channel_mode == "all" or len(texts) < 2:
            return (" " + _("and") + " ").join(texts)
        lacking = without.get(channels[0].code) or _("else")
        return f"{texts[0]} ({lacking} {', '.join(texts[1:])})"

    def _phrase_sms(self):
        return self.env._("SMS")

    def _phrase_sale_hold(self):
        levels = dict(self._fields["sale_level"]._description_selection(self.env))
        level = levels.get(self.sale_level, "")
        return self.env._("%(level)s by decision", level=level) if self.by_decision else level

    def _phrase_other(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.summary or kinds.get(self.kind, "")

    def _phrase_activity(self):
        _ = self.env._
        what = self.summary or self.activity_type_id.name or self._phrase_other()
        days = ""
        if self.days_to_do:
            one = self.days_to_do == 1
            days = _("1 working day") if one else _("%s working days", self.days_to_do)
        return self._with_role(what, days if self.role == "collector" else self._role_text(), days)

    def _phrase_decision(self):
        return self._with_role(self._phrase_other(), self._role_text())

    def _phrase_notice(self):
        _ = self.env._
        told = {
            "collector": _("the collector is told"),
            "salesperson": _("the salesperson is told"),
            "head": _("the head of receivables is told"),
            "approver": _("the board or CFO is told"),
        }
        phrase = told[self.role]
        days = self.step_id.strategy_id.talk_first_days
        if self.talk_first and days:
            talk = _("may talk to the customer first for %s working days", days)
            phrase = f"{phrase}, {talk}"
        return phrase

    def _role_text(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        return roles.get(self.role, "")

    def _with_role(self, what, *details):
        unique = ", ".join(dict.fromkeys(filter(None, details)))
        return f"{what} ({unique})" if unique else what
