from odoo import http
from odoo.addons.account_payment.controllers.portal import PortalAccount
from odoo.http import content_disposition, request

from ..report.table_sheet import XLSX
from .visit import account_route, guarded, own_debtors


class DebtAccount(PortalAccount):
    """The customer's account: all that is open, documents, and the ways to answer."""

    # by log-in

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "debt_account_count" in counters:
            values["debt_account_count"] = len(own_debtors())
        return values

    @http.route("/my/collections", type="http", auth="user", website=True, methods=["GET"])
    def debt_accounts(self, **_params):
        """The account of the visitor; where several companies keep one, their list."""
        debtors = own_debtors()
        if len(debtors) == 1:
            return request.redirect(f"/my/collections/{debtors.id}")
        return guarded(request.render("debt_collection.account_list", {"debtors": debtors}))

    # the page

    @account_route()
    def debt_account(self, visit, paid=None, **_params):
        """Show the account; `paid`: the visitor comes from an online payment."""
        if visit.link:
            visit.link._note_opened()
        done = request.session.pop("debt_account_done", None)
        if paid and not done:
            done = request.env._(
                "Thank you. As soon as your payment is confirmed, it is taken off the balance."
            )
        return self._debt_page(visit, done=done)

    def _debt_page(self, visit, done=None, **values):
        """Show all that is open, and what waits for the customer.

        :param done: what became of his answer, :param values: error
        """
        debtor, day = visit.debtor, visit.day
        values |= self._debt_values(visit)
        values |= {
            "done": done,
            "customer": debtor.partner_id,
            "balances": debtor._account_balances(values["paper"], day),
            "plans": debtor._account_plans(),
            "confirmations": debtor._account_confirmations(),
            "is_silent": debtor._account_is_silent(),
            "next_day": values["paper"]._day_text(debtor._account_next_day(day)),
        }
        return request.render("debt_collection.account_page", values)

    def _debt_values(self, visit):
        """What every page of an account shows."""
        return {
            "base": visit.base,
            "paper": visit.debtor._account_paper(visit.day),
            "company": visit.company,
            "res_company": visit.company,
            "no_breadcrumbs": True,
        }

    # documents

    @account_route("/statement.pdf")
    def debt_statement_pdf(self, visit, **_params):
        return self._debt_file(visit, "application/pdf", "pdf", visit.debtor._account_pdf)

    @account_route("/statement.xlsx")
    def debt_statement_xlsx(self, visit, **_params):
        return self._debt_file(visit, XLSX, "xlsx", visit.debtor._account_xlsx)

    @account_route("/document/<int:line_id>")
    def debt_document(self, visit, line_id, **_params):
        """The PDF of one document of this account."""
        move = visit.debtor._account_document(line_id)
        if not move:
            return request.render("debt_collection.account_closed", status=404)
        name = move.name.replace("/", "_")
        return self._debt_file(
            visit,
            "application/pdf",
            "pdf",
            lambda _day: move._get_invoice_legal_documents("pdf", allow_fallback=True)["content"],
            name,
        )

    @account_route("/agreement/<int:plan_id>.pdf")
    def debt_agreement_pdf(self, visit, plan_id, **_params):
        plan = visit.debtor._account_plans().filtered(lambda one: one.id == plan_id)
        if not plan:
            return request.render("debt_collection.account_closed", status=404)

        def make(_day):
            plan.action_open_pdf()
            return plan.attachment_id.raw

        name = plan.name.replace("/", "_")
        return self._debt_file(visit, "application/pdf", "pdf", make, name)

    def _debt_file(self, visit, mimetype, ending, make, name=None):
        """Answer with a file that `make(day)` writes; not more often than the company allows."""
        if visit.debtor._account_is_busy():
            return request.render("debt_collection.account_busy", status=429)
        content = make(visit.day)
        if not name:
            name = request.env._("statement %(day)s", day=visit.day)
        visit.debtor._account_note(visit.link, visit.partner, "download", f"{name}.{ending}")
        headers = [
            ("Content-Type", mimetype),
            ("Content-Disposition", content_disposition(f"{name}.{ending}")),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(content, headers)
