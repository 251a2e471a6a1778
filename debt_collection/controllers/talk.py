from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request


class DebtTalk(http.Controller):
    """The link in a message to colleagues: one page with one button, good for a phone too."""

    @http.route(
        "/debt_collection/talk/<int:case_id>",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        website=True,
    )
    def talk(self, case_id, **post):
        """Show the customer; a POST (a link in a mail must not change anything) holds his case."""
        # a colleague has no access to cases: who may is checked by the method itself
        case_sudo = request.env["debt.case"].sudo().browse(case_id).exists()
        values = {"case": case_sudo, "message": "", "is_held": False}
        try:
            if not case_sudo:
                raise MissingError(request.env._("Nothing is being collected from this customer."))
            case_sudo._check_can_talk_first(request.env.user)
            values.update(case_sudo._talk_page_values())
            if request.httprequest.method == "POST":
                action = case_sudo.sudo(False).action_talk_first()
                values.update(message=action["params"]["message"], is_held=True)
        except (AccessError, MissingError) as error:
            values.update(case=None, message=str(error))
        except UserError as error:
            values.update(message=str(error), is_held=True)
        return request.render("debt_collection.talk_page", values)
