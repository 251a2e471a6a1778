from odoo import fields, models


class ResCompany(models.Model):
    """What the history counts as the effect of an action; how long a statement can be stopped."""

    _inherit = "res.company"

    debt_effect_days = fields.Integer(
        "Effect of an action (days)",
        default=7,
        help="Money received on its documents within so many days is shown beside an action.",
    )
    debt_statement_minutes = fields.Integer(
        "Statements wait (minutes)",
        default=2,
        help="So long a statement sent by hand can still be cancelled in the history.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_effect_days = fields.Integer(related="company_id.debt_effect_days", readonly=False)
    debt_statement_minutes = fields.Integer(
        related="company_id.debt_statement_minutes", readonly=False
    )
