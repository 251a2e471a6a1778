from odoo import fields, models

LIMITATION_KINDS = [
    ("sale", "Sale by a business (2 years)"),
    ("business", "Business claim (3 years)"),
    ("carriage", "Carriage (1 year)"),
    ("general", "Other claim (6 years)"),
    ("court", "Confirmed by a court or a settlement (6 years)"),
]


class DebtItem(models.Model):
    """Until when an item can be claimed (LAW 6)."""

    _inherit = "debt.item"

    limitation_kind = fields.Selection(
        LIMITATION_KINDS, "Kind of claim", help="Empty: as the company's settings say."
    )
    limitation_from = fields.Date(
        "Limitation runs anew from",
        readonly=True,
        help="Day of an acknowledgement or of a court's act. Empty: it runs from the due date.",
    )
    limitation_why = fields.Char("What interrupted it", readonly=True)
    limitation_date = fields.Date(
        "Can be claimed until", readonly=True, help="Last day before the claim is time-barred."
    )
    limitation_warned = fields.Integer(readonly=True, aggregator=None)
