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
        return known._action_update_from_provider_error(FAILED[report.state])
