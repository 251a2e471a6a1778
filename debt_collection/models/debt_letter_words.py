from odoo import models
from odoo.tools import format_date

# of `mail.notification`, for e-mails
QUEUED, BACK, FAILED = ("ready", "process"), "bounce", ("exception", "canceled")


class DebtLetter(models.Model):
    """How far a letter has got on each of its ways, in a few words for the history."""

    _inherit = "debt.letter"

    def _delivery_words(self):
        """Return the words of each way, in the reader's language; another way adds its own."""
        self.ensure_one()
        return [*self._email_words(), *self._paper_words(), *self._arrival_words()]

    def _email_words(self):
        if not self.message_id:
            return []
        _, status, address = self.env._, self._email_status(), self.email_to
        if status in QUEUED:
            return [_("e-mail to %(address)s in the queue", address=address)]
        if status == BACK:
            return [_("e-mail to %(address)s came back", address=address)]
        if status in FAILED:
            return [_("e-mail to %(address)s wasn't sent", address=address)]
        copies = self.copies_to and [_("copy to %(address)s", address=self.copies_to)]
        return [_("to %(address)s", address=address), *(copies or ())]

    def _paper_words(self):
        _, words = self.env._, []
        if self.to_print:
            words.append(_("to be printed"))
        if self.posted_on:
            words.append(_("posted on %(day)s", day=format_date(self.env, self.posted_on)))
        if self.notice_on and not self.delivered_on:
            words.append(_("first notice on %(day)s", day=format_date(self.env, self.notice_on)))
        return words

    def _arrival_words(self):
        if self.delivered_on:
            return [
                self.env._("delivered on %(day)s", day=format_date(self.env, self.delivered_on))
            ]
        if not self.returned_on:
            return []
        words = [self.env._("returned on %(day)s", day=format_date(self.env, self.returned_on))]
        if self.replaced_by_id:
            words.append(self.env._("sent again as %(letter)s", letter=self.replaced_by_id.name))
        return words


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _sms_delivery_words(self):
        """Return what became of an SMS, in the reader's language."""
        # sudo: whose notification it is doesn't matter, the message stands on a case we may read
        note = self.sms_message_id.sudo().notification_ids[:1]
        if not note:
            return []
        _ = self.env._
        texts = {
            "ready": _("in the queue"),
            "process": _("in the queue"),
            "pending": _("sent"),
            "sent": _("delivered"),
            "bounce": _("refused by the number"),
            "canceled": _("withdrawn"),
        }
        reasons = dict(note._fields["failure_type"]._description_selection(self.env))
        why = note.failure_reason or reasons.get(note.failure_type, "")
        status = texts.get(note.notification_status) or _("not sent: %(why)s", why=why)
        return [f"{status} ({note.sms_number})"]
