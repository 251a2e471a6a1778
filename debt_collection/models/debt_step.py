import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

PHASES = [
    ("0_monitoring", "Monitoring"),
    ("1_amicable", "Amicable"),
    ("2_pre_court", "Pre-court"),
]


class DebtStep(models.Model):
    """One rung: when (offset from an anchor) and if (amounts, earlier step, domain). What is done:
    its tasks.
    """

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
    # not copied: they name steps of the original; `debt.strategy.copy` puts them back
    anchor = fields.Selection(
        [
            ("due", "effective due date"),
            ("done", "earlier step done"),
            ("posted", "earlier step's letter posted"),
            ("delivered", "earlier step's letter delivered"),
            ("deadline", "deadline of the earlier step's letter"),
        ],
        "Counted from",
        required=True,
        default="due",
        copy=False,
    )
    anchor_step_id = fields.Many2one(
        "debt.step",
        "Earlier step",
        domain="[('strategy_id', '=', strategy_id), ('sequence', '<=', sequence)]",
        copy=False,
        ondelete="restrict",
    )
    offset = fields.Integer(help="Negative: before the anchor.")
    offset_unit = fields.Selection(
        [("day", "days"), ("workday", "working days"), ("month", "months")],
        required=True,
        default="day",
    )
    latest_days = fields.Integer(
        "At the latest, days after posting",
        copy=False,
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
        copy=False,
    )
    requires_step_id = fields.Many2one(
        "debt.step",
        "Required step",
        domain="[('strategy_id', '=', strategy_id), ('sequence', '<=', sequence)]",
        copy=False,
        ondelete="restrict",
    )
    requires_wait = fields.Integer(
        "or so many working days later",
        help=(
            "The condition also counts as met so many working days after the required step was "
            "reached. 0: never."
        ),
    )
    only_wanted = fields.Boolean("Only if the customer wants it")
    min_overdue_days = fields.Integer("Days overdue at least")
    domain = fields.Char("Only items", help="Condition on journal items.")

    # who approves the letters of this step
    approval_role = fields.Selection(
        [("collector", "Collector"), ("head", "Head of receivables"), ("approver", "Board or CFO")],
        "Approver",
        help="Empty: nobody.",
    )
    approval_from = fields.Monetary("From amount", help="0: always.")

    _amounts_positive = models.Constraint(
        "CHECK (net_min >= 0 AND item_min >= 0 AND approval_from >= 0)",
        "Amounts of a step can't be negative.",
    )
    _days_positive = models.Constraint(
        "CHECK (latest_days >= 0 AND term_min >= 0 AND min_overdue_days >= 0 AND requires_wait "
        ">= 0)",
        "Only the distance from the due date may be negative.",
    )
    _hour_of_day = models.Constraint("CHECK (hour >= 0 AND hour < 24)", "An hour is from 0 to 24.")

    @api.constrains("anchor", "anchor_step_id", "offset", "latest_days", "strategy_id")
    def _check_anchor(self):
        for step in self:
            if step.anchor == "due":
                step._check_due_anchor()
            elif not step.anchor_step_id:
                step._refuse(
                    self.env._(
                        "it counts from an earlier step, so choose which one, or the due date."
                    )
                )
            elif step.offset < 0:
                step._refuse(self.env._("it can't come before the earlier step it counts from."))
            else:
                step._check_earlier(step.anchor_step_id)

    def _check_due_anchor(self):
        if self.latest_days:
            self._refuse(
                self.env._(
                    "“At the latest” counts from the posting of an earlier step; here it "
                    "counts from the due date."
                )
            )

    @api.constrains("requires", "requires_step_id", "strategy_id")
    def _check_requires(self):
        for step in self.filtered("requires"):
            if not step.requires_step_id:
                step._refuse(self.env._("choose the step that must have happened before."))
            step._check_earlier(step.requires_step_id)

    @api.constrains("domain")
    def _check_domain(self):
        for step in self.filtered("domain"):
            try:
                self.env["account.move.line"]._search(Domain(ast.literal_eval(step.domain)))
            except (ValueError, SyntaxError, KeyError, TypeError) as error:
                step._refuse(self.env._("its condition on items can't be read (%s).", error))

    def _check_earlier(self, other):
        """Another step named here comes before in the same strategy; so steps can't wait for each
        other.
        """
        self.ensure_one()
        if other.strategy_id != self.strategy_id:
            self._refuse(
                self.env._("the step “%(other)s” belongs to another strategy.", other=other.name)
            )
        if other == self or (other.sequence, other.id) > (self.sequence, self.id):
            self._refuse(
                self.env._(
                    "it waits for “%(other)s”, which comes later. Move that step up.",
                    other=other.name,
                )
            )

    def _refuse(self, why):
        raise ValidationError(self.env._("Step “%(step)s”: %(why)s", step=self.name, why=why))

    def _touched_sql(self):
        return self.strategy_id._touched_sql()
