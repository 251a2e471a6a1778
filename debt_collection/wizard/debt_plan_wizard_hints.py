from odoo import api, models
from odoo.tools import format_date

from .debt_plan_wizard import HEAD


class DebtPlanWizard(models.TransientModel):
    """What an agreement means for taxes, limitation, approval and consumers."""

    _inherit = "debt.plan.wizard"

    @api.depends(*HEAD, "line_ids.amount", "missed_limit")
    def _compute_hints(self):
        for wizard in self:
            texts = [
                *wizard._relief_hints(),
                (
                    "info",
                    self.env._("Limitation: signing acknowledges the debt, it runs anew then."),
                ),
                *wizard._other_hints(),
            ]
            wizard.hints = {
                f"hint_{n}": {"level": level, "message": text}
                for n, (level, text) in enumerate(texts)
                if wizard.item_ids
            }

    def _relief_hints(self):
        """What the agreement means for bad-debt relief: it moves nothing."""
        if self.is_consumer:
            return []
        days = sorted(self.env["debt.plan"]._relief_days(self.item_ids._origin).values())
        ahead = [day for day in days if day >= self.date]
        past = len(days) - len(ahead)
        texts = []
        if ahead:
            texts.append(
                self.env._(
                    "Bad-debt relief (VAT): 90 days end on %(date)s. The agreement doesn't move "
                    "that day.",
                    date=format_date(self.env, ahead[0]),
                )
            )
        if past:
            texts.append(
                self.env._(
                    "Bad-debt relief (VAT): 90 days have passed for %(count)s documents.",
                    count=past,
                )
            )
        return [("info", text) for text in texts]

    def _other_hints(self):
        role = self.env["debt.plan"]._role_for(
            self.company_id, self.currency_id, self.date, self._approval_figures()
        )
        texts = []
        if role != "collector":
            field = self.env["debt.plan"]._fields["approval_role"]
            label = dict(field._description_selection(self.env))[role]
            texts.append(("warning", self.env._("To be approved by: %(role)s.", role=label)))
        if self.is_consumer and (self.interest_mode != "none" or not self.waives_interest):
            texts.append(
                (
                    "warning",
                    self.env._(
                        "A consumer: instalments that cost something may be consumer credit."
                    ),
                )
            )
        return texts

    def _approval_figures(self):
        """(amount, number of instalments, interest waived, compensation waived)."""
        return (
            self.amount_total,
            len(self.line_ids),
            self.amount_interest if self.waives_interest else 0.0,
            self.amount_compensation if self.waives_compensation else 0.0,
        )
