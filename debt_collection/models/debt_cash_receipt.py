from decimal import Decimal

from odoo import Command, api, fields, models

from ..tools import pairing, wording
from .debt_document_mixin import CHATTER_FIELDS
from .debt_match_document import DebtMatchDocument


class DebtCashReceipt(models.Model):
    """Cash receipt (KP): money taken from a customer, in the open report of a cash journal."""

    _name = "debt.cash.receipt"
    _description = "Cash Receipt"
    _inherit = ["debt.match.document"]

    _evidence_whitelist = DebtMatchDocument._evidence_whitelist | {"payback_line_id"}
    _evidence_user_fields = CHATTER_FIELDS | {
        "partner_id",
        "journal_id",
        "date",
        "amount",
        "purpose",
        "payer_name",
        "line_ids",
        "lang",
        "company_id",
    }

    journal_id = fields.Many2one(
        "account.journal",
        "Cash journal",
        required=True,
        check_company=True,
        domain="[('type', '=', 'cash')]",
        default=lambda self: self.env["debt.cash.report"]._default_journal(),
    )
    currency_id = fields.Many2one(
        compute="_compute_currency_id", store=True, precompute=True, required=True
    )
    report_id = fields.Many2one(
        "debt.cash.report", "Cash report", readonly=True, copy=False, index="btree_not_null"
    )
    state = fields.Selection(
        [("draft", "Draft"), ("posted", "Booked"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        index=True,
        readonly=True,
        copy=False,
    )
    payer_name = fields.Char(
        "Received from",
        compute="_compute_payer_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    purpose = fields.Char("Paid for", compute="_compute_purpose", store=True, readonly=False)
    amount = fields.Monetary("Received")
    line_ids = fields.One2many(
        "debt.cash.receipt.line",
        "receipt_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        copy=False,
    )
    amount_settled = fields.Monetary("Settles", compute="_compute_amount_settled")
    amount_on_account = fields.Monetary(
        "On account",
        compute="_compute_amount_settled",
        help="Not for any document: it stays open for later ones.",
    )
    match_ids = fields.One2many("debt.match", "receipt_id", "Matched", readonly=True)
    statement_line_id = fields.Many2one(
        "account.bank.statement.line",
        "Transaction",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    payback_line_id = fields.Many2one(
        "account.bank.statement.line",
        "Paid back by",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="The report of this receipt was closed when it was cancelled.",
    )

    def _series(self):
        journal = self.journal_id
        return (
            f"debt.cash.receipt.{journal.id}",
            journal._debt_cash_prefix("KP"),
            self.env._("Cash receipts: %(journal)s", journal=journal.name),
        )

    def _heading(self):
        return self.env._("Cash receipt")

    def _lock_journal(self):
        return self.journal_id

    @api.model
    def _of_statement_lines(self, statement_lines):
        """Return {statement line: receipt} of those that are receipts."""
        receipts = self.search([("statement_line_id", "in", statement_lines.ids)])
        return {receipt.statement_line_id: receipt for receipt in receipts}

    @api.model
    def _new_action(self, company, partner, lines=None):
        """Open a new receipt of a customer; `lines`: for these items only, in full."""
        context = {"default_company_id": company.id, "default_partner_id": partner.id}
        if lines:
            context["debt_receipt_lines"] = lines.ids
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New cash receipt"),
            "res_model": "debt.cash.receipt",
            "view_mode": "form",
            "context": context,
        }

    # filling -------------------------------------------------------------------------------------

    @api.depends("journal_id")
    def _compute_currency_id(self):
        for receipt in self:
            journal = receipt.journal_id
            company = journal.company_id or receipt.company_id
            receipt.currency_id = journal.currency_id or company.currency_id

    @api.depends("partner_id")
    def _compute_payer_name(self):
        for receipt in self:
            receipt.payer_name = receipt.partner_id.name

    @api.depends("line_ids.amount", "line_ids.name")
    def _compute_purpose(self):
        for receipt in self.filtered(lambda receipt: receipt.state == "draft"):
            names = receipt.line_ids.filtered("amount").mapped("name")
            receipt.purpose = wording.shortened(list(dict.fromkeys(filter(None, names))), 6)

    @api.depends("partner_id", "company_id")
    def _compute_line_ids(self):
        """Open items of the customer, oldest due first; amounts are entered or filled."""
        for receipt in self.filtered(lambda receipt: receipt.state == "draft"):
            items = receipt._payable_items() if receipt.partner_id else []
            chosen = self.env.context.get("debt_receipt_lines")
            receipt.line_ids = [Command.clear()] + [
                Command.create({"move_line_id": item.id})
                for item in items
                if not chosen or item.id in chosen
            ]

    def _payable_items(self):
        """Return what the customer owes, in any currency: cash is converted at the day's rate."""
        partner = self.partner_id.commercial_partner_id
        domain = [
            ("company_id", "=", self.company_id.id),
            ("partner_id", "child_of", partner.id),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
            ("account_id.account_type", "=", "asset_receivable"),
            ("amount_residual", ">", 0),
        ]
        lines = self.env["account.move.line"].search(domain)
        return lines.sorted(lambda line: (line.date_maturity or line.date, line.id))

    @api.onchange("amount")
    def _onchange_amount(self):
        """The usual case needs no more typing: the oldest due items first."""
        if self.amount and not any(self.line_ids.mapped("amount")):
            self._fill()

    def action_fill(self):
        for receipt in self:
            receipt._check_is_draft()
            receipt._fill()

    def _fill(self):
        """Share the amount received among the lines, oldest due first; without one: all of them."""
        wanted = [Decimal(str(round(line.amount_open, 6))) for line in self.line_ids]
        limit = Decimal(str(round(self.amount, 6))) if self.amount else sum(wanted)
        for line, amount in zip(self.line_ids, pairing.fill(limit, wanted), strict=True):
            line.amount = float(amount)
        self.amount = float(limit)

    @api.depends("amount", "line_ids.amount")
    def _compute_amount_settled(self):
        for receipt in self:
            receipt.amount_settled = sum(receipt.line_ids.mapped("amount"))
            receipt.amount_on_account = receipt.amount - receipt.amount_settled
