from odoo import fields, models


class DebtChannel(models.Model):
    """A way by which a letter leaves the house; later parts add others as data."""

    _name = "debt.channel"
    _description = "Delivery Channel"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(
        [("email", "E-mail"), ("post", "By post"), ("registered", "Registered post")], required=True
    )
    sequence = fields.Integer(default=10)
    is_paper = fields.Boolean(help="Letters by this channel wait on the list “To print”.")

    _code_unique = models.Constraint("UNIQUE(code)", "There is one record for each channel.")
