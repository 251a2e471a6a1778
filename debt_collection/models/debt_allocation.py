from odoo import api, fields, models

from .debt_contract import ALLOCATION_MODES
from .debt_document_mixin import CHATTER_FIELDS
from .debt_match_document import DebtMatchDocument


class DebtAllocation(models.Model):
    """Which debts a payment pays, by art. 451 of the Civil Code, and why.

    Proposed by the law and the contract, changed by an accountant with a reason, posted pairwise:
    the balances of letters are those of the ledger.
    """

    _name = "debt.allocation"
    _description = "Allocation of a Payment"
    _inherit = ["debt.match.document"]

    _evidence_whitelist = DebtMatchDocument._evidence_whitelist | {
        "notice_on",
        "notice_by_id",
        "notice_message_id",
    }
    _evidence_user_fields = CHATTER_FIELDS | {
        "partner_id",
        "mode",
        "indicated_ids",
        "reason",
        "line_ids",
        "lang",
    }

    currency_id = fields.Many2one(
        compute="_compute_payment", store=True, precompute=True, required=False
    )
    credit_line_id = fields.Many2one(
        "account.move.line",
        "Payment",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    statement_line_id = fields.Many2one(
        "account.bank.statement.line",
        "Bank transaction",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="Not booked on the customer yet: posting does that.",
    )
    date_paid = fields.Date("Paid on", compute="_compute_payment", store=True, precompute=True)
    text = fields.Char("Title", compute="_compute_payment", store=True, precompute=True)
    amount = fields.Monetary("Received", compute="_compute_payment", store=True, precompute=True)
    mode = fields.Selection(
        ALLOCATION_MODES,
        "Order of payment",
        help="Within what the customer named, and within the rest: what is paid first.",
    )
    mode_lawful = fields.Selection(ALLOCATION_MODES, "Order by contract", readonly=True)
    indicated_ids = fields.Many2many(
        "account.move",
        string="Named by the customer",
        help="Documents he named in the title or elsewhere: they are paid first.",
    )
    debtor_indication = fields.Char(
        "Read from the title", readonly=True, help="Documents found in the title of the transfer."
    )
    evidence = fields.Text("Basis", readonly=True)
    reason = fields.Char("Reason of the change")
    is_changed = fields.Boolean("Changed by hand", compute="_compute_amounts", store=True)
    state = fields.Selection(
        [("draft", "Proposed"), ("posted", "Booked"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        index=True,
        readonly=True,
        copy=False,
    )
    line_ids = fields.One2many(
        "debt.allocation.line",
        "allocation_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    match_ids = fields.One2many("debt.match", "allocation_id", "Matched", readonly=True)
    amount_allocated = fields.Monetary("Allocated", compute="_compute_amounts", store=True)
    amount_left = fields.Monetary(
        "Stays on account", compute="_compute_amounts", store=True, help="For no debt yet."
    )
    alerts = fields.Json(compute="_compute_alerts")

    _draft_of_credit = models.UniqueIndex(
        "(credit_line_id) WHERE state = 'draft'", "This payment already has a proposed allocation."
    )
    _draft_of_transaction = models.UniqueIndex(
        "(statement_line_id) WHERE state = 'draft'",
        "This transaction already has a proposed allocation.",
    )

    def _series(self):
        return "debt.allocation", "ZAL", self.env._("Allocations of payments")

    def _heading(self):
        return self.env._("Notice of allocation of a payment")

    # the payment ---------------------------------------------------------------------------------

    @api.depends("credit_line_id", "statement_line_id")
    def _compute_payment(self):
        drafts = self.filtered(lambda allocation: allocation.state in (False, "draft"))
        value_days = self.env["debt.interest"]._value_days(drafts.credit_line_id)
        for allocation in drafts:
            line, transaction = allocation.credit_line_id, allocation.statement_line_id
            if not line:
                allocation.currency_id = transaction.foreign_currency_id or transaction.currency_id
                allocation.date_paid = transaction.date
                allocation.text = self._transaction_text(transaction)
                allocation.amount = abs(transaction.amount_residual)
                continue
            allocation.currency_id = line.currency_id
            allocation.date_paid = value_days[line._origin.id]
            allocation.text = self._payment_text(line)
            allocation.amount = max(-line.amount_residual_currency, 0)

    @api.model
    def _payment_text(self, line):
        """Title of the transfer behind a receivable credit, else what the entry says."""
        if line.statement_line_id:
            return self._transaction_text(line.statement_line_id)
        payment = line.payment_id
        return payment.memo or line.name or line.move_id.ref or line.move_id.name

    @api.model
    def _transaction_text(self, transaction):
        parts = [transaction.payment_ref, transaction.ref]
        return " ".join(dict.fromkeys(filter(None, parts)))

    # proposal ------------------------------------------------------------------------------------

    @api.model
    def _create_for(self, credit_lines=(), transactions=()):
        """Return the proposed allocations of payments: the drafts there are, else new ones.

        :param credit_lines: receivable journal items with something left
        :param transactions: (bank transaction, commercial partner) not booked on a customer yet
        """
        drafts = self.search(
            [
                ("state", "=", "draft"),
                "|",
                ("credit_line_id", "in", [line.id for line in credit_lines]),
                ("statement_line_id", "in", [one.id for one, _partner in transactions]),
            ]
        )
        values = [
            {"credit_line_id": line.id, **self._owner_vals(line)}
            for line in credit_lines
            if line not in drafts.credit_line_id
        ]
        values += [
            {
                "statement_line_id": transaction.id,
                "company_id": transaction.company_id.id,
                "partner_id": partner.id,
            }
            for transaction, partner in transactions
            if transaction not in drafts.statement_line_id
        ]
        new = self.create(values)
        new._propose()
        return drafts | new

    @api.model
    def _owner_vals(self, line):
        return {
            "company_id": line.company_id.id,
            "partner_id": line.partner_id.commercial_partner_id.id,
        }

    def _propose(self):
        """Read the ledger and the title again and propose anew; changes by hand are lost."""
        # what the law says is written here only, people can't
        drafts = self.sudo()
        drafts._compute_payment()
        proposals = self._proposals([allocation._payment() for allocation in self])
        for allocation in drafts:
            allocation.write(allocation._prepare_proposal_vals(proposals[allocation.id]))
        self._compute_line_ids()

    @api.depends("mode", "indicated_ids")
    def _compute_line_ids(self):
        """By the order and the documents named, proposed or decided by the accountant."""
        for allocation in self.filtered(lambda one: one.state == "draft" and one.mode):
            proposal = allocation._proposals(
                [allocation._payment()], allocation.mode, allocation.indicated_ids
            )[allocation.id]
            allocation.line_ids = allocation._prepare_lines(proposal)

    def action_propose(self):
        for allocation in self:
            allocation._check_is_draft()
        self._propose()

    # amounts -------------------------------------------------------------------------------------

    @api.depends(
        "amount", "line_ids.amount", "line_ids.amount_proposed", "mode", "mode_lawful",
        "indicated_ids", "debtor_indication",
    )  # fmt: skip
    def _compute_amounts(self):
        for allocation in self:
            lines = allocation.line_ids
            allocation.amount_allocated = sum(lines.mapped("amount"))
            allocation.amount_left = allocation.amount - allocation.amount_allocated
            read = set(filter(None, (allocation.debtor_indication or "").split(", ")))
            allocation.is_changed = (
                any(line._is_changed() for line in lines)
                or allocation.mode != allocation.mode_lawful
                or read != set(allocation.indicated_ids.mapped("name"))
            )
