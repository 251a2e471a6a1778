from odoo import fields, models

from ..tools import sms_text


class ResCompany(models.Model):
    _inherit = "res.company"

    debt_note_sms = fields.Boolean("SMS that a note was issued")


class DebtNoteMixin(models.AbstractModel):
    """A short message that a note was issued, beside the note itself."""

    _inherit = "debt.note.mixin"

    def _sms_template(self):
        """Return the text (`sms.template`) of these notes, or none."""
        xmlid = f"debt_collection.sms_template_{self._name.split('.', 1)[1].replace('.', '_')}"
        template = self.env.ref(xmlid, raise_if_not_found=False) or self.env["sms.template"]
        return template.sudo()  # texts are read by whoever may send

    def _sms_company(self):
        """Return the company's name for SMS; texts name it."""
        company = self.company_id.sudo()  # see _compute_people
        return company.debt_sms_name or sms_text.short_name(company.name)

    def _tell_by_sms(self, now):
        """Queue the SMS of this note, if the company wants them, he has something to pay and may be
        written to at `now` (UTC).
        """
        company, debtor = self.company_id, self.debtor_id.sudo()  # as in _first_way
        if not company.debt_note_sms or self.total <= 0 or debtor._sms_fault():
            return
        if not self.env["debt.calendar"]._in_window(company, debtor.partner_id, "phone", now):
            return
        template = self._sms_template()
        text = template and template._render_field("body", self.ids, compute_lang=True)[self.id]
        if text:
            # sudo: whoever may send a note may tell of it
            self.sudo()._message_sms(
                company._debt_sms_letters(text),
                partner_ids=False,
                sms_numbers=[debtor._collections_number()],
                put_in_queue=True,
            )
