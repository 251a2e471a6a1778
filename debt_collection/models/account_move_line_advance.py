from odoo import api, fields, models


class AccountMoveLine(models.Model):
    """An unallocated receipt: whether it counts against the customer's invoices, and why not."""

    _inherit = "account.move.line"

    # sudo: what an order is called is no secret of sales
    debt_is_advance = fields.Boolean(
        "Advance for an order", compute="_compute_debt_advance", compute_sudo=True
    )
    debt_advance_text = fields.Char("Counts as", compute="_compute_debt_advance", compute_sudo=True)

    @api.depends_context("lang")
    def _compute_debt_advance(self):
        """In bulk: the list of receipts shows it."""
        credits = self.filtered(
            lambda line: line.account_type == "asset_receivable" and line.amount_residual < 0
        )
        said = {
            (advance.move_id, advance.partner_id): advance
            for advance in self.env["debt.advance"]._of(credits)
        }
        advances = credits._debt_advance_ids()
        for line in self:
            mark = said.get((line.move_id, line.partner_id.commercial_partner_id))
            line.debt_is_advance = line.id in advances
            line.debt_advance_text = line in credits and line._debt_counts_as(mark)

    def _debt_advance_ids(self):
        ids = set()
        for company, lines in self.grouped("company_id").items():
            partners = lines.partner_id.commercial_partner_id
            ids |= self.env["debt.debtor"]._order_advances(company, partners)
        return ids

    def _debt_counts_as(self, mark):
        if not self.debt_is_advance:
            return self.env._("Pays invoices")
        if not mark:
            return self.env._("Advance: its title names an open order")
        if mark.order_id:
            return self.env._("Advance for %(order)s", order=mark.order_id.name)
        return self.env._("Advance for an order")

    # buttons

    def action_debt_mark_advance(self):
        """Ask which order these receipts are for."""
        return self.env["debt.advance.wizard"]._open_for(self)

    def action_debt_mark_payment(self):
        """Say that these receipts pay invoices: a mark by hand goes, a title is overruled."""
        advances = self.env["debt.advance"]
        advances._unmark(self)
        named = self.filtered("debt_is_advance")
        if named:
            advances._mark(named, is_advance=False)
