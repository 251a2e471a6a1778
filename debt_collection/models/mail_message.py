from odoo import api, models
from odoo.fields import Domain


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
