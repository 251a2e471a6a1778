from odoo import api, fields, models
from odoo.exceptions import UserError


class DebtAdvanceWizard(models.TransientModel):
    """Marks unallocated receipts as advances for an order: they aren't counted against invoices."""

    _name = "debt.advance.wizard"
    _description = "Advance for an Order"

    line_ids = fields.Many2many("account.move.line", string="Receipts", readonly=True)
    company_id = fields.Many2one("res.company", required=True)
    partner_id = fields.Many2one("res.partner", "Customer", required=True, readonly=True)
    order_id = fields.Many2one(
        "sale.order",
        help="The advance ends when this order is invoiced or cancelled. Empty: ended by hand.",
    )
    reason = fields.Text("Remark")

    @api.model
    def _open_for(self, lines):
        """Return the dialog for receipts of one customer."""
        partner = lines.partner_id.commercial_partner_id
        if len(partner) != 1 or len(lines.company_id) != 1:
            raise UserError(self.env._("Choose receipts of one customer."))
        self.env["debt.advance"]._check_markable(lines, None)
        wizard = self.create(
            {
                "line_ids": lines.ids,
                "company_id": lines.company_id.id,
                "partner_id": partner.id,
                "order_id": self.env["debt.advance"]._of(lines)[:1].order_id.id,
            }
        )
        return wizard._get_records_action(
            name=self.env._("Advance for an order"), target="new", context={}
        )

    def action_confirm(self):
        self.ensure_one()
        self.env["debt.advance"]._mark(self.line_ids, order=self.order_id, reason=self.reason)
        return {"type": "ir.actions.act_window_close"}
