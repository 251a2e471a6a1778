from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize


class DebtLetter(models.Model):
    """Copies of e-mails for those whom a rule names.

    Each copy is a mail of its own on the same message: an address that doesn't work spoils nothing
    of the customer's mail, and he doesn't see who else reads it.
    """

    _inherit = "debt.letter"

    copies_to = fields.Char("Copies to", readonly=True, copy=False)

    def _mail_copies(self, values):
        """Queue the copies of these letters' e-mails.

        :param values: values of the customer's mail of each letter, in their order
        """
        addresses = self._copy_addresses()
        copies = []
        for letter, mail in zip(self, values, strict=True):
            if found := addresses.get(letter):
                letter.copies_to = ", ".join(found)
                copies.append({**mail, "recipient_ids": [], "email_to": letter.copies_to})
        # sudo: as with the customer's mail, the queue belongs to administrators
        self.env["mail.mail"].sudo().create(copies)

    def _copy_addresses(self):
        """Return {letter: [addresses that get a copy]}, each once, never the recipient's own."""
        result = {}
        for company, letters in self.grouped("company_id").items():
            rules = self.env["debt.copy.rule"].search([("company_id", "=", company.id)])
            for letter in letters if rules else ():
                found = [rule._address(letter) for rule in rules if rule._fits(letter)]
                own = letter.contact_id.email_normalized
                result[letter] = [one for one in dict.fromkeys(found) if one and one != own]
        return self._without_blacklisted(result)

    def _without_blacklisted(self, addresses):
        every = {one for found in addresses.values() for one in found}
        # sudo: collectors have no access to the mailing blacklist, only to its effect
        blacklist_sudo = self.env["mail.blacklist"].sudo()
        blocked = (
            set(blacklist_sudo.search([("email", "in", list(every))]).mapped("email"))
            if every
            else ()
        )
        return {
            letter: [one for one in found if one not in blocked]
            for letter, found in addresses.items()
        }


class DebtCopyRule(models.Model):
    _inherit = "debt.copy.rule"

    def _fits(self, letter):
        """Tell whether this rule is about `letter`."""
        types = self.letter_type_ids
        is_his = not self.partner_id or self.partner_id == letter.partner_id.commercial_partner_id
        return is_his and (not types or letter.letter_type_id in types)

    def _address(self, letter):
        """Return the address that gets the copy of `letter`, normalized, or False."""
        if self.who == "address":
            return email_normalize(self.email)
        # sudo: whoever sends needn't see the colleague's contact
        return self._person(letter).sudo().email_normalized

    def _person(self, letter):
        """Return the person (res.partner) to whom the copy of `letter` goes, maybe none."""
        if self.who == "salesperson":
            return letter.partner_id.user_id.partner_id
        if self.who == "collector":
            return letter.case_id.collector_id.partner_id
        if self.who == "head":
            return letter.company_id.debt_head_id.partner_id
        wanted = Domain("type", "=", "invoice") & Domain("debt_no_email", "=", False)
        return letter.partner_id.child_ids.filtered_domain(wanted).filtered("email")[:1]
