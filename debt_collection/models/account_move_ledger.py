from odoo import models

PAID_IN = frozenset({"preferred_payment_method_line_id"})


class AccountMove(models.Model):
    """Tells collection that something is owed or no longer: posting, reset, cancelling."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        self.env["debt.dirty"]._push(posted.line_ids.sudo()._debt_keys())
        return posted

    def write(self, vals):
        result = super().write(vals)
        if PAID_IN.intersection(vals):
            # an operator's money comes later: other days of the steps
            self.env["debt.dirty"]._push(self.line_ids.sudo()._debt_keys())
        return result

    def button_draft(self):
        keys = self.line_ids.sudo()._debt_keys()
        result = super().button_draft()
        self.env["debt.dirty"]._push(keys)
        return result

    def button_cancel(self):
        keys = self.line_ids.sudo()._debt_keys()
        result = super().button_cancel()
        self.env["debt.dirty"]._push(keys)
        return result
