from odoo import api, fields, models

TARGETS = [
    ("partner_name", "Customer: name"),
    ("partner_vat", "Customer: tax number"),
    ("partner_ref", "Customer: number"),
    ("partner_street", "Customer: street"),
    ("partner_zip", "Customer: post code"),
    ("partner_city", "Customer: town"),
    ("partner_country", "Customer: country"),
    ("partner_email", "Customer: e-mail"),
    ("partner_phone", "Customer: phone"),
    ("partner_lang", "Customer: language"),
    ("name", "Document: number"),
    ("date_invoice", "Document: issued on"),
    ("date_due", "Document: due date"),
    ("amount_total", "Document: gross amount"),
    ("amount_open", "Document: still open"),
    ("currency", "Document: currency"),
]


class DebtFileColumn(models.Model):
    """A column of the file, and what it holds."""

    _name = "debt.file.column"
    _description = "Column of a File"
    _order = "sequence, id"
    _log_access = False

    import_id = fields.Many2one(
        "debt.file.import", "File", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(readonly=True, help="Position in the file, from 0.")
    name = fields.Char("Column", readonly=True)
    sample = fields.Char("For example", readonly=True)
    target = fields.Selection(TARGETS, "Holds", help="Empty: isn't read.")

    @api.depends("name", "sequence")
    def _compute_display_name(self):
        for column in self:
            number = column.sequence + 1
            column.display_name = column.name or self.env._("Column %(number)s", number=number)
