from odoo import fields, models

from .debt_action import APPROVAL_ROLES


class DebtApproval(models.Model):
    """One consent given to an action: by whom, in which role, when. Kept as evidence."""

    _name = "debt.approval"
    _description = "Approval"
    _order = "approved_on, id"
    _rec_name = "user_id"

    action_id = fields.Many2one("debt.action", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="action_id.company_id", store=True, index=True)
    role = fields.Selection(APPROVAL_ROLES, required=True)
    user_id = fields.Many2one("res.users", "Approved by", required=True, ondelete="restrict")
    approved_on = fields.Datetime("On", required=True)
    is_void = fields.Boolean("Asked again", help="More was demanded later, so it didn't count.")

    def _role_text(self):
        return dict(self._fields["role"]._description_selection(self.env))[self.role]
