from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

PAGE = {"type": "http", "auth": "user", "methods": ["GET", "POST"], "website": True}


class DebtTalk(http.Controller):
    """The link in a message to colleagues: one page with two buttons, good for a phone too."""

    @http.route("/debt_collection/talk/<int:case_id>", **PAGE)
    def talk(self, case_id, **post):
        """The page of a case."""
        # a colleague has no access to cases: who may is checked by the method itself
        return self._page(request.env["debt.case"].sudo().browse(case_id).exists(), **post)

    @http.route("/debt_collection/talk/customer/<int:debtor_id>", **PAGE)
    def talk_customer(self, debtor_id, **post):
        """The page of a customer whose collection is only coming."""
        # as above; of a customer with nothing ahead there is no page
        debtor_sudo = request.env["debt.debtor"].sudo().browse(debtor_id).exists()
        return self._page(debtor_sudo._case_to_come(), **post)

    def _page(self, case_sudo, **post):
        """Show the customer; a POST (a link in a mail must not change anything) holds his case, or
        writes down that he was reached.
        """
        values = {"case": case_sudo, "message": "", "is_held": False, "is_done": False}
        try:
            if not case_sudo:
                raise MissingError(request.env._("Nothing is being collected from this customer."))
            case_sudo._check_can_talk_first(request.env.user)
            values.update(case_sudo._talk_page_values())
            if request.httprequest.method == "POST":
                day = case_sudo.company_id._debt_today()
                case_sudo = case_sudo if case_sudo.id else case_sudo.debtor_id._take_up(day)
                values.update(self._answer(case_sudo.sudo(False), **post))
        except (AccessError, MissingError) as error:
            values.update(case=None, message=str(error))
        except UserError as error:
            values.update(message=str(error), is_held=True)
        return request.render("debt_collection.talk_page", values)

    def _answer(self, case, note="", reached="", **_post):
        """Do what the pressed button says; return what the page shows of it."""
        action = case.action_reached(note) if reached else case.action_talk_first()
        return {"message": action["params"]["message"], "is_held": not reached, "is_done": True}
