from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """From an invoice or a note to its cash receipt."""

    _inherit = "account.move"

    def action_debt_cash_receipt(self):
        """Start a cash receipt for these documents of one customer."""
        lines = self.line_ids.filtered(
            lambda line: (
                line.account_type == "asset_receivable"
                and line.parent_state == "posted"
                and line.amount_residual > 0
            )
        )
        partners = lines.partner_id.commercial_partner_id
        if len(partners) != 1 or len(lines.company_id) != 1:
            raise UserError(
                self.env._("Choose posted, unpaid documents of one customer for a cash receipt.")
            )
        return self.env["debt.cash.receipt"]._new_action(lines.company_id, partners, lines)
