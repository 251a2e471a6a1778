from odoo import fields, models

from .res_partner import READERS


class ResPartner(models.Model):
    """Unallocated payments of a customer."""

    _inherit = "res.partner"

    debt_unallocated = fields.Monetary(
        "Unallocated payments",
        compute="_compute_debt_unallocated",
        currency_field="debt_currency_id",
        groups=READERS,
    )

    def _compute_debt_unallocated(self):
        groups = []
        if self.env["debt.unallocated"].has_access("read"):
            groups = self.env["debt.unallocated"]._read_group(
                [
                    ("company_id", "=", self.env.company.id),
                    ("partner_id", "in", self.commercial_partner_id.ids),
                ],
                ["partner_id"],
                ["amount_company:sum"],
            )
        amounts = dict(groups)
        for partner in self:
            partner.debt_unallocated = amounts.get(partner.commercial_partner_id, 0.0)

    def action_debt_unallocated(self):
        self.ensure_one()
        return self._debt_open_unallocated(self.env.company)

    def _debt_open_unallocated(self, company):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_unallocated_action"
        )
        domain = self.env["debt.unallocated"]._of_partner(company, self)
        return {**action, "domain": list(domain), "context": {}}

    def action_debt_cash_receipt(self):
        """Start a cash receipt for what this customer owes."""
        self.ensure_one()
        partner = self.commercial_partner_id
        return self.env["debt.cash.receipt"]._new_action(self.env.company, partner)
