from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import pairing


class DebtSettlementLine(models.Model):
    """An open item on a manual settlement, and how much of it is settled."""

    _name = "debt.settlement.line"
    _description = "Manual Settlement Line"
    _inherit = ["debt.match.line.mixin"]
    _order = "settlement_id, side desc, date_due, id"

    settlement_id = fields.Many2one(
        "debt.settlement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="settlement_id.company_id", store=True)
    currency_id = fields.Many2one(related="settlement_id.currency_id")
    account_type = fields.Selection(
        related="move_line_id.account_id.account_type", help="Receivable or payable."
    )
    # as the ledger said when the document was prepared, approved and posted
    side = fields.Selection(
        [("debit", "Debt"), ("credit", "Credit")],
        compute="_compute_facts",
        store=True,
        precompute=True,
    )
    amount_open = fields.Monetary(
        "Left to pay", compute="_compute_facts", store=True, precompute=True
    )
    amount = fields.Monetary("To settle")

    _item_once = models.Constraint(
        "UNIQUE(settlement_id, move_line_id)", "This item is already on the document."
    )
    _amount_not_negative = models.Constraint(
        "CHECK(amount >= 0)", "Amounts to settle can't be negative."
    )

    @api.depends("move_line_id")
    def _compute_facts(self):
        for line in self:
            item = line.move_line_id
            line._read_document()
            line.side = item and ("debit" if item.amount_residual_currency >= 0 else "credit")
            line.amount_open = abs(item.amount_residual_currency)

    def _read_ledger(self):
        """Read again what is open; the side doesn't change any more."""
        for line in self:
            line.amount_open = abs(line.move_line_id.amount_residual_currency)

    def _pairing_item(self):
        """This line as `tools.pairing` takes it: items of one account are paired first."""
        item = self.move_line_id
        return pairing.Item(item, item.account_id, Decimal(str(round(self.amount, 6))))

    def _is_final(self):
        return self.settlement_id._is_final()

    def _check(self):
        """Refuse items that don't belong here and more than they have left."""
        item, settlement = self.move_line_id, self.settlement_id
        reason = False
        if not item:
            reason = self.env._("its journal item was deleted; remove the line")
        elif item.partner_id.commercial_partner_id != settlement.partner_id.commercial_partner_id:
            reason = self.env._("it belongs to another customer")
        elif item.company_id != settlement.company_id or item.currency_id != self.currency_id:
            reason = self.env._("it is of another company or currency")
        elif item.account_type not in settlement._account_types():
            reason = self.env._('it isn\'t a receivable; for vendor bills tick "Set-off"')
        elif self.currency_id.compare_amounts(self.amount, self.amount_open) > 0:
            left = self.env["debt.matching"]._money(self.amount_open, self.currency_id)
            reason = self.env._("only %(amount)s of it is left", amount=left)
        if reason:
            raise UserError(
                self.env._(
                    "%(document)s can't be settled so: %(reason)s.",
                    document=self.name or self.display_name,
                    reason=reason,
                )
            )
