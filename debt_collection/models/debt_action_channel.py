from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError

ADDRESS_FIELDS = ("street", "zip", "city")


class Known(NamedTuple):
    """What the choice of a letter's channels needs beside the letter, read for many at once."""

    blocked_emails: set  # addresses that asked not to be written to
    post_minimum: float  # smallest amount worth paper, company currency


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _collections_contact(self):
        """Return whom letters and messages are addressed to: the contact chosen for collections,
        else the customer's invoice address with an e-mail, else the customer.
        """
        self.ensure_one()
        if self.contact_id:
            return self.contact_id
        # not address_get(): without an invoice address it would take any child's
        children = self.partner_id.child_ids.filtered(lambda child: child.type == "invoice")
        return children.filtered("email")[:1] or self.partner_id

    def _blocked_emails(self):
        """Return the addresses of these debtors that asked not to be written to."""
        emails = [debtor._collections_contact().email_normalized for debtor in self]
        # collectors have no access to the mailing blacklist, only to its effect
        blacklist_sudo = self.env["mail.blacklist"].sudo()
        return set(
            blacklist_sudo.search([("email", "in", list(filter(None, emails)))]).mapped("email")
        )

    def _email_fault(self, blocked_emails):
        """Return what keeps an e-mail from this debtor: none, bounced or unwanted; or False."""
        contact = self._collections_contact()
        if not contact.email_normalized:
            return "none"
        if contact.message_bounce:
            return "bounced"
        is_blocked = contact.email_normalized in blocked_emails
        return "unwanted" if is_blocked or self._refuses("email") else False


class DebtAction(models.Model):
    """By which ways a letter can go: an e-mail address that works, a full postal address, an amount
    worth post.
    """

    _inherit = "debt.action"

    def _choose_channels(self, day):
        """Set the channels of letters; return the actions for which none works (failed, with a task
        to find one).

        A strategy's task says "first that works" or "all" (those that work); a letter made by hand
        keeps the channels the person chose.
        """
        blocked, minimums = self.debtor_id._blocked_emails(), self._post_minimums(day)
        chosen = {}
        for action in self:
            known = Known(blocked, minimums[action.company_id, action.task_id])
            works = action._working_channels(known)
            mode = action.task_id.channel_mode if action.task_id else "all"
            chosen[action] = works[:1] if mode == "first" else works
        for channels in {channels for channels in chosen.values() if channels}:
            same = self.browse(a.id for a in self if chosen[a] == channels != a.channel_ids)
            same.channel_ids = channels
            # a draft built already goes the new way as well
            same.letter_id.channel_ids = channels
        nowhere = self.filtered(lambda action: not chosen[action])
        for action in nowhere:
            action._no_channel(day)
        return nowhere

    def _working_channels(self, known):
        asked = (self.task_id.channel_ids if self.task_id else self.channel_ids).sorted()
        if not asked:
            # a letter without any channel in its task goes by e-mail
            asked = self.env.ref("debt_collection.channel_email")
        return asked.filtered(lambda channel: not self._fault_by(channel, known))

    def _fault_by(self, channel, known):
        """Return what keeps this letter from going by `channel`, a word; False: nothing does.

        Asks `_fault_by_<code>(known)`; a new channel brings its own.

        :param known: `Known`, what was read for all letters at once
        """
        return channel._method(self, "fault")(known)

    def _fault_by_email(self, known):
        return self.debtor_id._email_fault(known.blocked_emails)

    def _fault_by_paper(self, known):
        if not self.letter_type_id.has_pdf:
            return "no_pdf"
        if not all(self.debtor_id.partner_id[name] for name in ADDRESS_FIELDS):
            return "address"
        return "minimum" if self.amount < known.post_minimum else False

    def _post_minimums(self, day):
        """Return {(company, task): smallest amount worth paper}, in company currency."""
        return {
            (company, task): task._post_min(company, day)
            if task
            else self.env["debt.minimum"]._for(company, company.currency_id, day).post_min
            for company, task in {(action.company_id, action.task_id) for action in self}
        }

    def _no_channel(self, day):
        """Instead of silence: a task for the collector, and the action says what is missing."""
        contact = self.debtor_id._collections_contact()
        text = self.env._(
            "There is no way to reach %(name)s: no working e-mail address, and no full postal"
            " address (or the amount is too small for post).",
            name=contact.display_name,
        )
        self._fail(UserError(text))
        self._schedule("activity_type_address", "collector", day, note=text)
