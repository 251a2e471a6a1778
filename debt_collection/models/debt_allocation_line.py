from odoo import api, fields, models


class DebtAllocationLine(models.Model):
    """How much of a payment goes to one part of one debt."""

    _name = "debt.allocation.line"
    _description = "Allocation Line"
    _inherit = ["debt.match.line.mixin"]
    _order = "allocation_id, sequence, id"

    allocation_id = fields.Many2one(
        "debt.allocation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="allocation_id.company_id", store=True)
    currency_id = fields.Many2one(related="allocation_id.currency_id")
    sequence = fields.Integer(default=10)
    debt_line_id = fields.Many2one(
        "account.move.line",
        "Interest or costs of",
        index="btree_not_null",
        ondelete="set null",
        help="The invoice an interest note or compensation was charged for.",
    )
    part = fields.Selection(
        [("principal", "Principal"), ("interest", "Interest"), ("costs", "Costs")],
        required=True,
        default="principal",
    )
    is_indicated = fields.Boolean("Named", readonly=True)
    # as the ledger said when it was proposed
    debt_name = fields.Char("Charged for", compute="_compute_facts", store=True, precompute=True)
    amount_open = fields.Monetary("Left to pay", readonly=True)
    amount_proposed = fields.Monetary("Proposed", readonly=True)
    amount = fields.Monetary("Paid")

    @api.depends("move_line_id", "debt_line_id")
    def _compute_facts(self):
        for line in self:
            item, debt = line.move_line_id, line.debt_line_id
            line._read_document()
            line.debt_name = debt.move_id.name if debt != item else False

    def _is_changed(self):
        currency = self.currency_id or self.env.company.currency_id
        return bool(currency.compare_amounts(self.amount, self.amount_proposed))

    def _left_after(self):
        """What was left of the item after this payment (of all its rows on this document)."""
        rows = self.allocation_id.line_ids.filtered(
            lambda line: line.move_line_id == self.move_line_id
        )
        return self.currency_id.round(self.amount_open - sum(rows.mapped("amount")))

    def _still_open(self):
        """One line of each item that this payment doesn't settle, oldest due first."""
        first = {line.move_line_id: line for line in reversed(self)}.values()
        still = [line for line in first if line._left_after() > 0]
        return sorted(still, key=lambda line: (line.date_due, line.id))

    def _is_final(self):
        return self.allocation_id._is_final()
