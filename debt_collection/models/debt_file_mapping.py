from odoo import fields, models


class DebtFileMapping(models.Model):
    """How the columns of a kind of file are read: remembered for the next one with such columns."""

    _name = "debt.file.mapping"
    _description = "Columns of Files"
    _order = "name, id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    signature = fields.Char(
        "Column names", readonly=True, index=True, help="By which a file is recognised."
    )
    columns = fields.Json(
        "Columns (data)", readonly=True, help="{name of the column: what it holds}"
    )
    decimal_mark = fields.Char(readonly=True)
