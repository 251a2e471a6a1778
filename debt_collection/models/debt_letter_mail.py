from odoo import api, fields, models

# a mail heavier than this is refused by many servers; then the copies go as links
ATTACHMENT_LIMIT = 10 * 1024 * 1024


class DebtLetter(models.Model):
    """Letters by e-mail: posted on the case, kept, answered there."""

    _inherit = "debt.letter"

    def _email(self):
        """Queue the e-mails of these letters: one message on the case each, only to the contact.

        Odoo's mail queue sends them and keeps what became of them in `mail.notification`.
        """
        due = self.filtered(lambda letter: letter._goes_by_email() and not letter.message_id)
        copies, links = due._copies(), due._pay_links()
        for letter in due:
            message = letter._post_email(copies[letter], links)
            letter.write({"message_id": message.id, "sent_on": fields.Datetime.now()})
        if due:
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _goes_by_email(self):
        return bool(self.contact_id.email and "email" in self.channel_ids.mapped("code"))

    def _post_email(self, copies, links):
        """Post one letter on its case for the contact alone, in his language."""
        letter = self.with_context(lang=self.lang)
        is_light = sum(copies.mapped("file_size")) <= ATTACHMENT_LIMIT
        attached = copies if is_light else copies.browse()
        author, sender = letter._sender()
        case = letter.case_id.with_context(
            lang=self.lang, mail_notify_force_send=False, mail_post_autofollow_author_skip=True
        )
        return case.message_post(
            subject=letter.subject,
            body=letter._email_body(links, copies - attached),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=author.id,
            email_from=sender,
            partner_ids=letter.contact_id.ids,
            attachment_ids=(letter.attachment_id | attached).ids,
            email_layout_xmlid="debt_collection.mail_layout",
            email_add_signature=False,
            notify_skip_followers=True,
            mail_auto_delete=False,
            force_email_lang=self.lang,
        )

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

    def _sender(self):
        """(author, address) of the e-mail: who signs, else the company."""
        user, company = self.user_id.sudo(), self.company_id.sudo()
        if user.active and user.email and not user.share:
            return user.partner_id, user.email_formatted
        return company.partner_id, company.email_formatted or self.env.user.email_formatted

    # invoice copies

    @api.depends("letter_type_id", "action_id.line_ids.role")
    def _compute_has_copies(self):
        copies = self._copies()
        for letter in self:
            letter.has_copies = bool(copies[letter])

    def _copies(self):
        """Invoice PDFs that already exist, per letter; none is made for a letter's sake."""
        moves = {letter: letter._copied_documents() for letter in self}
        every = self.env["account.move"].union(*moves.values())
        found = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "account.move"),
                ("res_id", "in", every.ids),
                ("res_field", "=", "invoice_pdf_report_file"),
            ]
        )
        by_move = found.grouped("res_id")
        none = found.browse()
        return {
            letter: none.union(*(by_move.get(move.id, none) for move in documents))
            for letter, documents in moves.items()
        }

    def _copied_documents(self):
        """Invoices whose copies go with this letter."""
        wanted = self.letter_type_id.attach_invoices and self._goes_by_email()
        lines = self._role_lines("demanded") if wanted else self.line_ids.browse()
        return lines.item_id.move_line_id.move_id

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
        """Whether this document may be paid by a link: online gateways aren't on the white list
        of accounts and can't take split payments, so not for big business invoices."""
        if not move._has_to_be_paid():
            return False
        limit = self.company_id.debt_paylink_limit
        return self.is_consumer or not limit or abs(move.amount_total_signed) <= limit
