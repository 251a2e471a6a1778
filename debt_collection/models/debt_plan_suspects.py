from decimal import Decimal

from odoo import models

from ..tools.suspects import Open


class DebtDebtor(models.Model):
    """Money not booked yet may pay instalments: they stand for the debts of their agreement."""

    _inherit = "debt.debtor"

    def _suspect_items(self, company, moneys, named, partners):
        owed = super()._suspect_items(company, moneys, named, partners)
        # sudo: money is looked for on behalf of the company
        debts = (
            self.env["debt.plan.item"]
            .sudo()
            .search(
                [
                    ("move_line_id", "in", [row[3].key for row in owed]),
                    ("plan_id.state", "=", "active"),
                ]
            )
        )
        if not debts:
            return owed
        covered = set(debts.move_line_id.ids)
        rest = [row for row in owed if row[3].key not in covered]
        return rest + [row for plan in debts.plan_id for row in plan._suspect_rows()]


class DebtPlan(models.Model):
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
