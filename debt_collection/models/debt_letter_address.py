from odoo import api, models

from ..tools import wording


class DebtLetter(models.Model):
    """Who writes to whom, in which language, by which way, and to which account money should go."""

    _inherit = "debt.letter"

    @api.model
    def _contacts(self, actions):
        """Return {action: partner that gets the letter}: the contact chosen for collections."""
        return {action: action.debtor_id._collections_contact() for action in actions}

    def _choose_lang(self, action, contact):
        """Language of the letter: the contact's, the customer's, the company's; an active one."""
        partner = action.partner_id
        active = {code for code, _name in self.env["res.lang"].get_installed()}
        wanted = (contact.lang, partner.lang, action.company_id.partner_id.lang)
        return next((code for code in wanted if code in active), self.env.lang or "en_US")

    def _choose_channels(self, action, contact):
        """Ways this letter can go: those chosen for the action, else its task's that work."""
        if action.channel_ids:
            return action.channel_ids
        task = action.task_id
        usable = task.channel_ids.sorted("sequence").filtered(
            lambda channel: contact.email if channel.code == "email" else action.partner_id.street
        )
        return usable if task.channel_mode == "all" else usable[:1]

    # people and addresses as printed

    def _address_lines(self):
        """Lines in the window of the envelope: name, street, code and town, country if abroad."""
        partner = self.partner_id
        town = " ".join(filter(None, [partner.zip, partner.city]))
        country = partner.country_id if self._is_foreign() else partner.country_id.browse()
        country_name = country.with_context(lang="en_US").name
        lines = [partner.name, partner.street, partner.street2, town]
        return [line for line in [*lines, country_name and country_name.upper()] if line]

    def _is_foreign(self):
        """Whether the customer's seat is in another country than the company's."""
        home, theirs = self.company_id.country_id, self.partner_id.country_id
        return bool(home and theirs and home != theirs)

    def _creditor_lines(self):
        """The company as the law wants it on a business letter, one list entry per line."""
        company, _ = self.company_id, self.env._
        partner = company.partner_id
        town = " ".join(filter(None, [partner.zip, partner.city]))
        court = company.debt_court and _("registered at %(court)s", court=company.debt_court)
        krs = company.debt_krs and _("KRS %(number)s", number=company.debt_krs)
        capital = company.debt_share_capital
        bdo = company.debt_bdo
        lines = [
            ", ".join(filter(None, [partner.street, partner.street2, town])),
            ", ".join(filter(None, [self._vat_text(partner), krs])),
            court,
            capital and _("share capital %(amount)s", amount=capital),
            bdo and _("BDO %(number)s", number=bdo),
        ]
        return [line for line in lines if line]

    def _vat_text(self, partner):
        """Tax number with its name in the letter's language: "NIP 5265877635", "VAT No. ..."."""
        number = (partner.vat or "").strip()
        if number and self.lang.startswith("pl") and number.upper().startswith("PL"):
            number = number[2:]
        return number and self.env._("VAT No. %(number)s", number=number)

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
        company = self.company_id.sudo()  # a collector may print accounts without reading journals
        own = company.bank_journal_ids.bank_account_id | company.partner_id.bank_ids
        own = own.filtered(lambda bank: bank.partner_id == company.partner_id)
        fitting = [bank for bank in (*on_invoices, *own) if bank.currency_id == currency]
        neutral = [bank for bank in (*on_invoices, *own) if not bank.currency_id]
        return next(iter(fitting + neutral), own[:1])

    def _account_text(self, bank):
        """Account number in groups; abroad with BIC and bank."""
        if not bank:
            return ""
        number = wording.group_account(bank.acc_number, national=not self._is_foreign())
        if not self._is_foreign() or not bank.bank_bic:
            return number
        return f"{number} (BIC {bank.bank_bic})"
