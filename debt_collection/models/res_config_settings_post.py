from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    debt_post_office = fields.Char(related="company_id.debt_post_office", readonly=False)
    debt_postage = fields.Monetary(
        related="company_id.debt_postage", readonly=False, currency_field="debt_currency_id"
    )
    debt_postage_registered = fields.Monetary(
        related="company_id.debt_postage_registered",
        readonly=False,
        currency_field="debt_currency_id",
    )
    debt_post_receipts = fields.Boolean(related="company_id.debt_post_receipts", readonly=False)
    debt_print_cover = fields.Selection(related="company_id.debt_print_cover", readonly=False)
    debt_print_duplex = fields.Boolean(related="company_id.debt_print_duplex", readonly=False)
    debt_edelivery_provider = fields.Selection(
        related="company_id.debt_edelivery_provider", readonly=False
    )
    debt_edelivery_sender = fields.Char(related="company_id.debt_edelivery_sender", readonly=False)
    debt_fax_address = fields.Char(related="company_id.debt_fax_address", readonly=False)
