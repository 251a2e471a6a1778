import logging

import requests

from odoo.addons.sms.tools.sms_api import SmsApiBase

from ..tools import smsapi

_logger = logging.getLogger(__name__)

TIMEOUT = 15  # seconds, to connect and to answer
HOSTS = {"debt_collection.smsapi_url": smsapi.HOST, "debt_collection.smsapi_backup": smsapi.BACKUP}


class SmsApiPl(SmsApiBase):
    """SMSAPI.pl behind Odoo's own seam for gateways; the protocol is in `tools/smsapi.py`.

    Each SMS bears its own id, which the gateway never takes twice: what was accepted though no
    answer came is asked again, at the second address, without the debtor getting it twice.
    """

    PROVIDER_TO_SMS_FAILURE_TYPE = SmsApiBase.PROVIDER_TO_SMS_FAILURE_TYPE | {
        "wrong_number": "sms_number_format",
        "credit": "sms_credit",
        "account": "sms_acc",
        "sender": "sms_acc",
        "server": "sms_server",
        "duplicate": "sms_duplicate",
    }

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        """See `sms/tools/sms_api.py`: messages in, one result for each number out."""
        with requests.Session() as session:
            # sudo: the token is a secret of the administrator, whoever has the SMS sent
            token = self.company.sudo().debt_smsapi_token or ""
            session.headers["Authorization"] = f"Bearer {token}"
            return [
                self._result(session, row["number"], message["content"] or "", row["uuid"])
                for message in messages
                for row in message["numbers"]
            ]

    def _result(self, session, number, text, uuid):
        if not number:
            return {"uuid": uuid, "state": "sms_number_missing"}
        company = self.company
        form = smsapi.form(
            number,
            text,
            uuid,
            sender=company.debt_smsapi_sender or "",
            callback=company._debt_smsapi_callback(),
            is_test=company.debt_smsapi_test,
        )
        answer = self._ask(session, form)
        if answer.state == "accepted":
            return {"uuid": uuid, "state": "success"}
        return {"uuid": uuid, "state": answer.state, "failure_reason": f"SMSAPI {answer.text}"}

    def _ask(self, session, form):
        """Ask the first address, and the second one when it doesn't answer or is in trouble."""
        answer = smsapi.Answer("server", "no answer")
        for parameter, default in HOSTS.items():
            # sudo: addresses of the gateway are settings of the administrator
            url = self.env["ir.config_parameter"].sudo().get_param(parameter) or default
            try:
                response = session.post(url, data=form, timeout=TIMEOUT)
            except requests.RequestException as error:
                _logger.info("SMSAPI: %s gave no answer: %s", url, type(error).__name__)
                continue
            answer = smsapi.answer(response.status_code, response.content)
            if answer.state != "server":
                break
        return answer
