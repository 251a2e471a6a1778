from odoo import fields, models


class DebtDisputeChange(models.TransientModel):
    """Who answers a complaint, and until when."""

    _name = "debt.dispute.change"
    _description = "Hand a Dispute Over"

    dispute_id = fields.Many2one("debt.dispute", required=True)
    user_id = fields.Many2one(
        "res.users", "Handled by", required=True, domain=[("share", "=", False)]
    )
    deadline = fields.Date("Answer by", required=True)

    def action_confirm(self):
        self.ensure_one()
        self.dispute_id._hand_over(self.user_id, self.deadline)
        return {"type": "ir.actions.act_window_close"}


class DebtDispute(models.Model):
    _inherit = "debt.dispute"

    def action_change(self):
        """Ask who answers it and until when."""
        self.ensure_one()
        change = self.env["debt.dispute.change"].create(
            {
                "dispute_id": self.id,
                "user_id": (self.user_id or self.env.user).id,
                "deadline": self.deadline,
            }
        )
        return change._get_records_action(
            name=self.env._("Hand the complaint over"), target="new", context={}
        )
