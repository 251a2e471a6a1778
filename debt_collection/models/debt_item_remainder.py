from odoo import models


class DebtItem(models.Model):
    """From an item held as a remainder to its write-off."""

    _inherit = "debt.item"

    def action_remainder(self):
        """Show the proposals for these items' customers, made now where missing."""
        Remainder = self.env["debt.remainder"]
        for company, items in self.grouped("company_id").items():
            Remainder._propose(company, company._debt_today(), items.partner_id)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_remainder_action"
        )
        return {
            **action,
            "context": {},
            "domain": [("move_line_id", "in", self.move_line_id.ids)],
        }
