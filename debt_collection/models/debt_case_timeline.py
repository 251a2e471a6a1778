from odoo import fields, models


class DebtCase(models.Model):
    """All that happened in a case, on its page History."""

    _inherit = "debt.case"

    timeline_ids = fields.One2many("debt.timeline", "case_id", "History", readonly=True)

    def action_open_timeline(self):
        """Open the whole history of this case as a list with filters."""
        return self._open_related("debt_timeline_action")
