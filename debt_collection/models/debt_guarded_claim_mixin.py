from odoo import fields, models

from .res_partner import READERS


class DebtGuardedClaimMixin(models.AbstractModel):
    """Claims to date on records that others than collectors and accountants read too."""

    _name = "debt.guarded.claim.mixin"
    _description = "Claims to Date, for Some"
    _inherit = ["debt.claim.mixin"]

    claim_currency_id = fields.Many2one(groups=READERS)
    principal_to_date = fields.Monetary(groups=READERS)
    interest_to_date = fields.Monetary(groups=READERS)
    noted_to_date = fields.Monetary(groups=READERS)
    compensation_to_date = fields.Monetary(groups=READERS)
    claim_total = fields.Monetary(groups=READERS)
    interest_daily = fields.Monetary(groups=READERS)
    claim_error = fields.Char(groups=READERS)
