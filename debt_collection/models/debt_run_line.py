from odoo import api, fields, models

from .debt_step_task import KINDS


class DebtRunLine(models.Model):
    """What a run decided for one debtor, and why.

    One row for each action, and one for each reason of not acting.
    """

    _name = "debt.run.line"
    _description = "Run Line"
    _rec_name = "partner_id"
    _order = "run_id desc, outcome, amount desc, id"
    _log_access = False

    run_id = fields.Many2one("debt.run", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", "Customer", index=True, ondelete="cascade")
    case_id = fields.Many2one("debt.case", index="btree_not_null", ondelete="set null")
    outcome = fields.Selection(
        [
            ("1_out", "Goes out"),
            ("2_approval", "To approve"),
            ("3_task", "Task"),
            ("4_waits", "Waits"),
            ("5_held", "Held"),
            ("6_dropped", "Dropped"),
            ("7_failed", "Failed"),
        ],
        required=True,
    )
    change = fields.Selection(
        [
            ("new", "New"),
            ("same", "As before"),
            ("moved", "Moved"),
            ("dropped", "Dropped"),
            ("held", "Held now"),
        ]
    )
    strategy_id = fields.Many2one("debt.strategy", ondelete="set null")
    strategy_by = fields.Selection(
        [
            ("hand", "Chosen for this customer"),
            ("case", "As when the case began"),
            ("rule", "By a rule"),
            ("trial", "Drawn in a trial"),
            ("leaving", "The earlier strategy was left"),
            ("company", "Of the company, no rule fits"),
        ],
        "Strategy chosen",
    )
    strategy_rule_id = fields.Many2one("debt.strategy.rule", "Rule", ondelete="set null")
    step_id = fields.Many2one("debt.step", ondelete="set null")
    task_id = fields.Many2one("debt.step.task", ondelete="set null")
    kind = fields.Selection(KINDS)
    letter_type_id = fields.Many2one("debt.letter.type", ondelete="set null")
    collector_id = fields.Many2one("res.users", ondelete="set null")
    item_count = fields.Integer("Items")
    amount = fields.Monetary("Amount", help="In the company's currency.")
    amounts = fields.Json(help="Amount by currency id.")
    days_late = fields.Integer(aggregator=None)
    next_date = fields.Date("Looked at again on")
    reason = fields.Selection("_selection_reason")
    reason_data = fields.Json()
    move_line_ids = fields.Json(help="Journal items concerned (the first hundred).")

    why = fields.Char(compute="_compute_why")
    what = fields.Char(compute="_compute_what", help="What goes out, or that nothing does.")

    @api.model
    def _selection_reason(self):
        return self.env["debt.reason"]._titles()

    @api.depends("reason", "reason_data")
    @api.depends_context("lang")
    def _compute_why(self):
        for line in self:
            line.why = self.env["debt.reason"]._text(line.reason, line.reason_data)

    @api.depends("outcome", "kind", "letter_type_id", "task_id")
    @api.depends_context("lang")
    def _compute_what(self):
        outcomes, kinds = (
            dict(self._fields[name]._description_selection(self.env))
            for name in ("outcome", "kind")
        )
        for line in self:
            name = line.letter_type_id.name or line.task_id.summary or kinds.get(line.kind)
            channels = ", ".join(line.task_id.channel_ids.mapped("name"))
            line.what = ", ".join(filter(None, [name, channels])) or outcomes.get(line.outcome)
