from odoo import api, fields, models

from .res_partner import COLLECTORS


class ResPartner(models.Model):
    """A customer's compensation notes in this company."""

    _inherit = "res.partner"

    debt_compensation_count = fields.Integer(
        compute="_compute_debt_compensation_count", groups=COLLECTORS
    )

    @api.depends_context("company")
    @api.depends("commercial_partner_id")
    def _compute_debt_compensation_count(self):
        groups = self.env["debt.compensation"]._read_group(
            [
                ("partner_id", "in", self.commercial_partner_id.ids),
                ("company_id", "=", self.env.company.id),
                ("state", "!=", "cancelled"),
            ],
            ["partner_id"],
            ["__count"],
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.debt_compensation_count = counts.get(partner.commercial_partner_id.id, 0)

    def action_debt_compensations(self):
        return self._debt_open_related(
            "debt.compensation", "debt_collection.debt_compensation_action"
        )
