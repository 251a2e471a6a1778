from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    debt_interest_rounding = fields.Selection(
        [
            ("rows", "Each row of the calculation, then added up"),
            ("once", "Once, the sum"),
        ],
        "Interest is rounded",
        default="rows",
        required=True,
        help="Both are in use in Poland and may differ by a grosz. Rows add up on paper.",
    )
    debt_payment_day_inclusive = fields.Boolean(
        "The day of payment bears interest", default=True, help="The debt falls the day after."
    )
