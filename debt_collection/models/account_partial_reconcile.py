from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    def _debt_keys(self):
        """Return {(company id, commercial partner id)} of the receivables matched here."""
        # who reconciles may not see both sides, for example of a branch
        return (self.debit_move_id | self.credit_move_id).sudo()._debt_keys()

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        self.env["debt.dirty"]._push(partials._debt_keys())
        return partials

    def unlink(self):
        keys = self._debt_keys()
        result = super().unlink()
        self.env["debt.dirty"]._push(keys)
        return result
