from odoo import models

from .debt_promise_portal import ASKED


class DebtCase(models.Model):
    """What the customer asked for on his page and waits to be answered."""

    _inherit = "debt.case"

    def _alert_reply(self):
        return {**super()._alert_reply(), **self._alert_asked(), **self._alert_proposed()}

    def _asked_promises(self):
        return self.promise_ids.filtered(lambda promise: promise.state == ASKED)

    def _alert_asked(self):
        return {
            f"asked_{promise.id}": {
                "level": "warning",
                "message": self.env._(
                    "The customer asks to pay %(promise)s: agree to it or not.",
                    promise=promise._what(),
                ),
                "action_text": self.env._("Show"),
                "action": promise._get_records_action(name=self.env._("Promise")),
            }
            for promise in self._asked_promises()
        }

    def _alert_proposed(self):
        plans = self.env["debt.plan"].search(
            [("debtor_id", "=", self.debtor_id.id), ("state", "=", "draft")]
        )
        return {
            f"plan_{plan.id}": {
                "level": "info",
                "message": self.env._("An instalment agreement is drafted, not offered yet."),
                "action_text": self.env._("Show"),
                "action": plan._get_records_action(name=self.env._("Instalment agreement")),
            }
            for plan in plans
        }

    def action_do_next(self):
        asked = self._asked_promises()
        if asked:
            return asked._get_records_action(name=self.env._("Promise"))
        return super().action_do_next()
