from odoo import models


class SmsSms(models.Model):
    """Each company's SMS leave by its own gateway."""

    _inherit = "sms.sms"

    def _send(self, unlink_failed=False, unlink_sent=True, raise_exception=False):
        """Odoo's queue takes the SMS of all companies together, but only those of one can leave."""
        if self.env.context.get("sms_api"):
            return super()._send(unlink_failed, unlink_sent, raise_exception)
        for company, same in self.grouped(lambda sms: sms._get_sms_company()).items():
            api = company._debt_sms_api()
            same = same.with_context(sms_api=api)
            super(SmsSms, same)._send(unlink_failed, unlink_sent, raise_exception)
        return None

    def _split_by_api(self):
        """SMS sent at once, by a person's click: those of our gateway apart."""
        ours = self.filtered(lambda sms: sms._get_sms_company().debt_sms_gateway == "smsapi")
        for company, same in ours.grouped(lambda sms: sms._get_sms_company()).items():
            yield company._debt_sms_api(), same
        if others := self - ours:
            yield from super(SmsSms, others)._split_by_api()
