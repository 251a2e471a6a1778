"""Who looks at whose account: by a link or by log-in, and the routes both have in common."""

from typing import Any, NamedTuple

from odoo import SUPERUSER_ID, http
from odoo.http import request

FORM_FILES = 5


class Visit(NamedTuple):
    debtor: Any  # `debt.debtor`, in superuser mode: it was checked that it is the visitor's
    link: Any  # `debt.portal.link`, empty when logged in
    partner: Any  # `res.partner` who looks
    base: str  # path of the account

    @property
    def company(self):
        return self.debtor.company_id

    @property
    def day(self):
        return self.company._debt_today()


def account_route(suffix="", methods=("GET",), **routing):
    """Decorate a method(self, visit, **params) that shows a part of an account.

    The page can be reached by link and by log-in; who may not see it gets the same answer as for
    what doesn't exist.
    """

    def decorate(method):
        def handle(self, token=None, debtor_id=None, **params):
            visit = find_visit(token, debtor_id)
            if visit:
                return guarded(method(self, visit, **params))
            if debtor_id and request.env.user._is_public():
                return request.redirect(f"/web/login?redirect=/my/collections/{debtor_id}")
            return guarded(request.render("debt_collection.account_closed", status=404))

        handle.__name__, handle.__doc__ = method.__name__, method.__doc__
        paths = (f"/collections/<string:token>{suffix}", f"/my/collections/<int:debtor_id>{suffix}")
        values = {"type": "http", "auth": "public", "website": True, "sitemap": False, **routing}
        return http.route(list(paths), methods=list(methods), **values)(handle)

    return decorate


def find_visit(token, debtor_id):
    """Return the Visit that the link or the log-in allows, or None."""
    if token:
        link_sudo = request.env["debt.portal.link"]._find(token)
        debtor = link_sudo.debtor_id
        partner = link_sudo.letter_id.contact_id or (debtor and debtor._collections_contact())
        base = f"/collections/{token}"
    else:
        link_sudo = request.env["debt.portal.link"].sudo()
        partner = request.env.user.partner_id
        debtor = own_debtors().filtered(lambda one: one.id == debtor_id)
        base = f"/my/collections/{debtor_id}"
    if not debtor:
        return None
    # what visitors do is written by the system, whose words are in the visitor's language
    company = debtor.company_id
    context = {"lang": request.env.lang, "allowed_company_ids": company.ids}
    debtor = debtor.with_user(SUPERUSER_ID).with_context(**context)
    return Visit(debtor, link_sudo, partner.with_env(debtor.env), base)


def own_debtors():
    """Return the debtors of the company whose person is logged in, in superuser mode."""
    user = request.env.user
    Debtor = request.env["debt.debtor"].sudo()  # the portal has no rights on the models
    if user._is_public():
        return Debtor
    partner = user.partner_id.commercial_partner_id
    return Debtor.search([("partner_id", "=", partner.id), ("company_id.debt_portal", "=", True)])


def guarded(response):
    """The address is a key: it isn't told to others, kept or found by search engines."""
    if hasattr(response, "headers"):
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store"
    return response
