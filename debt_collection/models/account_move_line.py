from odoo import models

# what the run reads of an open item, beside what posting and reconciling change
WATCHED = frozenset({"date_maturity", "no_followup", "partner_id", "account_id"})


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _debt_keys(self):
        """Return {(company id, commercial partner id)} of the posted receivables among these."""
        return {
            (line.company_id.id, line.partner_id.commercial_partner_id.id)
            for line in self
            if line.account_id.account_type == "asset_receivable"
            and line.parent_state == "posted"
            and line.partner_id
        }

    def write(self, vals):
        if not WATCHED.intersection(vals):
            return super().write(vals)
        keys = self.sudo()._debt_keys()
        result = super().write(vals)
        self.env["debt.dirty"]._push(keys | self.sudo()._debt_keys())
        return result
