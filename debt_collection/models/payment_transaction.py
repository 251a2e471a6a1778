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
