from odoo import fields, models

DIFFERENCES = [
    ("no_partner", "No customer on the journal item"),
    ("draft", "Matched with an entry that isn't posted"),
    ("across", "Settled by another currency"),
    ("damaged", "Open amount doesn't fit the reconciliations"),
    ("left_out", "Marked as not to be followed up"),
]


class DebtTieOutLine(models.Model):
    """One receivable account in one currency: what the ledger says, what the open items say."""

    _name = "debt.tie.out.line"
    _description = "Tie-Out: Account"
    _order = "tie_out_id desc, account_id, document_currency_id"

    tie_out_id = fields.Many2one(
        "debt.tie.out", "Check", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="tie_out_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id", string="Company currency")
    account_id = fields.Many2one(
        "account.account", "Ledger account", required=True, ondelete="cascade"
    )
    document_currency_id = fields.Many2one("res.currency", "Currency", required=True)
    ledger = fields.Monetary("In the ledger")
    portfolio = fields.Monetary("Open items")
    difference = fields.Monetary()
    ledger_document = fields.Monetary(
        "Ledger, own currency", currency_field="document_currency_id", aggregator=None
    )
    portfolio_document = fields.Monetary(
        "Open items, own currency", currency_field="document_currency_id", aggregator=None
    )
    difference_document = fields.Monetary(
        "Difference, own currency", currency_field="document_currency_id", aggregator=None
    )


class DebtTieOutDifference(models.Model):
    """What is in the ledger and not among the open items of customers, or the other way round."""

    _name = "debt.tie.out.difference"
    _description = "Tie-Out: Difference"
    _order = "tie_out_id desc, id"

    tie_out_id = fields.Many2one(
        "debt.tie.out", "Check", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="tie_out_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id", string="Company currency")
    kind = fields.Selection(DIFFERENCES, required=True)
    account_id = fields.Many2one("account.account", "Ledger account", ondelete="cascade")
    move_line_id = fields.Many2one("account.move.line", "Journal item", ondelete="set null")
    name = fields.Char("Document")
    partner_id = fields.Many2one(related="move_line_id.partner_id")
    date = fields.Date(related="move_line_id.date")
    document_currency_id = fields.Many2one("res.currency", "Currency")
    amount = fields.Monetary("Ledger less open items")
    amount_document = fields.Monetary(
        "In its own currency", currency_field="document_currency_id", aggregator=None
    )

    def _why(self):
        """Return the document and what is wrong with it, for people."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return ", ".join(filter(None, [self.name, kinds[self.kind]]))

    def action_open(self):
        """Open the entry that makes the difference."""
        self.ensure_one()
        return self.move_line_id.move_id._get_records_action()
