from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _update_state(self, *args, **kwargs):
        transactions = super()._update_state(*args, **kwargs)
        # a payment under way holds its items, a broken off one frees them
        self.env["debt.dirty"]._push(
            {
                (tx.company_id.id, tx.partner_id.commercial_partner_id.id)
                for tx in transactions.sudo()
            }
            | transactions.sudo().invoice_ids.line_ids._debt_keys()
        )
        return transactions

    def _create_payment(self, **extra_create_values):
        """Settle notes of interest and compensation, too: Odoo sees only invoices."""
        payment = super()._create_payment(**extra_create_values)
        notes = self.env["account.move"].search(
            [
                ("transaction_ids", "in", self.ids),
                ("move_type", "=", "entry"),
                ("state", "=", "posted"),
            ]
        )
        lines = (payment.move_id.line_ids + notes.line_ids).filtered(
            lambda line: line.account_id == payment.destination_account_id and not line.reconciled
        )
        if notes and lines:
            lines.reconcile()
        return payment
