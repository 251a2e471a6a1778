from odoo import api, fields, models
from odoo.fields import Domain


class DebtAction(models.Model):
    """Letters about documents that aren't in our books: the file stands for the ledger, so there
    is only the customer to look at again (who is held?) and no bank statement to wait for.
    """

    _inherit = "debt.action"

    file_import_id = fields.Many2one(
        "debt.file.import", "From the file", index="btree_not_null", ondelete="restrict"
    )

    def _verdicts(self, nets):
        """Of a file nothing is known but what holds the customer as a whole."""
        if not self.file_import_id:
            return super()._verdicts(nets)
        active = self.env["debt.hold"]._active_domain(self.company_id._debt_today())
        holds = self.debtor_id.hold_ids.filtered_domain(active)
        hold = holds.filtered(lambda one: not one.amount and one._covers(self))[:1]
        lines = self.line_ids.filtered(lambda line: line.role == "demanded")
        return dict.fromkeys(lines, ("held", {"hold": hold.display_name})) if hold else {}

    def _follow(self, nets, gone, credits, day):
        if self.file_import_id:
            return self.line_ids.browse(), []
        return super()._follow(nets, gone, credits, day)

    def _difference_text(self, nets):
        return False if self.file_import_id else super()._difference_text(nets)

    @api.model
    def _post_due_domain(self, day):
        return super()._post_due_domain(day) & Domain("file_import_id", "=", False)


class DebtActionLine(models.Model):
    _inherit = "debt.action.line"

    file_claim_id = fields.Many2one(
        "debt.file.claim", "Row of the file", index="btree_not_null", ondelete="set null"
    )
