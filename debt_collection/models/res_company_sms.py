from odoo import fields, models
from odoo.tools import hmac

from ..tools import smsapi
from .debt_smsapi import SmsApiPl

CALLBACK = "debt_collection-smsapi"


class ResCompany(models.Model):
    """How heavy an e-mail may be; by which gateway SMS leave: Odoo's own, or SMSAPI.pl."""

    _inherit = "res.company"

    debt_sms_gateway = fields.Selection(
        [("odoo", "As set up in Odoo"), ("smsapi", "SMSAPI.pl")],
        "SMS gateway",
        default="odoo",
        required=True,
    )
    debt_smsapi_token = fields.Char(
        "SMSAPI token", groups="base.group_system", help="From SMSAPI's panel, API settings."
    )
    debt_smsapi_sender = fields.Char(
        "Name of the sender",
        size=smsapi.SENDER_LENGTH,
        help="Approved by SMSAPI, at most 11 characters. Empty: the sender of your account there.",
    )
    debt_smsapi_test = fields.Boolean(
        "Only check", help="SMSAPI checks each SMS, sends none and charges nothing."
    )

    debt_mail_limit = fields.Integer(
        "Heaviest e-mail (MB)",
        default=10,
        help="Letter and invoices together; above it the invoices go as links. 0: no limit.",
    )

    debt_make_copies = fields.Boolean(
        "Print missing invoices",
        default=True,
        help="Letters by e-mail take the invoices along. Those that nobody printed yet are printed "
        "for it; they don't count as sent.",
    )

    _debt_mail_limit = models.Constraint(
        "CHECK (debt_mail_limit >= 0)", "The size of an e-mail can't be negative."
    )

    def _get_sms_api_class(self):
        self.ensure_one()
        return SmsApiPl if self.debt_sms_gateway == "smsapi" else super()._get_sms_api_class()

    def _debt_sms_api(self):
        """Return this company's gateway, ready to send."""
        found = self._get_sms_api_class()(self.env)
        found._set_company(self)
        return found

    # delivery reports

    def _debt_smsapi_secret(self):
        """Return the part of the call-back's address that only SMSAPI and we know."""
        # sudo: the database's secret; the result is handed to the gateway only
        return hmac(self.env(su=True), CALLBACK, self.id)[:40]

    def _debt_smsapi_callback(self):
        """Return where SMSAPI reports deliveries; "" where it couldn't reach us."""
        base = self.get_base_url()
        if not base.startswith("https://"):
            return ""
        return f"{base}/debt_collection/sms/{self.id}/{self._debt_smsapi_secret()}"

    def _debt_take_sms_reports(self, query):
        """Note what became of this company's SMS.

        :param query: {name: value}, the parameters of SMSAPI's call
        """
        reports = {report.idx: report for report in smsapi.reports(query)}
        # sudo: called by the gateway; only SMS of this company are looked at
        trackers_sudo = self.env["sms.tracker"].sudo().search([("sms_uuid", "in", list(reports))])
        for tracker_sudo in trackers_sudo:
            message = tracker_sudo.mail_notification_id.mail_message_id
            if message.record_company_id == self:
                tracker_sudo._debt_take_report(reports[tracker_sudo.sms_uuid])
