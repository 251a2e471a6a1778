from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .debt_document_mixin import FINAL_FIELDS


class DebtMatchDocument(models.AbstractModel):
    """A document that settles items by reconciling chosen amounts, and can be cancelled.

    A model of it has `match_ids` (debt.match), `state` with draft, posted, cancelled, the fields of
    `debt.document.mixin` and the hooks of that.
    """

    _name = "debt.match.document"
    _description = "Document of Settlement"
    _inherit = ["debt.document.mixin"]
    _check_company_auto = True

    _evidence_whitelist = FINAL_FIELDS | {"state", "match_ids"}

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one("res.currency", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(default=lambda self: self.env.uid)
    lang = fields.Char(compute="_compute_lang", store=True, readonly=False, precompute=True)
    is_undone = fields.Boolean("Undone in the ledger", compute="_compute_is_undone")
    posted_on = fields.Datetime("Booked on", readonly=True, copy=False)
    posted_by_id = fields.Many2one("res.users", "Booked by", readonly=True, copy=False)

    # facts ---------------------------------------------------------------------------------------

    @api.depends("partner_id", "company_id")
    def _compute_lang(self):
        for document in self:
            partner = document.partner_id
            contact = document._contact()
            document.lang = self._paper_lang(document.company_id, partner, contact)

    @api.depends("match_ids.partial_id", "state")
    def _compute_is_undone(self):
        for document in self:
            matches = document.match_ids
            document.is_undone = document.state == "posted" and any(
                not match.partial_id for match in matches
            )

    def _is_final(self):
        return self.state in ("posted", "cancelled")

    def _debtor(self):
        """Return the debtor this is about, with all rights: accountants don't read debtors."""
        return (
            self.env["debt.debtor"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("partner_id", "=", self.partner_id.commercial_partner_id.id),
                ],
                limit=1,
            )
        )

    def _contact(self):
        """Return whom papers go to: the contact chosen for collections, else the customer."""
        debtor = self._debtor()
        return debtor._collections_contact().sudo(False) if debtor else self.partner_id

    def _open_items(self, account_types=("asset_receivable",)):
        """Return open posted journal items of the customer in this currency, oldest due first."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("partner_id", "child_of", self.partner_id.commercial_partner_id.id),
            ("currency_id", "=", self.currency_id.id),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
            ("account_id.account_type", "in", account_types),
        ]
        lines = self.env["account.move.line"].search(domain)
        return lines.sorted(lambda line: (line.date_maturity or line.date, line.id))

    # steps ---------------------------------------------------------------------------------------

    def _check_date(self, day):
        """Refuse a date in the future or in a closed period.

        :param day: today, in the company
        """
        if self.date > day:
            raise UserError(
                self.env._(
                    "%(document)s is dated %(date)s, in the future. Set today's date or an "
                    "earlier one.",
                    document=self.display_name,
                    date=format_date(self.env, self.date),
                )
            )
        journal = self._lock_journal()
        if locks := self.company_id._get_violated_lock_dates(self.date, False, journal):
            raise UserError(
                self.env._(
                    "The books are closed until %(date)s: give %(document)s a later date.",
                    date=format_date(self.env, locks[-1][0]),
                    document=self.display_name,
                )
            )

    def _lock_journal(self):
        """Return the journal whose lock dates the document's date has to respect."""
        return self._bridge_journal()

    def _cancel(self, reason, day):
        """Undo what these documents did in the ledger. They keep their numbers.

        :param reason: text for people
        :param day: the company's date: that of entries that reverse
        """
        for document in self.filtered(lambda doc: doc.state != "cancelled"):
            document._check_can_cancel()
            was_posted = document.state == "posted"
            document._undo_matches(day)
            document._mark("cancelled", state="cancelled", cancel_reason=reason)
            if was_posted:
                document._tell_case(
                    self.env._(
                        "%(document)s was cancelled: %(reason)s",
                        document=document._get_html_link(),
                        reason=reason,
                    )
                )

    def action_cancel(self):
        view = "debt_collection.debt_document_cancel_view_form"
        return self._ask_to_cancel(self.env._("Cancel"), view)

    # the case ------------------------------------------------------------------------------------

    def _tell_case(self, body):
        """Write `body` (text or Markup) into the open case of the customer, if there is one."""
        case = self._debtor()._open_case()
        if case:
            # accountants needn't have rights in collection; who did it is named as the author
            author = self.env.user.partner_id
            case.message_post(body=body, author_id=author.id, subtype_xmlid="mail.mt_note")
