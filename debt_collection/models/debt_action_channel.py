from typing import NamedTuple

from odoo import models

from .debt_letter_type import INFORMATION

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
        """Return what keeps an e-mail from this debtor: none, bounced, blacklisted, unwanted; or
        False.
        """
        contact = self._collections_contact()
        if not contact.email_normalized:
            return "none"
        if contact.message_bounce:
            return "bounced"
        if contact.email_normalized in blocked_emails:
            return "blacklisted"
        return "unwanted" if self._refuses("email") else False


class DebtAction(models.Model):
    """By which ways a letter can go: an e-mail address that works, a full postal address, an amount
    worth post.
    """

    _inherit = "debt.action"

    def _choose_channels(self, day):
        """Set the channels of letters; return the actions for which none works (failed, with a task
        to find one).

        A strategy's task says "first that works" or "all" (those that work); a customer's own order
        wins over its. A better way that doesn't work is somebody's task, the letter goes by the
        next one at once. A letter made by hand keeps the channels the person chose.
        """
        blocked, minimums = self.debtor_id._blocked_emails(), self._post_minimums(day)
        chosen, faults = {}, {}
        for action in self:
            known = Known(blocked, minimums[action.company_id, action.task_id])
            chosen[action], faults[action] = action._try_channels(known)
        for channels in {channels for channels in chosen.values() if channels}:
            same = self.browse(a.id for a in self if chosen[a] == channels != a.channel_ids)
            same.channel_ids = channels
            # a draft built already goes the new way as well
            same.letter_id._note_down({"channel_ids": channels.ids})
        nowhere = self.filtered(lambda action: not chosen[action])
        for action in nowhere:
            action._no_channel(day)
        (self - nowhere)._ask_for_addresses(faults, day)
        return nowhere

    def _try_channels(self, known):
        """Return (channels by which the letter goes, {channel: what keeps it from going by it})."""
        asked, instead = self._asked_channels()
        if self.task_id.channel_mode == "first":
            return self._first_channel(asked | instead, known)
        faults = {one: fault for one in asked if (fault := self._fault_by(one, known))}
        works = asked.filtered(lambda channel: channel not in faults)
        if not works:
            works, more = self._first_channel(instead, known)
            faults |= more
        return works, faults

    def _first_channel(self, channels, known):
        """Return (the first of them that works, {channel: fault} of those before it)."""
        faults = {}
        for channel in channels:
            fault = self._fault_by(channel, known)
            if not fault:
                return channel, faults
            faults[channel] = fault
        return channels.browse(), faults

    def _asked_channels(self):
        """Return (channels in the order to try them, those to try after them).

        What the task asks for with a proof of delivery isn't replaced by a way without one.
        """
        task = self.task_id
        asked = (task.channel_ids if task else self.channel_ids).sorted()
        # a letter without any channel in its task goes by e-mail
        asked = asked or self.env.ref("debt_collection.channel_email")
        own = self.debtor_id.channel_ids if task else asked.browse()
        if all(channel._is_proven() for channel in asked):
            own = own.filtered(lambda channel: channel._is_proven())
        if task.channel_mode == "first" and own:
            return own, asked - own
        return asked, own - asked

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
        demands = self.letter_type_id.rank != INFORMATION
        return "minimum" if demands and self.amount < known.post_minimum else False

    def _post_minimums(self, day):
        """Return {(company, task): smallest amount worth paper}, in company currency."""
        return {
            (company, task): task._post_min(company, day)
            if task
            else self.env["debt.minimum"]._for(company, company.currency_id, day).post_min
            for company, task in {(action.company_id, action.task_id) for action in self}
        }
