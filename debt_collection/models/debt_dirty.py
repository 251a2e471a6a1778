from odoo import fields, models


class DebtDirty(models.Model):
    """Append-only hint that something of a debtor changed in the ledger; the refresh consumes it."""

    _name = "debt.dirty"
    _description = "Changed Debtor"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
