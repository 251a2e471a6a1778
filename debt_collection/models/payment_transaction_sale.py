from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        """Leave paid quotations of customers on hold unconfirmed, and tell a person.

        An error here would abort the post-processing: money taken, nothing booked, no order.
        """
        held_back = self.browse()
        for tx in self:
            if order := tx._debt_stopped_order():
                order._debt_ask_release(paid=True)
                held_back += tx
        return super(PaymentTransaction, self - held_back)._check_amount_and_confirm_order()

    def _debt_stopped_order(self):
        """Return the quotation this transaction would confirm if collection didn't stop it."""
        order = self.sale_order_ids
        if (
            len(order) == 1
            and order.state in ("draft", "sent")
            and order._is_confirmation_amount_reached()
            and order._debt_stops()
        ):
            return order
        return self.env["sale.order"]

    def _debt_counted(self, invoices):
        """Those that count as payment of their order beside its `invoices`.

        Transactions for several orders don't: which one they pay isn't known.
        """
        return self.filtered(
            lambda tx: (
                tx.state in ("authorized", "done")
                and not tx.source_transaction_id
                and len(tx.sale_order_ids) == 1
                and not (tx.invoice_ids | tx.payment_id.reconciled_invoice_ids) & invoices
            )
        )

    def _debt_amount(self):
        """Return the amount less what was refunded, in the transaction's currency."""
        refunds = self.child_transaction_ids.filtered(
            lambda tx: tx.operation == "refund" and tx.state == "done"
        )
        return self.amount + sum(refunds.mapped("amount"))
