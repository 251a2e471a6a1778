from odoo import api, fields, models


class DebtItem(models.Model):
    """An instalment as an item of the run: exactly one of journal item and instalment."""

    _inherit = "debt.item"

    plan_line_id = fields.Many2one(
        "debt.plan.line", "Instalment", index="btree_not_null", ondelete="cascade"
    )
    plan_id = fields.Many2one(related="plan_line_id.plan_id", string="Agreement")

    _plan_line_unique = models.UniqueIndex(
        "(plan_line_id) WHERE plan_line_id IS NOT NULL", "This instalment is already watched."
    )
    _one_source = models.Constraint(
        "CHECK (move_line_id IS NULL OR plan_line_id IS NULL)",
        "An item is a journal item or an instalment, not both.",
    )

    def _key(self):
        """The run calls instalments by their negative id, see `debt.run._add_instalments`."""
        return -self.plan_line_id.id if self.plan_line_id else super()._key()

    @api.depends("plan_line_id")
    def _compute_amount_residual(self):
        instalments = self.filtered("plan_line_id")
        for item in instalments:
            item.amount_residual = item.plan_line_id.amount_open
        return super(DebtItem, self - instalments)._compute_amount_residual()

    def _prepare_line_vals(self, net, day):
        values = super()._prepare_line_vals(net, day)
        if self.plan_line_id:
            values |= {
                "date_invoice": self.plan_id.accepted_on,
                "amount_total": self.plan_line_id.amount,
            }
        return values

    def action_open_move(self):
        """Open the agreement of an instalment."""
        if self.plan_id:
            return self.plan_id._get_records_action(name=self.plan_id.name)
        return super().action_open_move()
