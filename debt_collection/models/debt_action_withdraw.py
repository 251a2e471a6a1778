from odoo import models

# failed ones count: they are tried again
OUTGOING = ("planned", "waiting", "queued", "failed")


class DebtAction(models.Model):
    """Taking back what hasn't left the house yet."""

    _inherit = "debt.action"

    def _withdraw(self, code, data=None):
        """Cancel these actions; of done ones stop the e-mail or SMS that still waits in its queue.

        :param code: reason code of `debt.reason`, `data` its facts
        """
        outgoing = self.filtered(lambda action: action.state in OUTGOING)
        outgoing._cancel(code, data)
        # what was e-mailed while its paper still waited isn't cancelled by that, but done
        done = self - outgoing.filtered(lambda action: action.state != "done")
        if mails_sudo := done._waiting_mails():
            mails_sudo.cancel()
        if texts_sudo := done._waiting_texts():
            texts_sudo.action_set_canceled()

    def _waiting_mails(self):
        """Return the e-mails of these actions' letters that no server has taken yet (sudo)."""
        # mail.mail can be read by administrators only; a hold has to stop them all the same
        letters = self.sudo().letter_id
        mails = letters.message_id.mail_ids | letters.fax_mail_id
        return mails.filtered(lambda mail: mail.state == "outgoing")

    def _waiting_texts(self):
        """Return the SMS of these actions that the gateway hasn't got yet (sudo)."""
        # as with mails: the queue belongs to administrators
        return (
            self.env["sms.sms"]
            .sudo()
            .search(
                [
                    ("mail_message_id", "in", self.sms_message_id.ids),
                    ("state", "=", "outgoing"),
                ]
            )
        )

    def _demanded_items(self):
        return self.line_ids.filtered(
            lambda line: line.role == "demanded" and not line.is_void
        ).item_id
