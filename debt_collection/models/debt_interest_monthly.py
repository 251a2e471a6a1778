import logging
from datetime import timedelta

import psycopg2
from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

BATCH = 200
TOLD = 20  # customers named in one task
WORKING_DAY = 5  # of the month (PRACTICE 1.11)


class DebtInterestNote(models.Model):
    """The daily job: notes once a month, their books and corrections every day."""

    _inherit = "debt.interest.note"

    @api.model
    def _cron_notes(self):
        """Customer by customer, company by company; one that fails doesn't stop the others, and the
        head of receivables is told.
        """
        for company in self.env["res.company"].search([("debt_automation", "=", True)]):
            notes = self.env["debt.calendar"]._for_company(self, company)
            today = company._debt_today()
            day = notes._monthly_day(company, today)
            failed = {}
            if notes._work(company, today, day, failed) and day:
                company.debt_note_proposed_on = today
            if failed:
                notes._tell_failed(company, failed)

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
    def _work(self, company, today, day, failed):
        """Do all customers of a company in batches. Return whether the time was enough.

        :param failed: {partner id: why nothing was charged}, filled here
        """
        Cron = self.env["ir.cron"]
        ids = self._customers(company)
        Cron._commit_progress(remaining=len(ids))
        for chunk in split_every(BATCH, ids):
            self._try_batch(company, chunk, today, day, failed)
            if not Cron._commit_progress(len(chunk)):
                return False
        return True

    @api.model
    def _try_batch(self, company, ids, today, day, failed):
        """One batch; if it fails, each customer alone."""
        partners = self.env["res.partner"].browse(ids)
        try:
            with self.env.cr.savepoint():
                failed.update(self._do_batch(company, partners, today, day))
        except (UserError, ValueError, psycopg2.Error) as error:
            if len(partners) == 1:
                _logger.warning("Interest notes of %s: %s", partners.ids, error)
                failed[partners.id] = str(error)
                return
            for partner_id in ids:
                self._try_batch(company, [partner_id], today, day, failed)

    @api.model
    def _do_batch(self, company, partners, today, day):
        """Return {partner id: why he wasn't charged}."""
        domain = [("company_id", "=", company.id), ("partner_id", "in", partners.ids)]
        self.search([*domain, ("approved_on", "!=", False)])._react(today)
        self._check_notes(company, partners)
        refused = self._propose_reinstated(company, partners, today)
        if not day:
            return refused
        proposal = self._proposal(company, day, partners=partners)
        self._create_drafts(proposal.notes)
        return refused | {partner.id: proposal.refused[partner] for partner in proposal.lacking}

    @api.model
    def _tell_failed(self, company, failed):
        """One task for the head of receivables: who wasn't charged, and why."""
        partners = self.env["res.partner"].browse(failed)
        rows = [
            Markup("<li>%s: %s</li>") % (partner.display_name, failed[partner.id])
            for partner in partners[:TOLD]
        ]
        if len(partners) > TOLD:
            more = self.env._("and %(count)s more", count=len(partners) - TOLD)
            rows.append(Markup("<li>%s</li>") % more)
        head = self.env["debt.action"]._head_of(company)
        summary = self.env._("Interest notes: %(count)s customers not charged", count=len(failed))
        company.partner_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=summary,
            note=Markup("<ul>%s</ul>") % Markup("").join(rows),
            user_id=(head or self.env.user).id,
        )

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
