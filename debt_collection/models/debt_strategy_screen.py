from odoo import api, fields, models
from odoo.exceptions import UserError


class DebtStrategy(models.Model):
    """What the strategy's page shows beside its fields: the ladder at a glance, warnings, who is
    concerned.
    """

    _inherit = "debt.strategy"

    case_count = fields.Integer("Cases", compute="_compute_case_count")
    today_count = fields.Integer(compute="_compute_case_count")
    rule_count = fields.Integer("Rules", compute="_compute_rule_count")
    step_count = fields.Integer("Steps", compute="_compute_step_count")
    strip = fields.Html("Ladder", compute="_compute_strip", sanitize=False)
    warnings = fields.Json(compute="_compute_warnings")

    @api.depends("step_ids")
    def _compute_step_count(self):
        for strategy in self:
            strategy.step_count = len(strategy.step_ids)

    def _compute_case_count(self):
        """Open cases, and those of them on which something happens today."""
        cases = self.env["debt.case"]
        domain = [("strategy_id", "in", self.ids), ("state", "=", "open")]
        today = [*domain, ("next_date", "<=", fields.Date.context_today(self))]
        counts = dict(cases._read_group(domain, ["strategy_id"], ["__count"]))
        todays = dict(cases._read_group(today, ["strategy_id"], ["__count"]))
        for strategy in self:
            strategy.case_count = counts.get(strategy._origin, 0)
            strategy.today_count = todays.get(strategy._origin, 0)

    @api.depends("rule_ids")
    def _compute_rule_count(self):
        for strategy in self:
            strategy.rule_count = len(strategy.rule_ids)

    @api.depends(
        "step_ids.sequence",
        "step_ids.day_label",
        "step_ids.name",
        "step_ids.sale_level_label",
        "step_ids.is_available",
        "step_ids.task_ids.kind",
    )
    @api.depends_context("lang")
    def _compute_strip(self):
        for strategy in self:
            strategy.strip = self.env["ir.qweb"]._render(
                "debt_collection.debt_strategy_strip",
                {"marks": [step._mark() for step in strategy._steps_in_order()]},
            )

    @api.depends(
        "pause_days",
        "currency_id",
        "step_ids.sequence",
        "step_ids.rough_day",
        "step_ids.approval_role",
        "step_ids.task_ids.letter_type_id",
        "step_ids.task_ids.kind",
    )
    @api.depends_context("lang", "company")
    def _compute_warnings(self):
        for strategy in self:
            texts = [
                *strategy._warn_pause(),
                *strategy._warn_final(),
                *strategy._warn_rate(),
                *strategy._warn_change(),
            ]
            strategy.warnings = {
                f"{level}_{n}": {"level": level, "message": text}
                for n, (level, text) in enumerate(texts)
            }

    def _warn_pause(self):
        """Letters that stand closer than the pause: the later one waits."""
        earlier = None
        for step in self._steps_in_order():
            rank = step._letter_task().letter_type_id.rank
            if not rank or step._is_before_due():
                continue
            first_day = earlier and earlier.rough_day + self.pause_days
            if earlier and rank != "4_final" and step.rough_day < first_day:
                yield (
                    "warning",
                    self.env._(
                        "Step %(number)s won't come before D+%(day)s: pause of %(days)s days "
                        "after step %(before)s.",
                        number=step.number,
                        day=first_day,
                        days=self.pause_days,
                        before=earlier.number,
                    ),
                )
            earlier = step

    def _warn_final(self):
        """The final demand needs somebody who signs for it, and a demand before it."""
        rules = self.env["debt.approval.rule"]._of_rank("4_final", self.company_id)
        matrix_asks = bool(rules.filtered("first_role"))
        ranks = []
        for step in self._steps_in_order():
            rank = step._letter_task().letter_type_id.rank
            if rank == "4_final" and not step.approval_role and not matrix_asks:
                yield (
                    "warning",
                    self.env._(
                        "Step %s sends the final demand without anybody's approval.", step.number
                    ),
                )
            if rank == "4_final" and not {"2_demand", "3_second_demand"} & set(ranks):
                yield (
                    "danger",
                    self.env._(
                        "Step %s will never come: the final demand needs an earlier demand "
                        "that was delivered.",
                        step.number,
                    ),
                )
            ranks.append(rank)

    def _warn_rate(self):
        company = self.company_id or self.env.company
        minimums = self.env["debt.minimum"]
        pair = (self.currency_id, company.currency_id)
        if not self.currency_id or minimums._is_rate_known(*pair, company):
            return
        try:
            rate = minimums._convert(1, *pair, company, fields.Date.context_today(self))
        except UserError as error:
            yield "danger", str(error)
        else:
            yield (
                "warning",
                self.env._(
                    "There is no exchange rate of %(currency)s: limits are taken at %(rate)s, "
                    "the ratio of the minimum amounts.",
                    currency=self.currency_id.name,
                    rate=rate,
                ),
            )

    def _warn_change(self):
        if self.case_count:
            yield (
                "info",
                self.env._(
                    "A change concerns %(cases)s cases, %(today)s with an action today.",
                    cases=self.case_count,
                    today=self.today_count,
                ),
            )

    def action_cases(self):
        action = self.env["ir.actions.actions"]._for_xml_id("debt_collection.debt_case_action")
        return {**action, "domain": [("strategy_id", "=", self.id), ("state", "=", "open")]}

    def action_rules(self):
        return self.env["ir.actions.actions"]._for_xml_id(
            "debt_collection.debt_strategy_rule_action"
        )

    def action_try(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try on a customer"),
            "res_model": "debt.try",
            "view_mode": "form",
            "target": "new",
            "context": {"default_strategy_id": self.id},
        }

    def action_duplicate(self):
        copy = self.copy()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": copy.id,
            "views": [(False, "form")],
        }
