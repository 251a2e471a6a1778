from odoo import api, fields, models


class DebtAction(models.Model):
    """The queue of letters to be printed: a cron of its own, so that a thousand PDFs keep nobody
    else waiting. It wakes the cron that sends when it is done, and is woken by it.
    """

    _inherit = "debt.action"

    @api.model
    def _cron_render(self):
        """Make the missing PDFs of every company's letters, chunk by chunk."""
        now, printed = fields.Datetime.now(), 0
        Cron = self.env["ir.cron"]
        for company in self._companies_to_act():
            actions = self._for_cron(company)
            chunks = actions._chunks("render", company, now)
            Cron._commit_progress(remaining=sum(map(len, chunks)))
            for chunk in chunks:
                handled = actions._try_chunk("render", chunk, company, now)
                printed += handled
                if not Cron._commit_progress(handled):
                    break
            Cron._commit_progress(remaining=0)
        if printed:
            self.env.ref("debt_collection.ir_cron_act")._trigger()

    @api.model
    def _wake_printing(self, company, now):
        """Have the missing PDFs made now."""
        if self._chunks("render", company, now):
            self.env.ref("debt_collection.ir_cron_render")._trigger()

    @api.model
    def _for_cron(self, company):
        """The model in the company's language and time zone."""
        partner = company.partner_id
        return self.with_company(company).with_context(lang=partner.lang, tz=partner.tz)
