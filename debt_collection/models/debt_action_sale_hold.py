from odoo import models


class DebtAction(models.Model):
    """Kind sale_hold: set together with the letter's draft, ended when the letter is refused or the
    cause is paid.
    """

    _inherit = "debt.action"

    def _run_sale_hold(self, now):
        day = self._local_day(now)
        changes = self._reread(day)
        actions = self - changes["empty"]
        by_decision = actions.filtered(lambda action: action.task_id.by_decision)
        for action in by_decision:
            # a person decides whether the sale is held at all
            action.approval_role = action._decider()
        by_decision.write({"state": "waiting", "acted_on": now})
        actions._advance_items(day)
        (actions - by_decision)._set_sale_holds(now)

    def _set_sale_holds(self, now):
        for action, row in self.env["debt.sale.hold"]._set_by_actions(self).items():
            action.sale_hold_id = row
        self.filtered(lambda action: not action.acted_on).acted_on = now
        self._done(now)
