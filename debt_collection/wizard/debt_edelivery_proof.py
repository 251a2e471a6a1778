import base64

from odoo import fields, models


class DebtEdeliveryProof(models.TransientModel):
    """The proof of one e-Delivery: its number, when it was received, the file; or why it failed."""

    _name = "debt.edelivery.proof"
    _description = "Proof of e-Delivery"

    delivery_id = fields.Many2one("debt.edelivery", required=True, readonly=True)
    is_failed = fields.Boolean("It didn't arrive")
    delivered_on = fields.Datetime("Received on", default=fields.Datetime.now)
    number = fields.Char("Number of the proof")
    file = fields.Binary("Proof")
    file_name = fields.Char()
    reason = fields.Char("Why it didn't arrive")

    def action_confirm(self):
        self.ensure_one()
        self.delivery_id.letter_id.check_access("write")
        # deadlines follow by methods only
        delivery_sudo = self.delivery_id.sudo()
        if self.is_failed:
            delivery_sudo._failed(self.reason, delivery_sudo.company_id._debt_today())
        else:
            content = base64.b64decode(self.file) if self.file else False
            delivery_sudo._delivered(self.delivered_on, self.number, content, self.file_name)
        return {"type": "ir.actions.act_window_close"}
