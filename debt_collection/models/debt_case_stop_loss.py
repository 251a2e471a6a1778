from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ..tools.economics import Worth
from .debt_case_escalate import PER_NIGHT
from .debt_reason import REASONS, TITLES

_lt = LazyTranslate(__name__)

REASONS["stop_loss"] = _lt(
    "%(step)s costs %(amount)s and may bring %(amount_expected)s, by %(count)s such steps so far"
)
REASONS["stop_loss_small"] = _lt("%(step)s costs %(amount)s of the %(amount_owed)s that is owed")
TITLES["stop_loss"] = _lt("Not worth its cost")
TITLES["stop_loss_small"] = _lt("Dearer than the debt allows")
CODES = ("stop_loss", "stop_loss_small")


class DebtCase(models.Model):
    """Stop-loss: before money is spent that won't come back, a person decides what else to do.

    A proposal only: nothing is held and nothing is written off by itself.
    """

    _inherit = "debt.case"

    @api.model
    def _stop_losses(self, company, day):
        """Weigh the next paid steps, and put those that aren't worth their cost to the head.

        Once for each case and step, the dearest first, so many a night. Returns the debt.action
        records.
        """
        dear = self._weigh_steps(company, day)
        if not company.debt_stop_loss:
            return self.env["debt.action"]
        ahead = day + timedelta(days=company.debt_stop_loss_days)
        soon = {case: paid for case, paid in dear.items() if paid.day and paid.day <= ahead}
        asked = self._asked_already(soon)
        open_ = [case for case, paid in soon.items() if (case, paid.step.id) not in asked]
        open_.sort(key=lambda case: -soon[case].cost)
        actions = self.env["debt.action"]
        for case in open_[:PER_NIGHT]:
            actions |= case._propose_stop(day)
        if actions:
            actions._run_decision(fields.Datetime.now())
        return actions

    def _asked_already(self, soon):
        """{(case, step id)} of what was put to a person before, whatever he decided."""
        cases = self.browse([case.id for case in soon])
        domain = [("case_id", "in", cases.ids), ("reason", "in", CODES)]
        actions = self.env["debt.action"].search(domain)
        return {(action.case_id, action.reason_data["step"]) for action in actions}

    def _propose_stop(self, day):
        found, currency = self.economics, self.currency_id.id
        is_small = self.worth == Worth.LOSS
        data = {"step": found["step"], "amount": [found["cost"], currency]}
        if is_small:
            data["amount_owed"] = [found["owed"], currency]
        else:
            data |= {"amount_expected": [found["expected"], currency], "count": found["count"]}
        return self._new_action(
            day,
            {
                "kind": "decision",
                "summary": self.env._("Decide: write off, sell, or claim tax relief"),
                "reason": "stop_loss_small" if is_small else "stop_loss",
                "reason_data": data,
            },
        )
