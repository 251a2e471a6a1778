from odoo import api, models

MOVING = frozenset({"date_deadline", "active", "user_id", "res_id", "res_model_id"})


class MailActivity(models.Model):
    """A task moves its case in the worklist."""

    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._debt_cases()._worklist_changed()
        return activities

    def write(self, vals):
        if not MOVING.intersection(vals):
            return super().write(vals)
        before = self._debt_cases()
        result = super().write(vals)
        (before | self._debt_cases())._worklist_changed()
        return result

    def unlink(self):
        cases = self._debt_cases()
        result = super().unlink()
        cases._worklist_changed()
        return result

    def _debt_cases(self):
        """Return the cases that these activities are about."""
        about = self.filtered(lambda activity: activity.res_model == "debt.case")
        return self.env["debt.case"].browse(about.mapped("res_id"))
