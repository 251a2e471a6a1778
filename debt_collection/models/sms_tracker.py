from odoo import models

SENT = {"sent": "pending", "delivered": "sent"}
# words of Odoo's delivery reports, see `sms.sms.DELIVERY_ERRORS`
FAILED = {
    "failed": "not_delivered",
    "expired": "expired",
    "rejected": "rejected",
    "stop": "not_allowed",
}


class SmsTracker(models.Model):
    _inherit = "sms.tracker"

    def _debt_take_report(self, report):
        """Note on the SMS what the gateway reports of it; who wants no more gets no more.

        :param report: `tools.smsapi.Report`
        """
        if report.state in SENT:
            return self._action_update_from_sms_state(SENT[report.state])
        if report.state == "stop":
            number = self.mail_notification_id.sms_number
            self.env["phone.blacklist"].add(number)
        known = self.with_context(sms_known_failure_reason=report.text)
        known._action_update_from_provider_error(FAILED[report.state])
        if report.state in ("failed", "rejected"):
            message = self.mail_notification_id.mail_message_id
            actions = self.env["debt.action"].search([("sms_message_id", "in", message.ids)])
            lang = actions.company_id.partner_id.lang
            actions.with_context(lang=lang)._ask_for_number(
                self.mail_notification_id.sms_number, report.text
            )
        return None
