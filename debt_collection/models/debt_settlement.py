from decimal import Decimal

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools import pairing
from .debt_document_mixin import CHATTER_FIELDS

RECEIVABLE = ("asset_receivable",)
SET_OFF = ("asset_receivable", "liability_payable")


class DebtSettlement(models.Model):
    """Manual settlement (WPR): debts and credits of one customer matched by hand on one document.

    Receivables only; vendor bills take part where a set-off is declared (art. 498-499 of the
    Civil Code) or agreed.
    """

    _name = "debt.settlement"
    _description = "Manual Settlement"
    _inherit = ["debt.match.document"]

    _evidence_user_fields = CHATTER_FIELDS | {
        "partner_id",
        "currency_id",
        "date",
        "note",
        "is_set_off",
        "is_agreed",
        "line_ids",
        "debit_line_ids",
        "credit_line_ids",
        "lang",
        "company_id",
    }

    partner_id = fields.Many2one(domain="[('parent_id', '=', False)]")
    currency_id = fields.Many2one(
        default=lambda self: self.env.company.currency_id,
        help="Items of one currency are settled on one document.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("approved", "Approved"),
            ("posted", "Booked"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        index=True,
        readonly=True,
        copy=False,
    )
    is_set_off = fields.Boolean(
        "Set-off with vendor bills",
        help="The document is a set-off statement (art. 498-499 of the Civil Code): the printout "
        "has to reach the customer.",
    )
    is_agreed = fields.Boolean(
        "Agreed with the customer",
        help="By agreement items that aren't due yet may be set off too.",
    )
    note = fields.Text("Remarks")
    line_ids = fields.One2many("debt.settlement.line", "settlement_id", copy=True)
    debit_line_ids = fields.One2many(
        "debt.settlement.line", "settlement_id", "Debts", domain=[("side", "=", "debit")]
    )
    credit_line_ids = fields.One2many(
        "debt.settlement.line", "settlement_id", "Credits", domain=[("side", "=", "credit")]
    )
    match_ids = fields.One2many("debt.match", "settlement_id", "Matched", readonly=True)
    total_debit = fields.Monetary("Debts settled", compute="_compute_totals", store=True)
    total_credit = fields.Monetary("Credits used", compute="_compute_totals", store=True)
    difference = fields.Monetary(compute="_compute_difference")
    approved_on = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", "Approved by", readonly=True, copy=False)

    def _series(self):
        return "debt.settlement", "WPR", self.env._("Manual settlements")

    def _heading(self):
        if self.is_set_off:
            return self.env._("Set-off statement")
        return self.env._("Settlement of items")

    @api.depends("debit_line_ids.amount", "credit_line_ids.amount", "currency_id")
    def _compute_totals(self):
        for settlement in self:
            settlement.total_debit = sum(settlement.debit_line_ids.mapped("amount"))
            settlement.total_credit = sum(settlement.credit_line_ids.mapped("amount"))

    @api.depends("total_debit", "total_credit")
    def _compute_difference(self):
        for settlement in self:
            currency = settlement.currency_id or settlement.env.company.currency_id
            difference = settlement.total_debit - settlement.total_credit
            settlement.difference = currency.round(difference)

    def _account_types(self):
        return SET_OFF if self.is_set_off else RECEIVABLE

    # filling -------------------------------------------------------------------------------------

    def action_load(self):
        """Add all open items of the customer that aren't on the document yet, amounts empty."""
        for settlement in self:
            settlement._check_is("draft")
            items = settlement._open_items(settlement._account_types())
            new = items - settlement.line_ids.move_line_id
            settlement.line_ids = [Command.create({"move_line_id": line.id}) for line in new]

    def action_fill(self):
        """Settle as much as there is on both sides, the oldest due items first."""
        for settlement in self:
            settlement._check_is("draft")
            settlement.line_ids._read_ledger()
            sides = (settlement.debit_line_ids, settlement.credit_line_ids)
            limit = min(sum(_decimal(side.mapped("amount_open"))) for side in sides)
            for side in sides:
                lines = side.sorted(lambda line: (line.date_due, line.id))
                taken = pairing.fill(limit, _decimal(lines.mapped("amount_open")))
                for line, amount in zip(lines, taken, strict=True):
                    line.amount = float(amount)

    # life ----------------------------------------------------------------------------------------

    def action_approve(self):
        self._approve(self.env.company._debt_today())

    def action_post(self):
        self._post(self.env.company._debt_today())

    def action_draft(self):
        """Take the approval back; the number stays."""
        for settlement in self:
            settlement._check_is("approved")
        self.sudo().write({"state": "draft"})  # written by methods only, checked above

    def _approve(self, day):
        """Check these drafts and give them numbers; nothing is matched yet."""
        for settlement in self:
            settlement._check_is("draft")
            settlement.line_ids.filtered(lambda line: not line.amount).unlink()
            settlement.line_ids._read_ledger()
            settlement._check(day)
            number = settlement.name if settlement.name != "/" else settlement._number()
            settlement._mark("approved", state="approved", name=number)

    def _post(self, day):
        """Match the lines of these approved settlements in the ledger, pair by pair."""
        for settlement in self:
            settlement._check_is("approved")
            settlement.line_ids._read_ledger()
            settlement._check(day)
            settlement._post_matches(settlement._pairs())
            settlement._mark("posted", state="posted")
            settlement._tell_case(
                self.env._(
                    "%(document)s settled %(amount)s.",
                    document=settlement._get_html_link(),
                    amount=settlement.env["debt.matching"]._money(
                        settlement.total_debit, settlement.currency_id
                    ),
                )
            )

    def _pairs(self):
        """Return [(debit line, credit line, amount)] in the order of the document."""
        sides = [
            [line._pairing_item() for line in side.sorted(lambda line: (line.date_due, line.id))]
            for side in (self.debit_line_ids, self.credit_line_ids)
        ]
        return [(debit, credit, float(amount)) for debit, credit, amount in pairing.pairs(*sides)]

    # checks --------------------------------------------------------------------------------------

    def _check_is(self, state):
        if self.state != state:
            raise UserError(
                self.env._(
                    "%(document)s is %(state)s.",
                    document=self.display_name,
                    state=dict(self._fields["state"]._description_selection(self.env))[self.state],
                )
            )

    def _check(self, day):
        self._check_date(day)
        if not self.debit_line_ids or not self.credit_line_ids:
            raise UserError(
                self.env._("Enter amounts of at least one debt and one credit to settle.")
            )
        if self.difference:
            money = self.env["debt.matching"]._money
            raise UserError(
                self.env._(
                    "Debts are %(debit)s, credits %(credit)s: both sides must be equal.",
                    debit=money(self.total_debit, self.currency_id),
                    credit=money(self.total_credit, self.currency_id),
                )
            )
        for line in self.line_ids:
            line._check()
        if self.is_set_off and not self.is_agreed:
            self._check_due()

    def _check_due(self):
        """Our own claims have to be due to be set off by a one-sided statement (art. 498 KC)."""
        early = self.debit_line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and line.date_due > self.date
        )
        if early:
            raise UserError(
                self.env._(
                    "%(documents)s isn't due on the day of the statement. Wait until it is, or "
                    'tick "Agreed with the customer".',
                    documents=", ".join(early.mapped("name")),
                )
            )


def _decimal(amounts):
    return [Decimal(str(round(amount, 6))) for amount in amounts]
