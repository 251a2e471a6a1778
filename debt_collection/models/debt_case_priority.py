from odoo import api, fields, models


class DebtCase(models.Model):
    """In which order cases are dealt with, and why."""

    _inherit = "debt.case"

    priority_data = fields.Json(readonly=True, help="[[code of the reason, points, facts], ...]")
    priority_why = fields.Char("Why first", compute="_compute_priority_why")

    @api.depends("priority_data")
    @api.depends_context("lang")
    def _compute_priority_why(self):
        for case in self:
            case.priority_why = ", ".join(
                self.env["debt.reason"]._text(code, data or {})
                for code, _points, data in case.priority_data or ()
            )
