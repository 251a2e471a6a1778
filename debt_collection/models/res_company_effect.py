from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import bands


class ResCompany(models.Model):
    """How steps are compared, and when the next one isn't worth its cost any more."""

    _inherit = "res.company"

    debt_effect_amounts = fields.Char(
        "Bands of amounts",
        required=True,
        default="500, 2000, 10000, 50000",
        help="Limits between which demanded amounts are compared with each other.",
    )
    debt_stop_loss = fields.Integer(
        "Most a step may cost (%)",
        default=50,
        help="A paid step that costs more than so many per cent of what such steps brought before "
        "is put to the head to decide: write off, sell, claim tax relief. 0: never.",
    )
    debt_stop_loss_days = fields.Integer(
        "Days ahead",
        default=14,
        help="So many days before a paid step its cost is compared with what it may bring.",
    )

    _debt_stop_loss_positive = models.Constraint(
        "CHECK (debt_stop_loss >= 0 AND debt_stop_loss_days >= 0)",
        "Limits of costs can't be negative.",
    )

    @api.constrains("debt_effect_amounts")
    def _check_debt_effect_amounts(self):
        for company in self:
            try:
                bands.parse(company.debt_effect_amounts)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Write the limits of amounts as whole numbers, rising, at most %(most)s of "
                        "them: 500, 2000, 10000.",
                        most=bands.MOST,
                    )
                ) from error


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_effect_amounts = fields.Char(related="company_id.debt_effect_amounts", readonly=False)
    debt_stop_loss = fields.Integer(related="company_id.debt_stop_loss", readonly=False)
    debt_stop_loss_days = fields.Integer(related="company_id.debt_stop_loss_days", readonly=False)
