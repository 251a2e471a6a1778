from decimal import Decimal

from odoo import models

from ..tools.suspects import Open


class DebtPlan(models.Model):
    """Money not booked yet may pay instalments: they stand for the debts of their agreement."""

    _inherit = "debt.plan"

    def _suspect_rows(self):
        """Return (customer, move, currency, Open) of the open instalments, for each of the moves
        that a transfer may name.
        """
        partner, currency = self.debtor_id.partner_id.id, self.currency_id.id
        items = [
            Open(-line.id, line.date_due, Decimal(str(line.amount_open)))
            for line in self.line_ids
            if line.amount_open > 0
        ]
        moves = self.item_ids.move_line_id.move_id.ids
        return [(partner, move, currency, item) for move in moves for item in items]
