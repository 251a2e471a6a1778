from odoo import fields, models
from odoo.tools import LazyTranslate

from .debt_reason import REASONS, TITLES

_lt = LazyTranslate(__name__)
REASONS.update(
    {
        "judged_kept": _lt("Promise of %(amount)s by %(date)s: counts as kept"),
        "judged_part_kept": _lt("Promise of %(amount)s by %(date)s: counts as kept in part"),
        "judged_broken": _lt("Promise of %(amount)s by %(date)s: counts as broken"),
        "judged_cancelled": _lt("Promise of %(amount)s by %(date)s: nothing is owed any more"),
        "will_break": _lt(
            "Agreement %(plan)s breaks: %(count)s instalments missed; a notice is drafted"
        ),
    }
)
TITLES.update(
    {
        "judged_kept": _lt("Promise kept"),
        "judged_part_kept": _lt("Promise kept in part"),
        "judged_broken": _lt("Promise broken"),
        "judged_cancelled": _lt("Promise without object"),
        "will_break": _lt("Agreement breaks"),
    }
)


class DebtRun(models.Model):
    """A look at tonight also says which promises it will judge and which agreements will break."""

    _inherit = "debt.run"

    def _finish(self):
        if self.mode == "dry":
            self.env["debt.run.line"].create(self._announced_promises() + self._announced_breaks())
        return super()._finish()

    def _announced_promises(self):
        verdicts = self.env["debt.promise"]._outlook(self.company_id, self.date)
        return [
            self._prepare_announcement(promise, f"judged_{verdict}", promise._outlook_data())
            for promise, verdict in verdicts.items()
        ]

    def _announced_breaks(self):
        return [
            self._prepare_announcement(plan, "will_break", {"plan": plan.name, "count": count})
            for plan, count in self.env["debt.plan"]._outlook(self.company_id, self.date).items()
        ]

    def _prepare_announcement(self, agreed, reason, data):
        """Values of a line about a promise or an agreement."""
        own = self.company_id.currency_id
        amount = agreed.currency_id._convert(agreed.amount, own, self.company_id, self.date)
        return {
            "run_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": agreed.partner_id.id,
            "case_id": agreed.case_id.id,
            "collector_id": agreed.case_id.collector_id.id,
            "outcome": "4_waits",
            "amount": amount,
            "reason": reason,
            "reason_data": data,
        }


class DebtPromise(models.Model):
    _inherit = "debt.promise"

    def _outlook(self, company, day):
        """Return {promise: verdict} the night of `day` would come to; nothing is written."""
        promises = self.search(self._to_judge_domain(company, day, None))
        _paid, verdicts, waiting = promises._judgements(company, day)
        return {p: v for p, v in verdicts.items() if p not in waiting and p._is_news(v)}

    def _outlook_data(self):
        return {
            "amount": [self.amount, self.currency_id.id],
            "date": fields.Date.to_string(self.date),
        }


class DebtPlan(models.Model):
    _inherit = "debt.plan"

    def _outlook(self, company, day):
        """Return {agreement: missed instalments} of those the night of `day` would break."""
        return {
            plan: len(missed)
            for plan, missed, is_over in self._judgements(company, day)
            if plan.state == "active" and is_over
        }
