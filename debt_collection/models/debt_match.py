from odoo import fields, models


class DebtMatch(models.Model):
    """What a document of settlement matched with what: kept also when it is undone."""

    _name = "debt.match"
    _description = "Matched Pair"
    _inherit = ["debt.evidence.mixin"]
    _order = "id"

    _evidence_whitelist = frozenset({"partial_id", "bridge_move_id"})

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True)
    amount = fields.Monetary(required=True)
    debit_line_id = fields.Many2one(
        "account.move.line", "Debt", ondelete="set null", index="btree_not_null"
    )
    debit_name = fields.Char("Debt settled", required=True)
    credit_line_id = fields.Many2one(
        "account.move.line", "Credit", ondelete="set null", index="btree_not_null"
    )
    credit_name = fields.Char("With", required=True)
    partial_id = fields.Many2one(
        "account.partial.reconcile",
        "Reconciliation",
        ondelete="set null",
        index="btree_not_null",
        help="Empty: the reconciliation was undone.",
    )
    bridge_move_id = fields.Many2one(
        "account.move",
        "Entry",
        ondelete="set null",
        help="Moves the amount between accounts: only items of one account can be reconciled.",
    )

    def _is_final(self):
        return True
