from odoo import api, models
from odoo.fields import Domain


class DebtCase(models.Model):
    """The KSeF number, as a customer reads it from his screen, finds the case too."""

    _inherit = "debt.case"

    @api.model
    def _talk_move_domain(self, said):
        domain = super()._talk_move_domain(said)
        if len(said.text) < 6:
            return domain
        return domain | Domain("l10n_pl_edi_number", "ilike", said.text) & Domain(
            "company_id", "in", self.env.companies.ids
        )
