from odoo import api, models


class DebtAction(models.Model):
    """What waits or failed moves its case in the worklist."""

    _inherit = "debt.action"

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        actions.case_id._worklist_changed()
        return actions

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.case_id._worklist_changed()
        return result


class DebtCase(models.Model):
    _inherit = "debt.case"

    def write(self, vals):
        result = super().write(vals)
        if {"replied_on", "state"}.intersection(vals):
            self._worklist_changed()
        return result
