from odoo import Command, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize


class DebtLetter(models.Model):
    """Copies of e-mails for those whom a rule names.

    They go as a mail of their own on the same message: an address that doesn't work spoils nothing
    of the customer's mail, he doesn't see who else reads it, and each answer finds the case. Each
    reader has his own row of `mail.notification`, so that one that bounces isn't the customer's.
    """

    _inherit = "debt.letter"

    copies_to = fields.Char("Copies to", readonly=True, copy=False)

    def _mail_copies(self, values):
        """Queue the copies of these letters' e-mails.

        :param values: values of the customer's mail of each letter, in their order
        """
        readers, copies = self._copy_readers(), {}
        for letter, mail in zip(self, values, strict=True):
            if people := readers.get(letter):
                letter._note_down({"copies_to": ", ".join(people.mapped("email_normalized"))})
                copies[letter] = {**mail, "recipient_ids": [Command.set(people.ids)]}
        # sudo: as with the customer's mail, the queue belongs to administrators
        env = self.env(su=True)
        mails = env["mail.mail"].create(list(copies.values()))
        env["mail.notification"].create(
            [
                {**letter._prepare_notification_vals(mail), "res_partner_id": reader.id}
                for letter, mail in zip(copies, mails, strict=True)
                for reader in readers[letter]
            ]
        )

    def _copy_readers(self):
        """Return {letter: people that get a copy}, each once, never the recipient himself."""
        result = {}
        for company, letters in self.grouped("company_id").items():
            # sudo: who gets copies is the company's setting, whoever has the letter sent
            rules = self.env["debt.copy.rule"].sudo().search([("company_id", "=", company.id)])
            fixed = {rule: rule._fixed_reader() for rule in rules}
            for letter in letters if rules else ():
                fitting = rules.filtered(lambda rule, one=letter: rule._fits(one))
                found = [fixed[rule] or rule._reader(letter) for rule in fitting]
                # sudo: whoever sends needn't see the colleague's contact
                result[letter] = self.env["res.partner"].sudo().union(*found)
        blocked = self._blacklisted(result.values())
        return {
            letter: readers._debt_reachable({*blocked, letter.contact_id.email_normalized, False})
            for letter, readers in result.items()
        }

    def _blacklisted(self, readers):
        """Return the addresses of these people that get no e-mails."""
        emails = {one.email_normalized for people in readers for one in people} - {False}
        # sudo: collectors have no access to the mailing blacklist, only to its effect
        blacklist_sudo = self.env["mail.blacklist"].sudo()
        return blacklist_sudo.search([("email", "in", list(emails))]).mapped("email")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _debt_reachable(self, without):
        """Return one of these people for each address that isn't among `without`."""
        by_email = self.grouped("email_normalized")
        return self.browse(
            people[0].id for email, people in by_email.items() if email not in without
        )


class DebtCopyRule(models.Model):
    _inherit = "debt.copy.rule"

    def _fits(self, letter):
        """Tell whether this rule is about `letter`."""
        types = self.letter_type_ids
        is_his = not self.partner_id or self.partner_id == letter.partner_id.commercial_partner_id
        return is_his and (not types or letter.letter_type_id in types)

    def _fixed_reader(self):
        """Return the contact with the fixed address, made when there is none; else none."""
        # sudo: collectors don't make contacts; the head entered this address
        partners_sudo = self.env["res.partner"].sudo()
        if self.who != "address":
            return partners_sudo
        email = email_normalize(self.email)
        return partners_sudo.search(
            [("email_normalized", "=", email)], limit=1
        ) or partners_sudo.create({"name": self.email, "email": email})

    def _reader(self, letter):
        """Return the person (res.partner) to whom the copy of `letter` goes, maybe none."""
        if self.who == "salesperson":
            return letter.partner_id.user_id.partner_id
        if self.who == "collector":
            return letter.case_id.collector_id.partner_id
        if self.who == "head":
            return letter.company_id.debt_head_id.partner_id
        if self.who != "invoice":
            return letter.partner_id.browse()
        wanted = Domain("type", "=", "invoice") & Domain("debt_no_email", "=", False)
        return letter.partner_id.child_ids.filtered_domain(wanted).filtered("email")[:1]
