from odoo import api, fields, models


class DebtContact(models.TransientModel):
    """How long the contact took: as a rule, until the person says otherwise."""

    _inherit = "debt.contact"

    minutes = fields.Float(digits=(6, 1), compute="_compute_minutes", store=True, readonly=False)

    @api.depends("channel", "company_id")
    def _compute_minutes(self):
        for contact in self:
            norms = self.env["debt.work.time"]._norms(contact.company_id)
            norm = norms.get(contact.channel)
            contact.minutes = norm and float(norm.minutes)

    def _contact_values(self):
        return {**super()._contact_values(), "minutes": self.minutes}
