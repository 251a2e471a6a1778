from odoo import api, fields, models

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
OPEN_STATES = ("planned", "waiting", "queued", "failed")
APPROVAL_ROLES = [
    ("collector", "Collector"),
    ("head", "Head of receivables"),
    ("approver", "Board or CFO"),
]


class DebtAction(models.Model):
    """One task done, or to be done, for one case: the record of what we did.

    planned -> (act) -> waiting for approval, or queued -> (send) -> done; besides failed and
    cancelled.
    A new kind is one `selection_add` here and on the task, and one method `_run_<kind>(now)`; a
    kind that
    leaves the house also has `_send_<kind>(now)`.
    """

    _name = "debt.action"
    _description = "Collection Action"
    _inherit = ["debt.evidence.mixin"]
    _order = "date_planned desc, id desc"

    # merging customers or cases moves what was done to the winner
    _evidence_whitelist = frozenset(
        {"outcome", "cost", "minutes", "minutes_by_hand", "doer"}
        | {"case_id", "debtor_id", "partner_id"}
    )
    # approving, sending, cancelling are methods: a collector can't write a state over RPC
    _evidence_user_fields = frozenset({"outcome", "cost", "minutes"})

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    case_id = fields.Many2one("debt.case", index=True, ondelete="restrict")
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    run_id = fields.Many2one("debt.run", index="btree_not_null", ondelete="set null")
    step_id = fields.Many2one("debt.step", ondelete="set null")
    task_id = fields.Many2one("debt.step.task", ondelete="set null")
    kind = fields.Selection(KINDS, required=True)
    phase = fields.Selection(PHASES, required=True, default="1_amicable")
    letter_type_id = fields.Many2one("debt.letter.type", ondelete="set null")
    channel_ids = fields.Many2many(
        "debt.channel", string="Channels", help="The ways chosen for this letter."
    )
    state = fields.Selection(STATES, required=True, default="planned", index=True)
    date_planned = fields.Date(required=True)
    not_before = fields.Datetime(help="Contact hours, a send day chosen by hand.")
    acted_on = fields.Datetime(
        "Acted on", help="When the letter was built, the activity scheduled, the hold set."
    )
    done_on = fields.Datetime()
    amount = fields.Monetary(
        "Amount",
        help="Demanded when planned or last read, in the company's currency.",
    )
    user_id = fields.Many2one("res.users", "Responsible")
    reason = fields.Char("Reason code")
    reason_data = fields.Json()
    what = fields.Char(compute="_compute_what")
    why = fields.Char(compute="_compute_why")
    line_ids = fields.One2many("debt.action.line", "action_id")
    letter_id = fields.Many2one("debt.letter", index="btree_not_null", ondelete="set null")
    letter_number = fields.Char(related="letter_id.name", string="Letter number")
    activity_id = fields.Many2one("mail.activity", index="btree_not_null", ondelete="set null")
    sale_hold_id = fields.Many2one("debt.sale.hold", index="btree_not_null", ondelete="set null")
    sms_message_id = fields.Many2one(
        "mail.message", "SMS", index="btree_not_null", ondelete="set null"
    )
    message_id = fields.Many2one(
        "mail.message",
        "Feedback in the chatter",
        index="btree_not_null",
        ondelete="set null",
        help="What Odoo wrote when the task was marked as done.",
    )
    summary = fields.Char(help="What is to be done, on an action made by hand.")

    # what keeps a planned or queued action from going on, and why a cancelled one ended
    waits_for = fields.Char("Waits for (code)")
    waits_data = fields.Json()
    end_reason = fields.Char("End (code)")
    end_data = fields.Json()

    # approval is a state of the action
    approval_role = fields.Selection(APPROVAL_ROLES)
    has_remarks = fields.Boolean()
    remarks = fields.Json(help="Codes and facts of what a person should look at before approving.")
    remarks_text = fields.Char("What to look at", compute="_compute_remarks_text")
    prepared_by_id = fields.Many2one("res.users", "Prepared by", help="Empty: by the nightly run.")
    approved_by_id = fields.Many2one("res.users", "Approved by")
    approved_on = fields.Datetime()
    approved_amounts = fields.Json(help="Amount by currency id to which the approval applies.")

    cost = fields.Monetary()
    outcome = fields.Text(
        help="Feedback of the activity, reason of the cancellation, remark of the approver."
    )
    error = fields.Text()
    attempts = fields.Integer(default=0, aggregator=None)

    _to_act = models.Index("(company_id, kind, not_before) WHERE state IN ('planned', 'queued')")
    _case_step = models.Index("(case_id, step_id, date_planned)")
    _case_needed = models.Constraint(
        "CHECK (case_id IS NOT NULL OR kind IN ('contact', 'statement')"
        " OR file_import_id IS NOT NULL)",
        "Only contacts, statements and letters from a file do without a case.",
    )

    def _is_final(self):
        return self.state == "done"

    @api.depends_context("lang")
    @api.depends("reason", "reason_data", "waits_for", "waits_data", "end_reason", "end_data")
    def _compute_why(self):
        for action in self:
            if action.state == "cancelled" and action.end_reason:
                action.why = action._reason_text(action.end_reason, action.end_data)
            elif action.state in ("planned", "queued") and action.waits_for:
                action.why = action._reason_text(action.waits_for, action.waits_data)
            else:
                action.why = action._reason_text(action.reason, action.reason_data)

    @api.depends_context("lang")
    @api.depends("remarks")
    def _compute_remarks_text(self):
        for action in self:
            action.remarks_text = "; ".join(
                action._reason_text(code, data) for code, data in action.remarks or ()
            )

    def _reason_text(self, code, data):
        """Return the sentence of a reason code in the reader's language ("" without a code)."""
        return self.env["debt.reason"]._text(code, data or {}) if code else ""

    @api.depends_context("lang")
    @api.depends("kind", "letter_type_id", "summary")
    def _compute_what(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for action in self:
            action.what = action.letter_type_id.name or action.summary or kinds[action.kind]

    @api.depends("what", "partner_id")
    def _compute_display_name(self):
        for action in self:
            action.display_name = f"{action.what}: {action.partner_id.display_name}"
