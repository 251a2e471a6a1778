from odoo import fields, models


class DebtCase(models.Model):
    """The compensation notes of the case's debtor."""

    _inherit = "debt.case"

    compensation_count = fields.Integer(compute="_compute_compensation_count")

    def _compute_compensation_count(self):
        groups = self.env["debt.compensation"]._read_group(
            [("debtor_id", "in", self.debtor_id.ids), ("state", "!=", "cancelled")],
            ["debtor_id"],
            ["__count"],
        )
        counts = {debtor.id: count for debtor, count in groups}
        for case in self:
            case.compensation_count = counts.get(case.debtor_id.id, 0)

    def action_open_compensations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "debt_collection.debt_compensation_action"
        )
        return {**action, "context": {}, "domain": [("debtor_id", "=", self.debtor_id.id)]}
