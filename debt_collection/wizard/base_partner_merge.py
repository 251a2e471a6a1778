from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # Core moves rows in SQL and deletes the ones a unique constraint refuses: debtors and
        # cases of merged customers have to be one before it comes to them.
        self.env["debt.debtor"]._merge_partners(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)
