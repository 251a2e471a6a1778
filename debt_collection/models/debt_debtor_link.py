from odoo import fields, models
from odoo.fields import Domain

from ..tools.toast import toast


class DebtDebtor(models.Model):
    """The customer's own page: its links."""

    _inherit = "debt.debtor"

    portal_link_ids = fields.One2many("debt.portal.link", "debtor_id", "Links to his account")
    portal_event_ids = fields.One2many("debt.portal.event", "debtor_id", "What he did there")

    def _portal_url(self, letter=None):
        """Return the address of this customer's account, to be opened without a log-in.

        :param letter: `debt.letter` it is printed on: its own link; None: one that still works,
            else a new one
        :return: url, or False where the company doesn't show accounts to customers
        """
        self.ensure_one()
        if not self.company_id.debt_portal:
            return False
        Link = self.env["debt.portal.link"].sudo()  # see `_create_for`
        domain = Link._live_domain(self.company_id._debt_today())
        wanted = [("debtor_id", "=", self.id), ("letter_id", "=", letter.id if letter else False)]
        link = Link.search(domain & Domain(wanted), limit=1)
        return (link or Link._create_for([(self, letter)])).url

    def action_revoke_links(self):
        """No link sent to these customers works any more; the next letter brings a new one."""
        links = self.portal_link_ids.filtered("is_live")
        links.action_revoke()
        return toast(self.env._("Links that were revoked: %(count)s.", count=len(links)))
