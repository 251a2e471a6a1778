import logging
from datetime import timedelta

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

BATCH = 200
WORKING_DAY = 5  # of the month (PRACTICE 1.11)


class DebtInterestNote(models.Model):
    """The daily job: notes once a month, their books and corrections every day."""

    _inherit = "debt.interest.note"

    @api.model
    def _cron_notes(self):
        """Customer by customer, company by company; one that fails doesn't stop the others."""
        for company in self.env["res.company"].search([("debt_automation", "=", True)]):
            notes = self.env["debt.calendar"]._for_company(self, company)
            today = company._debt_today()
            day = notes._monthly_day(company, today)
            if notes._work(company, today, day) and day:
                company.debt_note_proposed_on = today

    @api.model
    def _monthly_day(self, company, today):
        """Last day of the month before, when its notes are due and not proposed yet; else None."""
        first = today.replace(day=1)
        done = company.debt_note_proposed_on
        if not company.debt_note_monthly or (done and done >= first):
            return None
        day_five = self.env["debt.calendar"]._add_working_days(
            company, first - timedelta(days=1), WORKING_DAY
        )
        return first - timedelta(days=1) if today >= day_five else None

    @api.model
    def _work(self, company, today, day):
        """Do all customers of a company in batches. Return whether the time was enough."""
        Cron = self.env["ir.cron"]
        ids = self._customers(company)
        Cron._commit_progress(remaining=len(ids))
        for chunk in split_every(BATCH, ids):
            self._try_batch(company, chunk, today, day)
            if not Cron._commit_progress(len(chunk)):
                return False
        return True

    @api.model
    def _try_batch(self, company, ids, today, day):
        """One batch; if it fails, each customer alone."""
        partners = self.env["res.partner"].browse(ids)
        try:
            with self.env.cr.savepoint():
                self._do_batch(company, partners, today, day)
        except (UserError, ValueError, psycopg2.Error) as error:
            if len(partners) == 1:
                _logger.warning("Interest notes of %s: %s", partners.ids, error)
                return
            for partner_id in ids:
                self._try_batch(company, [partner_id], today, day)

    @api.model
    def _do_batch(self, company, partners, today, day):
        domain = [("company_id", "=", company.id), ("partner_id", "in", partners.ids)]
        self.search([*domain, ("approved_on", "!=", False)])._react(today)
        self._check_notes(company, partners)
        if day:
            self._propose(company, day, partners=partners)

    @api.model
    def _customers(self, company):
        """Ids of the commercial partners with receivables in a company."""
        groups = self.env["account.move.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("parent_state", "=", "posted"),
                ("account_id.account_type", "=", "asset_receivable"),
                ("partner_id", "!=", False),
            ],
            ["partner_id"],
        )
        return sorted({partner.commercial_partner_id.id for (partner,) in groups})
