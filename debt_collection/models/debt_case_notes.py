from odoo import api, fields, models


class DebtCase(models.Model):
    _inherit = "debt.case"

    note_count = fields.Integer(compute="_compute_note_count")

    @api.depends("partner_id")
    def _compute_note_count(self):
        """Interest notes of the customer in the company of the case."""
        groups = self.env["debt.interest.note"]._read_group(
            [("debtor_id", "in", self.debtor_id.ids)], ["debtor_id"], ["__count"]
        )
        counts = dict(groups)
        for case in self:
            case.note_count = counts.get(case.debtor_id, 0)

    def action_open_notes(self):
        return self.partner_id.action_debt_notes()

    def action_propose_notes(self):
        return self.partner_id.action_debt_propose_notes()
