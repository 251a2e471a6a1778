from odoo import fields, models


class DebtFileClaim(models.Model):
    """A document of a debtor as a file says: never an entry in our books."""

    _name = "debt.file.claim"
    _description = "Document from a File"
    _order = "import_id desc, sequence, id"
    _log_access = False

    import_id = fields.Many2one(
        "debt.file.import", "File", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="import_id.company_id", store=True, index=True)
    sequence = fields.Integer("Row", readonly=True, aggregator=None)
    debtor_id = fields.Many2one("debt.debtor", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", "Customer", required=True, index=True)
    name = fields.Char("Document", required=True)
    date_invoice = fields.Date("Issued on")
    date_due = fields.Date("Due date")
    currency_id = fields.Many2one("res.currency", required=True)
    amount_total = fields.Monetary("Gross amount")
    amount_open = fields.Monetary("Still open")
