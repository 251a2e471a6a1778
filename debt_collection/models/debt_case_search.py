from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.talk import understand

CENT = 0.005


class DebtCase(models.Model):
    """Finding a case by what the customer says on the phone, or what stands on a transfer."""

    _inherit = "debt.case"

    talk = fields.Char(
        "Customer, invoice, amount, tax number, phone, title",
        compute="_compute_talk",
        search="_search_talk",
        store=False,
    )

    def _compute_talk(self):
        self.talk = False

    @api.model
    def _search_talk(self, operator, value):
        if operator == "in":
            return Domain.OR(self._talk_domain(text) for text in value if text)
        if operator not in ("ilike", "like", "=", "=ilike"):
            return NotImplemented
        return self._talk_domain(value) if value else Domain.TRUE

    @api.model
    def _talk_domain(self, text):
        """Return the domain of the cases that `text` may mean."""
        said = understand(text)
        domain = Domain("name", "ilike", said.text)
        domain |= Domain("partner_id", "in", self._talk_partners(said))
        domain |= Domain("item_ids", "any", Domain("name", "ilike", said.text))
        if said.amount:
            domain |= self._talk_amount(said, "overdue", "total")
            # of an item: what is open, or the total of its document
            line = "move_line_id"
            own = self._talk_amount(
                said, f"{line}.amount_residual_currency", f"{line}.move_id.amount_total"
            )
            domain |= Domain("item_ids", "any", own)
        return domain

    @api.model
    def _talk_amount(self, said, *names):
        """Return the domain of records one of whose fields `names` is the amount said."""
        low, high = float(said.amount) - CENT, float(said.amount) + CENT
        return Domain.OR(Domain(name, ">", low) & Domain(name, "<", high) for name in names)

    @api.model
    def _talk_partners(self, said):
        """Return ids of the customers that `said` (tools.talk.Said) may mean."""
        # who collects needn't see invoices or transfers of others; the cases found are filtered
        sudo = self.sudo()
        found = (
            sudo.env["res.partner"].search(self._talk_partner_domain(said)).commercial_partner_id
        )
        found |= sudo.env["account.move"].search(self._talk_move_domain(said)).commercial_partner_id
        found |= sudo._talk_titles(said).commercial_partner_id
        return found.ids

    @api.model
    def _talk_partner_domain(self, said):
        domain = Domain("complete_name", "ilike", said.text) | Domain("ref", "=ilike", said.text)
        if "@" in said.text:
            domain |= Domain("email", "ilike", said.text)
        if said.tax:
            domain |= Domain("vat", "ilike", said.tax)
        if said.phone:
            domain |= Domain("phone_sanitized", "like", said.phone)
        return domain

    @api.model
    def _talk_move_domain(self, said):
        """Invoices by number or reference; other add-ons add numbers of their own."""
        if len(said.text) < 3:
            return Domain.FALSE
        numbers = Domain("name", "ilike", said.text) | Domain("ref", "ilike", said.text)
        numbers |= Domain("payment_reference", "ilike", said.text)
        return (
            numbers
            & Domain("move_type", "in", self.env["account.move"].get_sale_types(True))
            & Domain("company_id", "in", self.env.companies.ids)
        )

    @api.model
    def _talk_titles(self, said):
        """Return the payers of transfers whose title holds the text, or of that amount."""
        Line = self.env["account.bank.statement.line"]
        domain = Domain("payment_ref", "ilike", said.text) if len(said.text) > 3 else Domain.FALSE
        if said.amount:
            domain |= self._talk_amount(said, "amount")
        known = Domain("partner_id", "!=", False) & Domain(
            "company_id", "in", self.env.companies.ids
        )
        return Line.search(domain & known, limit=200).partner_id
