from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..models.debt_step_task import SALE_LEVELS


class DebtSaleHoldWizard(models.TransientModel):
    """Limits sales to a customer by hand, or ends such limits; both with a reason."""

    _name = "debt.sale.hold.wizard"
    _description = "Sale Hold by Hand"

    hold_ids = fields.Many2many("debt.sale.hold", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    level = fields.Selection(SALE_LEVELS, default="3_blocked")
    date_until = fields.Date("Until", help="Last day. Empty: until ended by hand.")
    reason = fields.Char(required=True)

    @api.model
    def _open_set(self, partner):
        return self._open(self.env._("Limit sales"), {"default_partner_id": partner.id})

    @api.model
    def _open_end(self, holds):
        return self._open(self.env._("End sale hold"), {"default_hold_ids": holds.ids})

    def _open(self, name, context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": context,
        }

    def action_save(self):
        self.ensure_one()
        if not self.env.user.has_group("debt_collection.group_manager"):
            raise AccessError(
                self.env._("Only the head of receivables sets and ends sale holds by hand.")
            )
        if self.hold_ids:
            self.hold_ids._end(self.reason)
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        debtor = self.env["debt.debtor"]._get_or_create(self.env.company, self.partner_id)
        self.env["debt.sale.hold"]._set(
            debtor, self.level, reason=self.reason, until=self.date_until
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
