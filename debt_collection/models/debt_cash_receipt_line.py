from odoo import api, fields, models
from odoo.exceptions import UserError


class DebtCashReceiptLine(models.Model):
    """What the cash is for: an invoice, an interest note, any open item of the customer."""

    _name = "debt.cash.receipt.line"
    _description = "Cash Receipt Line"
    _inherit = ["debt.match.line.mixin"]
    _order = "receipt_id, date_due, id"

    receipt_id = fields.Many2one("debt.cash.receipt", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="receipt_id.company_id", store=True)
    currency_id = fields.Many2one(related="receipt_id.currency_id")
    amount_open = fields.Monetary(
        "Left to pay",
        compute="_compute_facts",
        store=True,
        precompute=True,
        help="In the currency of the cash, at the rate of the day.",
    )
    amount = fields.Monetary("Paid")

    @api.depends("move_line_id", "receipt_id.date", "receipt_id.journal_id")
    def _compute_facts(self):
        for line in self.filtered(lambda line: line.receipt_id.state in (False, "draft")):
            line._read_document()
            line.amount_open = line._open_amount()

    def _open_amount(self):
        """What is left of the item now, in the currency of the cash."""
        item, receipt = self.move_line_id, self.receipt_id
        if not item or item.currency_id == receipt.currency_id:
            return item.amount_residual_currency
        return item.currency_id._convert(
            item.amount_residual_currency, receipt.currency_id, receipt.company_id, receipt.date
        )

    def _is_final(self):
        return self.receipt_id._is_final()

    def _check(self):
        """Refuse items of others and more than is left."""
        item, receipt = self.move_line_id, self.receipt_id
        theirs = receipt.partner_id.commercial_partner_id
        if not item or item.partner_id.commercial_partner_id != theirs:
            raise UserError(
                self.env._(
                    "%(document)s isn't an open item of %(customer)s: remove the line.",
                    document=self.name or self.display_name,
                    customer=theirs.display_name,
                )
            )
        left = self._open_amount()
        if self.currency_id.compare_amounts(self.amount, left) > 0:
            raise UserError(
                self.env._(
                    "Only %(left)s of %(document)s is left, not %(amount)s.",
                    left=self.env["debt.matching"]._money(left, self.currency_id),
                    document=self.name,
                    amount=self.env["debt.matching"]._money(self.amount, self.currency_id),
                )
            )
