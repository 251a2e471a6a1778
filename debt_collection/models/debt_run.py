import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

REAL_MODES = ("nightly", "manual")
# tries of a chunk that another transaction gets in the way of
TRIES = 5


class DebtRun(models.Model):
    """One look at all receivables of a company: for real, for a look, or as of a day."""

    _name = "debt.run"
    _description = "Run"
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    mode = fields.Selection(
        [
            ("nightly", "Nightly run"),
            ("manual", "Run by hand"),
            ("dry", "Preview"),
            ("as_of", "As of a day"),
        ],
        required=True,
        default="dry",
    )
    date = fields.Date("Day", required=True)
    case_ids = fields.Many2many("debt.case", help="Only these; empty: all.")
    state = fields.Selection(
        [("running", "Running"), ("done", "Finished"), ("failed", "Failed")],
        required=True,
        default="running",
    )
    user_id = fields.Many2one("res.users", "Started by")
    started_on = fields.Datetime()
    finished_on = fields.Datetime()
    chunks = fields.Json(help="Ranges of customers, the unit of work and of resuming.")
    chunk_total = fields.Integer()
    chunk_done = fields.Integer()
    progress = fields.Float(compute="_compute_progress")
    item_count = fields.Integer("Items looked at")
    planned_count = fields.Integer("Goes out")
    held_count = fields.Integer("Held")
    failed_count = fields.Integer("Failed")
    timing = fields.Json(help="Seconds by stage.")
    warnings = fields.Json(help="What the whole run says: bank data too old, for example.")
    error = fields.Text()
    line_ids = fields.One2many("debt.run.line", "run_id")

    @api.depends("chunk_done", "chunk_total")
    def _compute_progress(self):
        for run in self:
            run.progress = 100.0 * run.chunk_done / run.chunk_total if run.chunk_total else 100.0

    _one_real = models.UniqueIndex(
        "(company_id) WHERE state = 'running' AND mode IN ('nightly', 'manual')",
        "A run of this company is still going.",
    )

    @api.model
    def _is_planning(self, company, day):
        """Whether a run for real of that day has begun and isn't done yet (it may have died)."""
        domain = [
            ("company_id", "=", company.id),
            ("date", "=", day),
            ("state", "=", "running"),
            ("mode", "in", REAL_MODES),
        ]
        return bool(self.search_count(domain, limit=1))

    def _is_real(self):
        """Whether what is decided is also planned; else the run only looks."""
        return self.mode in REAL_MODES

    @api.model
    def _start(self, company, mode, day, cases=None):
        """Create a run of `company` for `day` and return it; `_go` does it.

        :param mode: "nightly", "manual" (planned for real), "dry" (tonight, only a look) or "as_of"
            (with what was, or will be, open on `day`; only a look)
        :param cases: only the customers of these cases
        Raises UserError while another real run of the company is going.
        """
        if mode in REAL_MODES:
            self._check_none_running(company)
        # what has changed in this transaction belongs to the facts
        self.env.flush_all()
        return self.create(
            {
                "company_id": company.id,
                "mode": mode,
                "date": day,
                "case_ids": cases and cases.ids,
                "user_id": self.env.uid,
                "started_on": fields.Datetime.now(),
            }
        )

    def _check_none_running(self, company):
        domain = [("company_id", "=", company.id), ("state", "=", "running")]
        other = self.search([*domain, ("mode", "in", REAL_MODES)], limit=1)
        if other:
            raise UserError(
                self.env._(
                    "The run of %(day)s for %(company)s is still going (%(done)s of %(total)s "
                    "parts done). Two runs of one company can't go at the same time: wait for "
                    "it, or continue it if it was interrupted.",
                    day=fields.Date.to_string(other.date),
                    company=company.display_name,
                    done=other.chunk_done,
                    total=other.chunk_total or "?",
                )
            )

    # going, chunk by chunk

    def _go(self):
        """Do the run, or what is left of it, with a commit after each chunk."""
        self.ensure_one()
        run = self._in_company()
        settings = None if run.chunks else run._prepare()
        run._dispatch("_do_chunk", (run.chunks or [])[run.chunk_done :], settings)
        if run.state == "running" and run.chunk_done >= run.chunk_total:
            run._renew_statistics()
            run._finish()
            self.env["ir.cron"]._commit_progress()

    def _go_at_once(self):
        """Do the whole run in the present transaction: a few debtors, or a test."""
        self.ensure_one()
        run = self._in_company()
        run._do_prepared(run._prepare())

    def _do_prepared(self, settings):
        for chunk in self.chunks or []:
            self._do_chunk(chunk, settings)
        self._finish()

    def _in_company(self):
        """The run in its company's environment: a cron has no company, language or time zone."""
        company = self.company_id
        tz, lang = company.partner_id.tz or "Europe/Warsaw", company.partner_id.lang
        # sudo: facts are read and rows written for the whole company, whoever starts the run
        return self.sudo().with_company(company).with_context(tz=tz, lang=lang)

    def _dispatch(self, method, chunks, settings=None):
        """Do `method` of this run for each chunk, a transaction each, and commit its progress.

        The one seam for another way of working: a job queue overrides it and makes jobs of
        `method(chunk)`, which may be repeated and done in any order.

        :param settings: read already, to be shared by the chunks done here
        """
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(chunks))
        if chunks and not settings:
            settings = self._settings()
        for chunk in chunks:
            if not self._do_alone(method, chunk, settings) or not cron._commit_progress(1):
                break

    def _do_alone(self, method, chunk, settings):
        """Whether the chunk was done; not if another process works on this run at this moment."""
        for attempt in range(TRIES):
            try:
                if not self.try_lock_for_update() or self.state != "running":
                    return False
                getattr(self, method)(chunk, settings)
                return True
            except psycopg2.OperationalError:
                self.env.cr.rollback()
                if attempt == TRIES - 1:
                    raise
        return False

    @api.model
    def _cron_nightly(self):
        """Every hour: go on with what was interrupted, start the night where its hour has come."""
        for run in self.search([("state", "=", "running")], order="id"):
            run._go_guarded()
        for company in self.env["res.company"].search([("debt_automation", "=", True)]):
            day = company._debt_today()
            if self._is_time(company) and not self._was_done(company, day):
                self._start(company, "nightly", day)._go_guarded()

    def _go_guarded(self):
        """A company whose run can't go mustn't stop the others."""
        try:
            self._go()
        except Exception as error:
            _logger.exception("Run %s of %s stopped", self.id, self.company_id.name)
            self.env.cr.rollback()
            now = fields.Datetime.now()
            self.write({"state": "failed", "error": str(error), "finished_on": now})
            self.env["ir.cron"]._commit_progress()

    def _is_time(self, company):
        now = self.env["debt.calendar"]._now(company)
        return now.hour + now.minute / 60 >= company.debt_run_hour

    def _was_done(self, company, day):
        domain = [("company_id", "=", company.id), ("mode", "=", "nightly"), ("date", "=", day)]
        return bool(self.search_count(domain, limit=1))

    def action_resume(self):
        """Go on with an interrupted or failed run."""
        self.filtered(lambda run: run.state == "failed").write({"state": "running", "error": False})
        self.env.ref("debt_collection.ir_cron_nightly")._trigger()
