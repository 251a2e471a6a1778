from odoo import api, fields, models

REASONS = [
    ("quality", "Quality"),
    ("quantity", "Quantity"),
    ("price", "Price"),
    ("not_delivered", "Not delivered"),
    ("other", "Other"),
]
STATES = [("open", "Open"), ("answered", "Answered"), ("closed", "Closed")]
RESOLUTIONS = [
    ("credit_note", "Credit note"),
    ("confirmed", "Claim confirmed"),
    ("partial", "Partly accepted"),
]


class DebtDispute(models.Model):
    """What a customer complains of: the disputed amount waits, the undisputed rest goes on."""

    _name = "debt.dispute"
    _description = "Dispute"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "deadline, id"
    _mail_post_access = "read"

    name = fields.Char("Number", required=True, default="/", copy=False, readonly=True)
    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True)
    debtor_id = fields.Many2one(
        "debt.debtor", "Customer", required=True, index=True, ondelete="restrict", readonly=True
    )
    partner_id = fields.Many2one(related="debtor_id.partner_id", string="Contact of the customer")
    case_id = fields.Many2one(
        "debt.case", index="btree_not_null", ondelete="set null", readonly=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    line_ids = fields.One2many("debt.dispute.line", "dispute_id")
    amount = fields.Monetary("Disputed", compute="_compute_amount", store=True)
    reason = fields.Selection(REASONS, required=True, default="quality", tracking=True)
    note = fields.Text("What the customer says")
    user_id = fields.Many2one(
        "res.users",
        "Handled by",
        default=lambda self: self.env.user,
        index="btree_not_null",
        tracking=True,
    )
    made_on = fields.Date("Received on", required=True, readonly=True)
    deadline = fields.Date("Answer by", required=True, index=True, tracking=True)
    state = fields.Selection(
        STATES, required=True, default="open", index=True, readonly=True, tracking=True
    )
    resolution = fields.Selection(RESOLUTIONS, readonly=True, tracking=True)
    answer = fields.Text("What was answered", readonly=True)
    answered_on = fields.Date(readonly=True)
    closed_on = fields.Date(readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    @api.depends("line_ids.amount")
    def _compute_amount(self):
        for dispute in self:
            dispute.amount = sum(dispute.line_ids.mapped("amount"))

    @api.depends("name", "reason")
    @api.depends_context("lang")
    def _compute_display_name(self):
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        for dispute in self:
            dispute.display_name = f"{dispute.name} {reasons.get(dispute.reason, '')}".strip()


class DebtHold(models.Model):
    _inherit = "debt.hold"

    dispute_id = fields.Many2one(
        "debt.dispute", index="btree_not_null", readonly=True, ondelete="cascade"
    )
