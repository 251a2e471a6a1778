from odoo import fields, models


class ResCompany(models.Model):
    """What money costs the company: the price of waiting for what is overdue."""

    _inherit = "res.company"

    debt_capital_rate = fields.Float(
        "Cost of capital (% a year)",
        default=8.0,
        digits=(16, 2),
        help="What the company pays for money, a bank loan for example. Money that comes late is "
        "reckoned at it.",
    )

    _debt_capital_rate_positive = models.Constraint(
        "CHECK (debt_capital_rate >= 0)", "The cost of capital can't be negative."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_capital_rate = fields.Float(related="company_id.debt_capital_rate", readonly=False)
