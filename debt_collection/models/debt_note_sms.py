from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import sms_text
from .debt_action_cron import PHASES
from .debt_note_mixin import NOTES


class ResCompany(models.Model):
    _inherit = "res.company"

    debt_note_sms = fields.Boolean("SMS that a note was issued")


class DebtNoteMixin(models.AbstractModel):
    """A short message that a note was issued, beside the note itself."""

    _inherit = "debt.note.mixin"

    sms_from = fields.Datetime("SMS waits until", readonly=True, copy=False, index="btree_not_null")
    sms_on = fields.Datetime("SMS on", readonly=True, copy=False)

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
        """Queue the SMS of this note, if the company wants them and he has something to pay; where
        hours or the limit of SMS stand in the way at `now` (UTC), it waits.
        """
        company, debtor = self.company_id, self.debtor_id.sudo()  # as in _first_way
        note = self.sudo()  # whoever may send a note may tell of it
        is_wanted = company.debt_note_sms and self.total > 0 and not debtor._sms_fault()
        note.sms_from = is_wanted and debtor._sms_later(now)
        if not is_wanted or note.sms_from:
            return
        template = self._sms_template()
        text = template and template._render_field("body", self.ids, compute_lang=True)[self.id]
        if text:
            note._message_sms(
                company._debt_sms_letters(text),
                partner_ids=False,
                sms_numbers=[debtor._collections_number()],
                put_in_queue=True,
            )
            note.sms_on = now

    @api.model
    def _tell_waiting(self, company, now):
        """Send the SMS whose time has come; none for what is paid or taken back since."""
        domain = [("company_id", "=", company.id), ("sms_from", "<=", now)]
        for note in self.search(domain, order="sms_from, id"):
            if note.state in ("settled", "cancelled"):
                note.sudo().sms_from = False  # see _mark
                continue
            try:
                with self.env.cr.savepoint():
                    note._tell_by_sms(now)
            except UserError as error:  # its text can't be written: said once
                note.sudo().sms_from = False
                note.sudo().message_post(body=str(error), subtype_xmlid="mail.mt_note")


class DebtDebtor(models.Model):
    _inherit = "debt.debtor"

    def _sms_later(self, now):
        """Return from when on (UTC) one SMS more may go to this customer; False: at `now`."""
        calendar, company = self.env["debt.calendar"], self.company_id
        wait = self._sms_wait(calendar._local(company, now).date())
        begin = wait and calendar._utc(company, datetime.combine(wait.date, time.min))
        window = calendar._next_window(company, self.partner_id, "phone", begin or now)
        return window - now >= timedelta(seconds=1) and window.replace(microsecond=0)

    def _sms_moments(self):
        moments = super()._sms_moments()
        for name in NOTES:
            notes = self.env[name].sudo().search([*self._voiced_domain(), ("sms_on", "!=", False)])
            moments += notes.mapped("sms_on")
        return moments


class DebtAction(models.Model):
    _inherit = "debt.action"

    @api.model
    def _companies_to_act(self):
        """Notes may wait where no action does."""
        domain = [("sms_from", "<=", fields.Datetime.now())]
        waiting = [self.env[name].search(domain).company_id for name in NOTES]
        return super()._companies_to_act().union(*waiting)

    @api.model
    def _work_through(self, company, now, phases=PHASES):
        finished = super()._work_through(company, now, phases)
        for name in NOTES if finished else ():
            self.env[name]._tell_waiting(company, now)
        return finished
