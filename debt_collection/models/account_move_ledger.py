from odoo import models


class AccountMove(models.Model):
    """Tells collection that something is owed or no longer: posting, reset, cancelling."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        self.env["debt.dirty"]._push(posted.line_ids.sudo()._debt_keys())
        return posted

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
