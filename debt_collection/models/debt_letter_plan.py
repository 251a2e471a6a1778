from odoo import api, fields, models


class DebtLetter(models.Model):
    """What the notice of a broken agreement can say."""

    _inherit = "debt.letter"

    plan_id = fields.Many2one(related="action_id.plan_id")
    plan_text = fields.Char("Agreement, number and day", compute="_compute_plan")
    plan_missed_text = fields.Char("Missed instalments", compute="_compute_plan")
    plan_waiver_text = fields.Char("Waived on condition", compute="_compute_plan")

    @api.depends("lang", "action_id.plan_id")
    def _compute_plan(self):
        for letter in self._in_own_language():
            plan = letter.action_id.plan_id
            day = letter._day_text(plan.accepted_on)
            missed = (plan.broken_data or {}).get("missed", ())
            letter.plan_text = bool(plan) and letter.env._(
                "no. %(number)s of %(date)s", number=plan.name, date=day
            )
            letter.plan_missed_text = letter._join(
                letter._missed_text(plan, *one) for one in missed
            )
            letter.plan_waiver_text = letter._waiver_text(plan)

    def _missed_text(self, plan, day, amount):
        """Amount that was missing of one instalment, and its day."""
        return self.env._(
            "%(amount)s due on %(date)s",
            amount=self._amount_text(amount, plan.currency_id),
            date=self._day_text(fields.Date.to_date(day)),
        )

    def _waiver_text(self, plan):
        """What was waived on condition and is owed again, or False."""
        parts = []
        if plan.waived_interest:
            amount = self._amount_text(plan.waived_interest, plan.currency_id)
            parts.append(self.env._("interest %(amount)s", amount=amount))
        if plan.waived_compensation:
            amount = self._amount_text(plan.waived_compensation, plan.company_currency_id)
            parts.append(self.env._("compensation %(amount)s", amount=amount))
        return self._join(parts) if parts else False
