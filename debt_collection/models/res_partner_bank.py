from odoo import fields, models


class ResPartnerBank(models.Model):
    _inherit = "res.partner.bank"

    debt_white_list = fields.Boolean(
        "On the VAT white list",
        help="The account is reported to the tax office and stands in the Polish register of VAT "
        "payers: letters say so to businesses, who may lose the cost of what they pay elsewhere.",
    )
