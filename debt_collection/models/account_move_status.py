from odoo import models

from .res_partner import READERS

ACCOUNTANTS = "account.group_account_readonly,account.group_account_invoice"


class AccountMove(models.Model):
    """Where an invoice stands in collection, for salespeople too: no causes, only the state."""

    _inherit = "account.move"

    def _get_alerts(self):
        alerts = super()._get_alerts()
        user = self.env.user
        is_new_reader = user.has_groups(READERS) and not user.has_groups(ACCOUNTANTS)
        if self.state == "posted" and self.is_sale_document() and is_new_reader:
            item = self._debt_items().get(self._origin)
            if item:
                # salespeople have no access to items and cases, only to what becomes of them
                alerts["debt_collection"] = item.sudo()._status_alert()
        return alerts


class DebtItem(models.Model):
    _inherit = "debt.item"

    def _status_alert(self):
        """Return the banner for people who don't collect: phase, collector, next step."""
        parts = [self.env._("In collection: %(status)s.", status=self.case_id._status_text())]
        if not self.case_id:
            parts = [self._invoice_sentence()]
        elif next_step := self._next_step_text():
            parts.append(self.env._("Next: %(step)s unless payment arrives.", step=next_step))
        return {"level": "info", "message": " ".join(parts)}
