import re

from odoo import models

from ..tools.suspects import references


def _compact(name):
    """Return a document's name as `references` gives it."""
    return re.sub(r"[\W_]+", "", name or "").upper()


class SaleOrder(models.Model):
    """What was already paid for a quotation: all that a customer on prepayment may buy."""

    _inherit = "sale.order"

    def _debt_is_prepaid(self):
        self.ensure_one()
        return self.currency_id.compare_amounts(self._debt_amount_paid(), self.amount_total) >= 0

    def _debt_amount_paid(self):
        """Return what was paid for this order, in its currency: invoices, online, transfers.

        Read from residuals and transaction states: `amount_paid` of Odoo leaves out down payments
        and transfers, and is kept in the cache while a payment is processed.
        """
        # payments and invoices are no business of salespeople and of the public
        order_sudo = self.sudo()
        invoices = order_sudo.invoice_ids.filtered(lambda move: move.state == "posted")
        shares = invoices._debt_paid()
        transactions = order_sudo.transaction_ids._debt_counted(invoices)
        shares += [(tx._debt_amount(), tx.currency_id) for tx in transactions]
        transfers = order_sudo._debt_named_transfers()
        shares += [(-line.amount_residual_currency, line.currency_id) for line in transfers]
        return sum(order_sudo._debt_to_own_currency(*share) for share in shares)

    def _debt_to_own_currency(self, amount, currency):
        return currency._convert(amount, self.currency_id, self.company_id, self.date_order.date())

    def _debt_named_transfers(self):
        """Unallocated receipts marked as its advance, or whose title names it and no other open
        one.

        Online payments are counted elsewhere; for whom a receipt for two orders is, isn't known.
        """
        partners = self._debt_partners()
        advances = self.env["debt.debtor"]._order_advances(self.company_id, partners)
        if not advances:
            return self.env["account.move.line"]
        lines = self.env["account.move.line"].browse(advances)
        marked = {a.move_id: a.order_id for a in self.env["debt.advance"]._of(lines) if a.order_id}
        names = self._debt_open_order_names(partners)
        return lines.filtered(
            lambda line: (
                marked[line.move_id] == self._origin
                if line.move_id in marked
                else not line.payment_id.payment_transaction_id
                and names & references(line._debt_transfer_text()) == {_compact(self.name)}
            )
        )

    def _debt_open_order_names(self, partners):
        orders = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("partner_id", "child_of", partners.ids),
                ("state", "!=", "cancel"),
            ]
        )
        return {_compact(order.name) for order in orders | self}


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _debt_transfer_text(self):
        texts = (self.payment_id.memo, self.name, self.ref, self.statement_line_id.payment_ref)
        return " ".join(text for text in texts if text)
