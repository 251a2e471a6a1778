from odoo import http
from odoo.http import request


class DebtCall(http.Controller):
    @http.route("/debt_collection/call", type="http", auth="user", methods=["GET"])
    def call(self, number="", **_params):
        """Open the customer who calls and the dialog for what is said: a telephone exchange opens
        this address in the browser of the person whose telephone rings.

        :param number: the caller's number, in any usual form
        """
        return request.redirect(request.env["debt.case"]._call_url(number))
