from odoo import fields, models


class DebtMatchLineMixin(models.AbstractModel):
    """A row of a document of settlement: an open item and how much of it is meant.

    The model has its document, `amount`, and says in `_compute_facts` when the ledger is read.
    """

    _name = "debt.match.line.mixin"
    _description = "Row of a Document of Settlement"
    _inherit = ["debt.evidence.mixin"]
    _check_company_auto = True

    move_line_id = fields.Many2one(
        "account.move.line", "Item", index="btree_not_null", ondelete="set null", check_company=True
    )
    # as the ledger said when the document was prepared
    name = fields.Char("Document", compute="_compute_facts", store=True, precompute=True)
    date_due = fields.Date("Due", compute="_compute_facts", store=True, precompute=True)

    _amount_not_negative = models.Constraint("CHECK(amount >= 0)", "Amounts can't be negative.")

    def _compute_facts(self):
        raise NotImplementedError

    def _read_document(self):
        """Take over what the journal item says of itself; call it in `_compute_facts`."""
        self.name = self.env["debt.matching"]._document(self.move_line_id)
        self.date_due = self.move_line_id.date_maturity or self.move_line_id.date
