from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

SAID = frozenset(
    {"subject", "body", "attachment_ids", "author_id", "email_from", "model", "res_id"}
)


class MailMessage(models.Model):
    """The chatter of a case is for writing: what was sent stands in its history."""

    _inherit = "mail.message"

    @api.model
    def _message_fetch(self, domain, *, thread=None, **kwargs):
        """Letters and SMS of actions aren't repeated in the chatter of their case."""
        if thread and thread._name == "debt.case":
            domain = Domain(True if domain is None else domain) & ~self._debt_sent(thread)
        return super()._message_fetch(domain, thread=thread, **kwargs)

    @api.model
    def _debt_sent(self, case):
        # who reads the case reads its history: only ids of messages are asked for here
        def messages(model, name):
            domain = [("case_id", "=", case.id), (name, "!=", False)]
            return self.env[model].sudo()._search(domain).subselect(name)

        return Domain("id", "in", messages("debt.letter", "message_id")) | Domain(
            "id", "in", messages("debt.action", "sms_message_id")
        )

    # what was sent is evidence

    def write(self, vals):
        if SAID & vals.keys() and not self.env.su:
            self._debt_check_sent()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if not self.env.su:
            self._debt_check_sent()

    def _debt_check_sent(self):
        # sudo: what was sent is evidence whoever looks
        domain = [("message_id", "in", self.ids), ("state", "!=", "draft")]
        if letter := self.env["debt.letter"].sudo().search(domain, limit=1):
            raise UserError(
                self.env._("E-mail %(letter)s was sent: it is evidence.", letter=letter.name)
            )


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _check_can_update_message_content(self, messages):
        messages._debt_check_sent()
        return super()._check_can_update_message_content(messages)
