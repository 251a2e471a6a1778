import hmac

from odoo import http
from odoo.http import request


class SmsReports(http.Controller):
    @http.route(
        "/debt_collection/sms/<int:company_id>/<string:secret>",
        type="http",
        auth="public",
        csrf=False,
        save_session=False,
        methods=["GET", "POST"],
    )
    def reports(self, company_id, secret, **query):
        """SMSAPI tells what became of SMS; it repeats its call until it reads "OK"."""
        # sudo: the gateway has no user here, the secret says who it is
        company = request.env["res.company"].sudo().browse(company_id).exists()
        if not company or not hmac.compare_digest(company._debt_smsapi_secret(), secret):
            raise request.not_found()
        company._debt_take_sms_reports(query)
        return request.make_response("OK", [("Content-Type", "text/plain")])
