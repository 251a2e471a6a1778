from odoo import api, fields, models


class DebtLetter(models.Model):
    """Each letter opens the customer's own page by a link of its own."""

    _inherit = "debt.letter"

    portal_link_ids = fields.One2many("debt.portal.link", "letter_id", "Link to the account")
    portal_url = fields.Char(
        "Link to the customer's account",
        compute="_compute_portal_url",
        help="Opens what is open, payment and answers without a log-in. Empty where the company "
        "doesn't show accounts to customers.",
    )
    portal_seen_on = fields.Datetime(related="portal_link_ids.opened_on", string="Link opened on")

    @api.depends("portal_link_ids.token", "portal_link_ids.revoked_on")
    def _compute_portal_url(self):
        for letter in self:
            # as the letter itself: whoever may read it may read the link printed on it
            links_sudo = letter.sudo().portal_link_ids.filtered(lambda link: not link.revoked_on)
            letter.portal_url = links_sudo[:1].url

    def _add_portal_links(self):
        """Make the links of letters that have none, in one go.

        What a file demands isn't in our books: the account would say that nothing is open.
        """
        ours = self.filtered(lambda letter: not letter.action_id.file_import_id)
        lacking = ours.filtered(
            lambda letter: letter.company_id.debt_portal and not letter.portal_link_ids
        )
        pairs = [(letter.action_id.debtor_id, letter) for letter in lacking]
        self.env["debt.portal.link"]._create_for(pairs)
