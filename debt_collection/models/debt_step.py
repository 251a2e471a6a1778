from odoo import fields, models

PHASES = [
    ("0_monitoring", "Monitoring"),
    ("1_amicable", "Amicable"),
    ("2_pre_court", "Pre-court"),
]


class DebtStep(models.Model):
    """One rung: when (offset from an anchor) and if (amounts, earlier step, domain). What is done: its tasks."""

    _name = "debt.step"
    _description = "Strategy Step"
    _inherit = ["debt.ladder.mixin"]
    _order = "strategy_id, sequence, id"

    strategy_id = fields.Many2one("debt.strategy", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="strategy_id.company_id")
    currency_id = fields.Many2one(related="strategy_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    phase = fields.Selection(PHASES, required=True, default="1_amicable")
    task_ids = fields.One2many("debt.step.task", "step_id", copy=True)

    # when
    anchor = fields.Selection(
        [
            ("due", "effective due date"),
            ("done", "earlier step done"),
            ("posted", "earlier step's letter posted"),
            ("delivered", "earlier step's letter delivered"),
            ("deadline", "deadline of the earlier step's letter"),
        ],
        required=True,
        default="due",
    )
    anchor_step_id = fields.Many2one(
        "debt.step", "Earlier step", domain="[('strategy_id', '=', strategy_id)]"
    )
    offset = fields.Integer(help="Negative: before the anchor.")
    offset_unit = fields.Selection(
        [("day", "days"), ("workday", "working days"), ("month", "months")],
        required=True,
        default="day",
    )
    latest_days = fields.Integer(
        "At the latest, days after posting",
        help="0: no such bound. Counted from the posting of the earlier step.",
    )
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        help="Only on this day of the week.",
    )
    hour = fields.Float(help="Not before this hour (0: as the delivery window says).")

    # if
    net_min = fields.Monetary(
        "Net overdue of the debtor from", help="0: the company's smallest amount only."
    )
    item_min = fields.Monetary("Item from")
    term_min = fields.Integer("Payment term from (days)")
    requires = fields.Selection(
        [
            ("done", "earlier step done"),
            ("delivered", "earlier step delivered"),
            ("deadline", "deadline of the earlier step passed"),
            ("no_reply", "deadline of the earlier step passed and no reply"),
        ],
        help="What must have happened before this step.",
    )
    requires_step_id = fields.Many2one(
        "debt.step", "Required step", domain="[('strategy_id', '=', strategy_id)]"
    )
    requires_wait = fields.Integer(
        "or so many working days later",
        help="The condition also counts as met so many working days after the required step was reached. 0: never.",
    )
    only_wanted = fields.Boolean("Only if the customer wants it")
    min_overdue_days = fields.Integer("Days overdue at least")
    domain = fields.Char("Only items", help="Condition on journal items.")

    # who approves the letters of this step
    approval_role = fields.Selection(
        [("collector", "Collector"), ("head", "Head of receivables"), ("approver", "Board or CFO")],
        help="Empty: nobody.",
    )
    approval_from = fields.Monetary("Approval from amount", help="0: always.")

    is_available = fields.Boolean(
        compute="_compute_is_available", help="Whether what this step does exists yet."
    )
    day_label = fields.Char(compute="_compute_day_label")
    sentence = fields.Char(compute="_compute_sentence")
    condition_label = fields.Char(compute="_compute_condition_label")
    sale_level_label = fields.Char(compute="_compute_sale_level_label")

    def _compute_is_available(self):
        for step in self:
            step.is_available = any(task.is_available for task in step.task_ids)

    def _compute_day_label(self):
        self.day_label = False

    def _compute_sentence(self):
        self.sentence = False

    def _compute_condition_label(self):
        self.condition_label = False

    def _compute_sale_level_label(self):
        self.sale_level_label = False

    def _touched_sql(self):
        return self.strategy_id._touched_sql()
