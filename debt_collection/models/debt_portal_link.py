import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class DebtPortalLink(models.Model):
    """A link that opens one customer's account without a log-in: it expires, can be revoked.

    Each letter has its own, so that it is known which letter was looked at.
    """

    _name = "debt.portal.link"
    _description = "Link to the Customer's Account"
    _order = "id desc"
    _rec_name = "letter_id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    debtor_id = fields.Many2one(
        "debt.debtor", "Customer", required=True, index=True, ondelete="cascade"
    )
    letter_id = fields.Many2one("debt.letter", index="btree_not_null", ondelete="cascade")
    token = fields.Char(required=True, default=lambda self: secrets.token_urlsafe(32), copy=False)
    date_until = fields.Date("Valid until", required=True)
    revoked_on = fields.Datetime("Revoked on", readonly=True)
    revoked_by_id = fields.Many2one("res.users", "Revoked by", readonly=True)
    opened_on = fields.Datetime("First opened", readonly=True)
    seen_on = fields.Datetime("Last opened", readonly=True)
    is_live = fields.Boolean("Works", compute="_compute_is_live")
    url = fields.Char("Address", compute="_compute_url")

    _token_unique = models.UniqueIndex("(token)", "Each link has a token of its own.")

    @api.depends("date_until", "revoked_on", "letter_id.state")
    def _compute_is_live(self):
        today = {company: company._debt_today() for company in self.company_id}
        for link in self:
            link.is_live = (
                not link.revoked_on
                and link.letter_id.state != "void"
                and link.date_until >= today[link.company_id]
            )

    @api.depends("token", "letter_id.lang")
    def _compute_url(self):
        """The address begins with the language of the letter: the page is in the same."""
        spoken = {company: self._page_languages(company) for company in self.company_id}
        for link in self:
            lang = link.letter_id.lang or link.debtor_id._collections_contact().lang
            # False for languages that aren't in use
            code = (
                lang in spoken[link.company_id]
                and self.env["res.lang"]._get_data(code=lang).url_code
            )
            page = f"{code}/collections" if code else "collections"
            link.url = f"{link.company_id.get_base_url()}/{page}/{link.token}"

    @api.model
    def _page_languages(self, company):
        """Return the codes of the languages in which a company's pages can be shown: with Odoo's
        website, which isn't needed, only those it is set up for; in others nothing is found.
        """
        if "website" not in self.env:
            return dict(self.env["res.lang"].get_installed())
        websites_sudo = self.env["website"].sudo()  # an address is no secret
        own = websites_sudo.search([("company_id", "=", company.id)], limit=1)
        return (own or websites_sudo.search([], limit=1)).language_ids.mapped("code")

    @api.model
    def _find(self, token):
        """Return the link with this token if it works today, else none."""
        if not token or not isinstance(token, str) or "\0" in token:
            return self  # the last can't even be asked for
        # visitors have no rights: the token is what they are asked for
        link_sudo = self.sudo().search([("token", "=", token)], limit=1)
        return link_sudo.filtered(lambda link: link.is_live and link.company_id.debt_portal)

    @api.model
    def _create_for(self, pairs):
        """Create a link for each of `pairs`: (`debt.debtor`, `debt.letter` or none)."""
        until = {
            company: company._debt_today() + timedelta(days=company.debt_portal_link_days)
            for company in {debtor.company_id for debtor, _letter in pairs}
        }
        # links are made by letters and by the add-on only, nobody writes them
        return self.sudo().create(
            [
                {
                    "company_id": debtor.company_id.id,
                    "debtor_id": debtor.id,
                    "letter_id": letter and letter.id,
                    "date_until": until[debtor.company_id],
                }
                for debtor, letter in pairs
            ]
        )

    @api.model
    def _live_domain(self, day):
        return Domain("revoked_on", "=", False) & Domain("date_until", ">=", day)

    def _note_opened(self):
        """Remember when the customer looked, at most once an hour: it is no log of clicks."""
        self.ensure_one()
        now = fields.Datetime.now()
        if not self.seen_on or self.seen_on < now - timedelta(hours=1):
            self.write({"seen_on": now, "opened_on": self.opened_on or now})

    def action_revoke(self):
        """These links don't open anything any more."""
        self.debtor_id.check_access("read")
        # whoever works on the customer may close what was opened for him
        live = self.sudo().filtered(lambda link: not link.revoked_on)
        live.write({"revoked_on": fields.Datetime.now(), "revoked_by_id": self.env.uid})
