from odoo import fields, models

from ..models.debt_plan import HOWS


class DebtPlanAccept(models.TransientModel):
    """The customer accepted an agreement: when, who, and the signed copy."""

    _name = "debt.plan.accept"
    _description = "Accept an Agreement"

    plan_id = fields.Many2one("debt.plan", required=True, readonly=True)
    partner_id = fields.Many2one(related="plan_id.partner_id")
    how = fields.Selection(HOWS, "By way of", required=True, default="upload")
    date = fields.Date("Accepted on", required=True)
    accepted_by_id = fields.Many2one(
        "res.partner", "Accepted by", domain="[('commercial_partner_id', '=', partner_id)]"
    )
    file_ids = fields.Many2many("ir.attachment", string="Signed copy")

    def action_confirm(self):
        self.ensure_one()
        plan = self.plan_id
        plan.check_access("write")
        # the signed copy belongs to the agreement, not to this dialog
        self.file_ids.sudo().write({"res_model": plan._name, "res_id": plan.id})
        plan._accept(self.accepted_by_id, self.how, self.date, self.file_ids)
        return {"type": "ir.actions.act_window_close"}
