from odoo import models
from odoo.exceptions import UserError

from .sale_order_check import BLOCKED


class AccountMove(models.Model):
    """Sales without an order: an invoice for a customer whose sales are suspended."""

    _inherit = "account.move"

    def _post(self, soft=True):
        self._debt_check_sale()
        return super()._post(soft)

    def _debt_check_sale(self):
        """Refuse invoices without an order where the company says so; who releases orders passes.

        What was ordered or delivered is always invoiced, and nothing stops payments and credit
        notes.
        :raises UserError: naming customer and who may decide
        """
        if self.env.user.has_group("debt_collection.group_release"):
            return
        for company, moves in self._debt_direct_sales().grouped("company_id").items():
            debtors = self.env["debt.debtor"].sudo()  # read by accountants and salespeople
            debtors = debtors.search(
                [
                    ("company_id", "=", company.id),
                    ("partner_id", "in", moves.commercial_partner_id.ids),
                ]
            )
            for debtor, level in debtors._sale_levels(company._debt_today()).items():
                if level == BLOCKED:
                    raise UserError(
                        self.env._(
                            "Sales to %(customer)s are suspended: no new invoice without an order. "
                            "Please ask %(head)s.",
                            customer=debtor.partner_id.name,
                            head=company._debt_head_name(),
                        )
                    )

    def _debt_direct_sales(self):
        """Return those of these moves that sell something nobody ordered."""
        # an accountant may not read orders
        sales_sudo = self.sudo().filtered(
            lambda move: move.company_id.debt_stops_invoices and move.move_type == "out_invoice"
        )
        return sales_sudo.filtered(
            lambda move: not move.line_ids.sale_line_ids and not move._debt_is_of_till()
        )

    def _debt_is_of_till(self):
        """Whether the goods were sold in a shop; without point_of_sale no such field."""
        return "pos_order_ids" in self._fields and bool(self.pos_order_ids)
