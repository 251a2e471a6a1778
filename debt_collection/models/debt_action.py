from odoo import fields, models

from .debt_step import PHASES
from .debt_step_task import KINDS

STATES = [
    ("planned", "Planned"),
    ("waiting", "Waiting for approval"),
    ("queued", "Queued"),
    ("done", "Done"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
]


class DebtAction(models.Model):
    """One task done, or to be done, for one case: the record of what we did."""

    _name = "debt.action"
    _description = "Collection Action"
    _inherit = ["debt.evidence.mixin"]
    _order = "date_planned desc, id desc"

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    case_id = fields.Many2one("debt.case", required=True, index=True, ondelete="restrict")
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    run_id = fields.Many2one("debt.run", index="btree_not_null", ondelete="set null")
    step_id = fields.Many2one("debt.step", ondelete="set null")
    task_id = fields.Many2one("debt.step.task", ondelete="set null")
    kind = fields.Selection(KINDS, required=True)
    phase = fields.Selection(PHASES, required=True, default="1_amicable")
    letter_type_id = fields.Many2one("debt.letter.type", ondelete="set null")
    state = fields.Selection(STATES, required=True, default="planned", index=True)
    date_planned = fields.Date(required=True)
    not_before = fields.Datetime(help="Contact hours, a send day chosen by hand.")
    acted_on = fields.Datetime(
        "Acted on", help="When the letter was built, the activity scheduled, the hold set."
    )
    done_on = fields.Datetime()
    amount = fields.Monetary(
        "Amount",
        help="Demanded, in the company's currency, when planned or last read; each line has its own currency.",
    )
    user_id = fields.Many2one("res.users", "Responsible")
    reason = fields.Char("Reason code")
    reason_data = fields.Json()
    line_ids = fields.One2many("debt.action.line", "action_id")
    letter_id = fields.Many2one("debt.letter", index="btree_not_null", ondelete="set null")
    activity_id = fields.Many2one("mail.activity", index="btree_not_null", ondelete="set null")
    sale_hold_id = fields.Many2one("debt.sale.hold", index="btree_not_null", ondelete="set null")

    # approval is a state of the action
    approval_role = fields.Selection(
        [("collector", "Collector"), ("head", "Head of receivables"), ("approver", "Board or CFO")]
    )
    has_remarks = fields.Boolean()
    remarks = fields.Json(help="Codes of what a person should look at before approving.")
    prepared_by_id = fields.Many2one("res.users", "Prepared by", help="Empty: by the nightly run.")
    approved_by_id = fields.Many2one("res.users", "Approved by")
    approved_on = fields.Datetime()

    cost = fields.Monetary()
    outcome = fields.Text(
        help="Feedback of the activity, reason of the cancellation, remark of the approver."
    )
    error = fields.Text()
    attempts = fields.Integer(default=0, aggregator=None)

    _to_act = models.Index("(company_id, kind, not_before) WHERE state IN ('planned', 'queued')")

    def _is_final(self):
        return self.state == "done"
