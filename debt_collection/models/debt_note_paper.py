from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.pdf import merge_pdf

from ..tools import wording
from .debt_paper_payment import Payment, Transfer


class DebtNoteMixin(models.AbstractModel):
    """A note on paper and by e-mail, in the language of its recipient."""

    _inherit = "debt.note.mixin"

    def _paper_values(self):
        return {
            **super()._paper_values(),
            "on_paper": True,  # widths of columns are of no use in an e-mail
            "payment": self._payment(),
            "number": self._number_text,
        }

    def _payment(self):
        """Return how to pay this note; None for one without anything to pay (a correction that
        gives back): no account, no title, no request to pay.
        """
        if self.total <= 0:
            return None
        account, currency = self._bank_account(self.currency_id), self.currency_id
        transfers = [Transfer(currency, self.total, account, self.name, False)]
        return Payment(
            self._amount_text(self.total, currency),
            wording.amount_in_words(self.total, currency.name, self.lang),
            self._day_text(self.date_due),
            self._account_text(account),
            self.name,
            self._payment_remarks(transfers),
            self._payment_codes(transfers),
        )

    def _paper_title(self):
        if self.name == "/":
            return self.env._("%(title)s (draft)", title=self._heading())
        return self.env._("%(title)s no. %(number)s", title=self._heading(), number=self.name)

    # sudo: people can't write the fields of the PDF, see `_evidence_user_fields`

    def _render_pdfs(self):
        return super(DebtNoteMixin, self.sudo())._render_pdfs()

    def _drop_pdf(self):
        return super(DebtNoteMixin, self.sudo())._drop_pdf()

    def action_print(self):
        """Download one PDF of these notes in the order of post codes; drafts are made anew.

        :raise UserError: all are cancelled, or one has no PDF; names it and says why
        """
        notes = self.filtered(lambda note: note.state != "cancelled")._print_order()
        if not notes:
            raise UserError(self.env._("There are no notes to print."))
        notes.filtered(lambda note: not note.approved_on)._drop_pdf()
        if missing := notes._render_pdfs():
            raise UserError(
                self.env._(
                    "These notes have no PDF: %(notes)s",
                    notes="; ".join(f"{one.display_name} {one.error}" for one in missing),
                )
            )
        name = self.env._("Notes %(day)s.pdf", day=fields.Date.context_today(self))
        return notes._download_pdf(name, merge_pdf(notes.mapped("attachment_id.raw")))

    def _mail_attachments(self):
        """Return the attachments (`ir.attachment`) that go with the note's e-mail, the PDF first.

        :raise UserError: the PDF couldn't be made
        """
        if self._render_pdfs():
            raise UserError(self.error)
        return self.attachment_id

    def _email(self):
        """Post the note as a message to its recipient; Odoo's mail queue sends and keeps it."""
        self.ensure_one()
        note = self.with_context(lang=self.lang)
        title = note._paper_title()
        values = {**note._paper_values(), "heading": title, "on_paper": False}
        if values["payment"]:  # mail programs don't show images that are part of the text
            values["payment"] = values["payment"]._replace(codes=[])
        body = note.env["ir.qweb"]._render(
            "debt_collection.mail_note", values, minimal_qcontext=True
        )
        author, sender = note._sender()
        # sudo: a message belongs to its author, who signs the note, not to who sends it
        note.sudo().with_context(mail_notify_force_send=False).message_post(
            subject=title,
            body=body,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=author.id,
            email_from=sender,
            partner_ids=self.contact_id.ids,
            attachment_ids=note._mail_attachments().ids,
            email_layout_xmlid="debt_collection.mail_layout",
            notify_skip_followers=True,
            mail_auto_delete=False,
        )

    def _fax_address(self):
        """Return (fax number of the recipient, address at the gateway), False for what lacks."""
        return self.company_id._debt_fax_address(self.contact_id, self.partner_id)

    def _fax(self):
        """Send the note to the company's fax gateway; the note keeps where it went."""
        self.ensure_one()
        number, address = self._fax_address()
        self._mail_attachments()
        mail_sudo = self._fax_mail(address, self.with_context(lang=self.lang)._paper_title())
        self.sudo().message_post(
            body=self.env._("Sent by fax to %(number)s.", number=number),
            message_type="notification",
            subtype_xmlid="mail.mt_note",
            attachment_ids=mail_sudo.attachment_ids.ids,
        )
