from odoo import api, fields, models


class DebtReleaseWizard(models.TransientModel):
    """Lets one delivery of a customer on hold leave."""

    _inherit = "debt.release.wizard"

    picking_id = fields.Many2one("stock.picking", "Delivery", readonly=True)

    @api.depends("picking_id")
    def _compute_company_id(self):
        result = super()._compute_company_id()
        for wizard in self.filtered("picking_id"):
            wizard.company_id = wizard.picking_id.company_id
        return result

    def _debtors(self):
        if not self.picking_id:
            return super()._debtors()
        return self.picking_id._debt_held().get(self.picking_id, self.env["debt.debtor"].sudo())

    def _value(self):
        if not self.picking_id:
            return super()._value()
        # the order's prices are no business of the warehouse, but of who releases
        order_sudo = self.picking_id.sudo().sale_id
        return order_sudo and order_sudo._debt_to_company(order_sudo.amount_total, self.currency_id)

    def _prepare_release_vals(self, debtor):
        values = super()._prepare_release_vals(debtor)
        if not self.picking_id:
            return values
        return {**values, "order_id": False, "picking_id": self.picking_id.id}

    def _released_document(self):
        return self.picking_id or super()._released_document()
