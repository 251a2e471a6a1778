from odoo import fields, models
from odoo.exceptions import UserError

from . import debt_channel

debt_channel.WINDOWS["fax"] = "email"


class DebtPaperMixin(models.AbstractModel):
    _inherit = "debt.paper.mixin"

    def _fax_mail(self, address, title):
        """Queue the e-mail that the gateway turns into a fax of this paper's PDF; it is kept after
        sending, as evidence.

        :param address: at the gateway, :return: the `mail.mail`
        """
        _author, sender = self._sender()
        # sudo: mails are written by methods only
        mail = self.env["mail.mail"].sudo()
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return mail.create(
            {
                "subject": title,
                "body_html": "",
                "email_from": sender,
                "email_to": address,
                "auto_delete": False,
                "attachment_ids": [fields.Command.link(self.attachment_id.id)],
            }
        )


class DebtLetter(models.Model):
    """Letters by fax: an e-mail with the PDF to the company's fax gateway."""

    _inherit = "debt.letter"

    fax_mail_id = fields.Many2one(
        "mail.mail", "Fax", index="btree_not_null", ondelete="set null", copy=False, readonly=True
    )

    def _leave_by_fax(self, now):
        """Queue an e-mail to the gateway for each letter; kept after sending, as evidence."""
        for letter in self:
            number, address = letter.action_id.debtor_id._fax_address()
            if not address:
                raise UserError(
                    self.env._("%(name)s has no fax number.", name=letter.partner_id.name)
                )
            kind = letter.letter_type_id.with_context(lang=letter.lang).name
            mail = letter._fax_mail(address, f"{kind} {letter.name}")
            letter._note_down(
                {
                    "fax_on": now,
                    "fax_number": number,
                    "fax_mail_id": mail.id,
                    # steps that wait for a letter's leaving and arriving look at this
                    "sent_on": letter.sent_on or now,
                }
            )
        return self

    def _mail_delivery_day(self, day):
        """A fax the gateway accepted counts like an e-mail: it had two working days to fail."""
        found = super()._mail_delivery_day(day)
        # sudo: whose mail it is doesn't matter, the letter may be read
        if found or not self.fax_on or self.sudo().fax_mail_id.state != "sent":
            return found
        return self._day_without_bounce(self.fax_on, day)

    def _delivery_state(self):
        state = super()._delivery_state()
        if state != "none" or not self.fax_on:
            return state
        # sudo: whose mail it is doesn't matter, the letter may be read
        status = self.sudo().fax_mail_id.state
        states = {"outgoing": "queued", "exception": "failed", "cancel": "failed"}
        return states.get(status, "sent")


class DebtAction(models.Model):
    _inherit = "debt.action"

    def _fault_by_fax(self, _known):
        if not self.letter_type_id.has_pdf:
            return "no_pdf"
        return False if self.debtor_id._fax_address()[1] else "no_fax"


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _fax_address(self):
        """Return (fax number in E.164, address at the gateway), False for what is missing."""
        self.ensure_one()
        return self.company_id._debt_fax_address(self._collections_contact(), self.partner_id)


class ResCompany(models.Model):
    _inherit = "res.company"

    def _debt_fax_address(self, contact, partner):
        """As `_fax_address`, for a contact of a customer."""
        text = contact.debt_fax or partner.debt_fax
        number = text and contact._debt_number(self, text)
        pattern = self.debt_fax_address
        if not number or not pattern or "{number}" not in pattern:
            return number, False
        return number, pattern.replace("{number}", number.lstrip("+"))
