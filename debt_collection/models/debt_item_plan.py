from odoo import api, fields, models
from odoo.fields import Domain

from .debt_plan import IN_FORCE


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

    def _agreed(self, day):
        """Return those of these debts that wait on `day` for an agreement offered or running.

        Not those of a broken one: they are owed at once, though held while its notice is on its
        way.
        """
        holds_sudo = self.env["debt.hold"].sudo()  # whoever sees the debts may know why they wait
        domain = (
            holds_sudo._active_domain(day)
            & Domain("item_id", "in", self.ids)
            & Domain("plan_id.state", "in", IN_FORCE)
        )
        return self & holds_sudo.search(domain).item_id

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
