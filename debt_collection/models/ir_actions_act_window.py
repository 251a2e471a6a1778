from odoo import models


class IrActionsActWindow(models.Model):
    """The aging report opened by itself: from "My Dashboard", a favourite, a bookmark."""

    _inherit = "ir.actions.act_window"

    def _get_action_dict(self):
        """Its list has the heads of the company's buckets, which no record can know."""
        result = super()._get_action_dict()
        if result["res_model"] == "debt.aging":
            report = self.env["debt.aging"]
            result["views"] = report._views(report._usual_scope())
        return result
