from odoo import api, fields, models

from ..tools.auto_reply import is_automatic


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Out-of-office mails and receipts stand on the case, but nobody has answered."""
        to_cases = any(route[0] == "debt.case" for route in routes)
        if to_cases and is_automatic(message.items(), message_dict.get("subject")):
            message_dict["message_type"] = "out_of_office"
        return super()._message_route_process(message, message_dict, routes)


class DebtCase(models.Model):
    """A debtor who answers isn't written to again before somebody has read what he says."""

    _inherit = "debt.case"

    def _message_post_after_hook(self, message, msg_values):
        if self._is_reply(message):
            self._flag_reply()
        return super()._message_post_after_hook(message, msg_values)

    def _is_reply(self, message):
        """Tell whether `message` came from outside: an e-mail, or a comment on the portal."""
        if message.message_type == "email":
            return not message.author_id.user_ids.filtered(lambda user: not user.share)
        author = message.author_id
        return (
            message.message_type == "comment"
            and author
            and author.partner_share
            and (self.env.user.share or self.env.user._is_public())
        )

    def _flag_reply(self):
        """Mark the reply and hold the case until it is read."""
        # comes in through the mail gateway or the portal, whose users have no rights here
        cases_sudo = self.sudo()
        cases_sudo.filtered(lambda case: not case.replied_on).replied_on = fields.Datetime.now()
        for case_sudo in cases_sudo:
            if case_sudo.hold_ids.filtered(lambda h: h.kind == "reply" and not h.ended_on):
                continue
            self.env["debt.hold"].sudo().create(
                {
                    "company_id": case_sudo.company_id.id,
                    "debtor_id": case_sudo.debtor_id.id,
                    "case_id": case_sudo.id,
                    "kind": "reply",
                    "date_from": case_sudo.company_id._debt_today(),
                    "user_id": False,
                }
            )

    def action_mark_read(self):
        """Somebody has read the reply: the next run goes on with the case."""
        self.check_access("write")
        self.hold_ids.filtered(lambda h: h.kind == "reply" and not h.ended_on)._end(
            self.env._("Read.")
        )
        self.replied_on = False
