from odoo import fields, models


class ResCompany(models.Model):
    """Numbers and habits of the company's post."""

    _inherit = "res.company"

    debt_post_office = fields.Char("Post office", help="Printed on the posting book.")
    debt_postage = fields.Monetary(
        "Postage of a letter", help="Proposed for letters by ordinary post."
    )
    debt_postage_registered = fields.Monetary(
        "Postage of a registered letter",
        help="With proof of receipt where you use it. Proposed for registered letters.",
    )
    debt_post_receipts = fields.Boolean(
        "Registered letters with proof of receipt",
        default=True,
        help="Noted in the posting book and in the file for the post's own system.",
    )
    debt_print_cover = fields.Selection(
        [
            ("none", "Letters only"),
            ("separator", "A separator page before each letter"),
            ("envelope", "An envelope page (DL) before each letter"),
        ],
        "Printed batch",
        default="none",
        required=True,
    )
    debt_print_duplex = fields.Boolean(
        "Printed on both sides", help="Each letter begins on a new sheet."
    )
    debt_edelivery_provider = fields.Selection(
        [("manual", "By hand: a ZIP file"), ("folder", "A folder of the server")],
        "e-Delivery through",
        default="manual",
        required=True,
    )
    debt_edelivery_sender = fields.Char(
        "Own e-Delivery address", help="Such as AE:PL-12345-67890-ABCDE-12."
    )
    debt_fax_address = fields.Char(
        "E-mail address of the fax gateway",
        help="{number} is the fax number in international form without plus, such as"
        " {number}@fax.example.com. Empty: no letters by fax.",
    )
