from odoo import fields, models

MEGABYTE = 1024 * 1024


class DebtLetter(models.Model):
    """Letters by e-mail: posted on the case, kept, answered there."""

    _inherit = "debt.letter"

    def _email(self):
        """Queue the e-mails of these letters: one message on the case each, only to the contact.

        What `message_post` does for one, done for many at once: the message stays on the case, so
        that answers find it; Odoo's mail queue sends the mail and keeps in `mail.notification`
        what became of it.
        """
        due = self.filtered(lambda letter: letter._goes_by_email() and not letter.message_id)
        due._read_ahead()
        copies, links, replies = due._copies(), due._pay_links(), due._reply_addresses()
        # Odoo checks the attachments of each message alone; here they are in the cache by then
        due.attachment_id.union(*copies.values()).fetch(["res_model", "res_id"])
        # sudo: a message belongs to its author, who signs the letter, not to who sends it
        Case = self.env["debt.case"].sudo()
        messages = Case._message_create(
            [
                {
                    **letter._prepare_message_vals(copies[letter], links),
                    "reply_to": replies[letter.id],
                }
                for letter in due
            ]
        )
        due._queue_mails(messages)
        for letter, message in zip(due, messages, strict=True):
            letter._note_down({"message_id": message.id, "sent_on": fields.Datetime.now()})
        if due:
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _queue_mails(self, messages):
        """Make the outgoing mails of these letters' messages, with the rows that tell what became
        of them, and the copies.

        :param messages: `mail.message` (sudo), one for each letter, in their order
        """
        values = [
            letter._prepare_mail_vals(message)
            for letter, message in zip(self, messages, strict=True)
        ]
        mails = messages.env["mail.mail"].create(values)
        messages.env["mail.notification"].create(
            [
                letter._prepare_notification_vals(mail)
                for letter, mail in zip(self, mails, strict=True)
            ]
        )
        self._mail_copies(values)

    def _goes_by_email(self):
        return bool(self.contact_id.email and "email" in self.channel_ids.mapped("code"))

    def _prepare_message_vals(self, copies, links):
        """Values of the message on the case: author, text and attachments of this letter."""
        attached = copies if self._is_light(copies) else copies.browse()
        author, sender = self._sender()
        return {
            "model": self._thread()._name,
            "res_id": self._thread().id,
            "subject": self.subject,
            "body": self._email_body(links, copies - attached),
            "message_type": "comment",
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment"),
            "author_id": author.id,
            "email_from": sender,
            "partner_ids": self.contact_id.ids,
            "attachment_ids": [(4, one.id) for one in self.attachment_id | attached],
            "email_layout_xmlid": "debt_collection.mail_layout",
            "email_add_signature": False,
            "record_company_id": self.company_id.id,
            "record_alias_domain_id": self.company_id.alias_domain_id.id,
        }

    def _is_light(self, copies):
        """Whether the letter and copies of invoices make a mail that servers take.

        A heavier one goes with links to the copies.
        """
        limit = self.company_id.debt_mail_limit
        size = sum((self.attachment_id | copies).mapped("file_size"))
        return not limit or size <= limit * MEGABYTE

    def _thread(self):
        """The record on which the message stands: the case; without one the customer."""
        return self.case_id or self.partner_id

    def _reply_addresses(self):
        """Address that brings an answer back to the case: {letter id: address}."""
        addresses = {}
        for letters in self.grouped(lambda x: (x.user_id, bool(x.case_id))).values():
            author, sender = letters[:1]._sender()
            threads = letters.case_id or letters.partner_id
            found = threads._notify_get_reply_to(default=sender, author_id=author.id)
            addresses.update({letter.id: found[letter._thread().id] for letter in letters})
        return addresses

    def _prepare_mail_vals(self, message):
        """Values of the outgoing mail of a message; kept after sending, as evidence."""
        contact = self.contact_id
        recipient = {
            "id": contact.id,
            "name": contact.name,
            "active": contact.active,
            "share": contact.partner_share,
            "email_normalized": contact.email_normalized,
        }
        thread = message.env[message.model].browse(message.res_id)
        body = self.env["ir.qweb"]._render(
            "debt_collection.mail_layout",
            {"message": message, "lang": self.lang},
            minimal_qcontext=True,
        )
        return {
            **thread._notify_by_email_get_base_mail_values(message, [recipient]),
            "recipient_ids": [(4, contact.id)],
            "body_html": body,
            "auto_delete": False,
        }

    def _prepare_notification_vals(self, mail):
        """Values of the row that tells whether the mail was accepted or came back."""
        message = mail.mail_message_id
        return {
            **message.env["debt.case"]._notify_by_email_get_base_notification_values(message),
            "mail_mail_id": mail.id,
            "res_partner_id": self.contact_id.id,
        }

    def _email_body(self, links, linked_copies=()):
        """The e-mail's text: the letter with its tables, links to pay, links to heavy copies."""
        letter = self.with_context(lang=self.lang)
        values = {
            "letter": letter,
            "tables": letter._tables(),
            "creditor": letter._creditor_lines(),
            "links": [(line.name, links[line.id]) for line in letter.line_ids if line.id in links],
            "copies": [
                (copy.name, self.env[copy.res_model].browse(copy.res_id).get_portal_url())
                for copy in linked_copies
            ],
        }
        return letter.env["ir.qweb"]._render(
            "debt_collection.mail_letter", values, minimal_qcontext=True
        )

    # payment links

    def _pay_links(self):
        """Links to pay online, where rule 1.16 of PRACTICE allows: {action line id: url}."""
        links = {}
        providers = self.env["payment.provider"].sudo()  # collectors don't read providers
        for company, letters in self.grouped("company_id").items():
            domain = [("company_id", "=", company.id), ("state", "!=", "disabled")]
            if not providers.search_count(domain, limit=1):
                continue
            for letter in letters.filtered("letter_type_id.pay_link"):
                lines = letter._role_lines("demanded")
                links.update(
                    {
                        line.id: company.get_base_url() + move.get_portal_url()
                        for line in lines
                        if (move := line._document()) and letter._may_link(move)
                    }
                )
        return links

    def _may_link(self, move):
        """Notes have no page in Odoo's portal: they are paid on the customer's own page."""
        return move.is_invoice() and move._debt_may_pay_online(self.is_consumer)
