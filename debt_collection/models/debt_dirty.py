import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, groupby, split_every

_logger = logging.getLogger(__name__)

BATCH = 100
RETRY_MINUTES = 15
TRIGGERED = "debt_collection.refresh_triggered"


class DebtDirty(models.Model):
    """Append-only hint that something of a debtor changed in the ledger; the refresh consumes it.

    Only a hint: the nightly difference of ledger and items finds what it misses.
    """

    _name = "debt.dirty"
    _description = "Changed Debtor"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    error = fields.Text(help="Why the refresh of this customer failed; it is tried again.")
    failed_on = fields.Datetime()

    @api.model
    def _push(self, keys):
        """Note that the receivables of some debtors have changed, and wake the refresh.

        Runs inside whatever books a payment, so it only appends: no search, no lock, no update.
        :param keys: pairs (company id, commercial partner id)
        """
        keys = {(company, partner) for company, partner in keys if company and partner}
        if not keys:
            return
        # who books a payment needs no rights in collection
        self.sudo().create([{"company_id": c, "partner_id": p} for c, p in sorted(keys)])
        self._wake()

    @api.model
    def _wake(self):
        """Trigger the refresh once in a transaction."""
        data = self.env.cr.precommit.data
        if not data.get(TRIGGERED):
            data[TRIGGERED] = True
            self.env.ref("debt_collection.ir_cron_refresh").sudo()._trigger()

    # consuming -----------------------------------------------------------------------------------

    @api.model
    def _cron_refresh(self):
        """React to what changed since the last time; a failed debtor is kept and tried again."""
        Cron = self.env["ir.cron"]
        self.env["debt.hold"]._close_expired()
        for company in self.env["res.company"].search([]):
            self.env["debt.promise"]._judge(company, company._debt_today())
        keys = self._pending()
        Cron._commit_progress(remaining=len(keys))
        for chunk in split_every(BATCH, keys):
            self._consume(chunk)
            if not Cron._commit_progress(len(chunk)):
                break

    @api.model
    def _catch_up(self, company):
        """Refresh whose items differ from the ledger, before a run looks at them.

        Few on a normal night, as the hooks saw nearly everything; more than one batch is left to
        the cron, the run itself reads the ledger anyway.
        """
        self._push(self.env["debt.item"]._changed_keys(company))
        pending = [key for key in self._pending() if key[0] == company.id]
        self._consume(pending[: 5 * BATCH])

    @api.model
    def _pending(self):
        """Return [(company id, partner id, [row ids])] to refresh now, by company."""
        self.flush_model()
        retry = fields.Datetime.subtract(fields.Datetime.now(), minutes=RETRY_MINUTES)
        return self.env.execute_query(
            SQL(
                """
                SELECT company_id, partner_id, ARRAY_AGG(id) FROM debt_dirty
              GROUP BY company_id, partner_id
                HAVING COALESCE(MAX(failed_on) <= %s, TRUE)
              ORDER BY company_id, partner_id
                """,
                retry,
            )
        )

    @api.model
    def _consume(self, keys):
        """Refresh the debtors of `keys` (as of `_pending`) and drop their rows, errors excepted."""
        for company_id, chunk in groupby(keys, key=lambda key: key[0]):
            company = self.env["res.company"].browse(company_id)
            rows = {partner: ids for _company, partner, ids in chunk}
            errors = self._refresh_partners(company, list(rows))
            done = [
                ident for partner, ids in rows.items() if partner not in errors for ident in ids
            ]
            self.browse(done).unlink()
            for partner, error in errors.items():
                self.browse(rows[partner]).write(
                    {"error": error, "failed_on": fields.Datetime.now()}
                )
            if errors:
                retry = fields.Datetime.add(fields.Datetime.now(), minutes=RETRY_MINUTES)
                self.env.ref("debt_collection.ir_cron_refresh").sudo()._trigger(retry)

    @api.model
    def _refresh_partners(self, company, partner_ids):
        """Refresh debtors of one company. Return {partner id: error} of those that failed."""
        debtors = self.env["debt.calendar"]._for_company(
            self.env["debt.debtor"].search(
                [("company_id", "=", company.id), ("partner_id", "in", partner_ids)]
            ),
            company,
        )
        day = company._debt_today()
        if self._refresh_safely(debtors, day) is None:
            return {}
        # one of them is bad: the others mustn't wait for him
        errors = {}
        for debtor in debtors:
            if error := self._refresh_safely(debtor, day):
                errors[debtor.partner_id.id] = error
        return errors

    @api.model
    def _refresh_safely(self, debtors, day):
        """Return None, or what went wrong (then nothing was changed)."""
        try:
            with self.env.cr.savepoint():
                debtors._refresh(day)
        except (UserError, ValueError, KeyError, psycopg2.Error) as error:
            _logger.warning("refresh of debtors %s failed", debtors.ids, exc_info=True)
            self.env.invalidate_all(flush=False)
            return str(error) or repr(error)
        return None
