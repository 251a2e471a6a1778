from odoo import api, models


class DebtLetter(models.Model):
    """Who writes to whom, in which language, by which way, and to which account money should go."""

    _inherit = "debt.letter"

    @api.model
    def _contacts(self, actions):
        """Return {action: partner that gets the letter}: the contact chosen for collections."""
        return {action: action.debtor_id._collections_contact() for action in actions}

    def _choose_lang(self, action, contact):
        """Language of the letter: the contact's, the customer's, the company's; an active one."""
        return self._paper_lang(action.company_id, action.partner_id, contact)

    def _choose_channels(self, action, contact):
        """Ways this letter can go: those chosen for the action, else its task's that work."""
        if action.channel_ids:
            return action.channel_ids
        task = action.task_id
        usable = task.channel_ids.sorted("sequence").filtered(
            lambda channel: contact.email if channel.code == "email" else action.partner_id.street
        )
        return usable if task.channel_mode == "all" else usable[:1]

    # accounts

    def _accounts(self):
        """Account for each currency demanded: {currency: res.partner.bank}, maybe empty ones.

        The account on the invoices (a customer's own virtual account) wins over the company's.
        """
        return {currency: self._account(currency) for currency in self._totals()}

    def _account(self, currency):
        """Bank account for payments in `currency`."""
        lines = self._role_lines("demanded").filtered(lambda line: line.currency_id == currency)
        on_invoices = lines.item_id.move_line_id.move_id.partner_bank_id
        return self._bank_account(currency, on_invoices)
