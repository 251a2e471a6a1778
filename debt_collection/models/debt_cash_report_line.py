from odoo import fields, models


class DebtCashReportLine(models.Model):
    """One movement of cash, as it stands in a report."""

    _name = "debt.cash.report.line"
    _description = "Cash Report Line"
    _inherit = ["debt.evidence.mixin"]
    _order = "report_id, date, id"

    report_id = fields.Many2one("debt.cash.report", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    currency_id = fields.Many2one(related="report_id.currency_id")
    move_line_id = fields.Many2one(
        "account.move.line", "Entry", ondelete="set null", index="btree_not_null"
    )
    date = fields.Date(required=True)
    name = fields.Char("Document", required=True)
    text = fields.Char("Paid for")
    partner_id = fields.Many2one("res.partner", "Customer or supplier")
    amount = fields.Monetary(help="Received is positive, paid out negative.")

    _once = models.Constraint("UNIQUE(move_line_id)", "This entry is already in a cash report.")

    def _is_final(self):
        return self.report_id._is_final()
