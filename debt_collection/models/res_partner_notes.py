from odoo import api, fields, models

NOTE_READERS = "debt_collection.group_collector,account.group_account_invoice"


class ResPartner(models.Model):
    _inherit = "res.partner"

    debt_note_count = fields.Integer(compute="_compute_debt_note_count", groups=NOTE_READERS)

    @api.depends_context("company", "uid")
    def _compute_debt_note_count(self):
        groups = self.env["debt.interest.note"]._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)], ["partner_id"], ["__count"]
        )
        counts = dict(groups)
        for partner in self:
            partner.debt_note_count = counts.get(partner.commercial_partner_id, 0)

    def action_debt_notes(self):
        """Open the interest notes of these customers."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "debt_collection.debt_interest_note_action"
        )
        domain = [("partner_id", "in", self.commercial_partner_id.ids)]
        return {**action, "domain": domain, "context": {}}

    def action_debt_propose_notes(self):
        """Open the dialog that proposes notes for these customers."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "debt_collection.debt_interest_propose_action"
        )
        return {**action, "context": {"default_partner_ids": self.commercial_partner_id.ids}}
